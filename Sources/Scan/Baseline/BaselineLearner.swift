import Detection
import LogFormats
import Model

/// Takes from a scan what ordinary traffic looks like, from events that no earlier scan learned from.
///
/// Sources that had a part in a finding teach nothing.
struct BaselineLearner {
  /// A source that asks for more absent names than that has no stale one.
  static let fewestAbsent = 2

  let corpus: Corpus
  let history: NameHistory
  private let streams: [String]
  private let segments: [Int]
  /// By member.
  private let after: [UInt32?]

  init(
    _ corpus: Corpus,
    logs: OpenedLogs,
    history: NameHistory,
    after through: [String: UInt32]
  ) {
    self.corpus = corpus
    self.history = history
    streams = logs.streamNames
    segments = logs.segments.map(\.member)
    after = streams.map { through[$0] }
  }

  /// What is added to the baseline; empty where every event was learned from before.
  /// - Complexity: O(attempts).
  func baseline(without flagged: Set<UInt32>) -> Baseline {
    let table = corpus.table
    let groups = SourceGroups(table)
    var reader = ProbeReader(table: table, history: history)
    var learned = Learned()
    var indices: [UInt32] = []
    for source in 0..<UInt32(groups.count) {
      groups.read(source, into: &indices)
      indices.removeAll { !isNew(table[$0], &learned) }
      if indices.isEmpty || flagged.contains(source) { continue }
      reader.read(indices[...])
      let attempts = indices.map { table[$0] }
      if reader.hasAccepted { learned.counts.add(reader.probes, of: table) }
      learned.note(attempts, table)
      learned.noteHabits(attempts, table)
    }
    return learned.baseline(corpus, streams: streams)
  }

  private func isNew(_ attempt: Attempt, _ learned: inout Learned) -> Bool {
    let member = segments[Int(attempt.segment)]
    if let known = after[member], attempt.seconds <= known { return false }
    learned.through[member] = max(learned.through[member] ?? 0, attempt.seconds)
    return true
  }
}

/// Sums in numbers of the scan.
private struct Learned {
  struct Place: Hashable {
    var name: UInt32
    var source: UInt32
    var client: UInt32
  }

  struct Span {
    var first: UInt32
    var last: UInt32
    var count = 0

    init(_ seconds: UInt32) { (first, last) = (seconds, seconds) }

    mutating func add(_ seconds: UInt32) {
      first = min(first, seconds)
      last = max(last, seconds)
      count += 1
    }
  }

  var counts = ProbeCounts()
  /// By member.
  var through: [Int: UInt32] = [:]
  var names: [UInt32: (services: Set<Service>, span: Span)] = [:]
  var uses: [Place: Span] = [:]
  var stale: [(name: UInt32, source: UInt32, days: Int, last: UInt32)] = []
  var jobs: [(name: UInt32, source: UInt32, period: Int, count: Int, last: UInt32)] = []

  mutating func note(_ attempts: [Attempt], _ table: AttemptTable) {
    for attempt in attempts where attempt.outcome.existence.exists {
      let seconds = attempt.seconds
      var known = names[attempt.name] ?? ([], Span(seconds))
      known.services.insert(attempt.outcome.service)
      known.span.add(seconds)
      names[attempt.name] = known
      guard attempt.outcome.credential == .accepted, attempt.outcome.service != .postfixRecipient
      else { continue }
      let place = Place(name: attempt.name, source: attempt.source, client: attempt.client)
      uses[place, default: Span(seconds)].add(seconds)
    }
  }

  mutating func noteHabits(_ attempts: [Attempt], _ table: AttemptTable) {
    if let period = PeriodicTimes.period(of: attempts) {
      let last = attempts[attempts.count - 1]
      jobs.append((last.name, last.source, period, attempts.count, last.seconds))
    }
    var days: [UInt32: Set<UInt32>] = [:]
    for attempt in attempts where attempt.outcome.existence == .absent {
      let isSecret = table.nameTraits[Int(attempt.name)].contains(.looksLikePassword)
      if !isSecret { days[attempt.name, default: []].insert(attempt.seconds / 86_400) }
      if days.count > BaselineLearner.fewestAbsent { return }
    }
    for (name, days) in days {
      let last = attempts.last { $0.name == name }
      guard let last else { continue }
      stale.append((name, last.source, days.count, last.seconds))
    }
  }

  func baseline(_ corpus: Corpus, streams: [String]) -> Baseline {
    let tables = corpus.tables
    func name(_ number: UInt32) -> String {
      String(decoding: tables.nameBytes(number), as: UTF8.self)
    }
    var baseline = Baseline()
    for (member, seconds) in through {
      baseline.through[streams[member]] = max(baseline.through[streams[member]] ?? 0, seconds)
    }
    baseline.counts = Baseline.sum(of: countTexts)
    let places = Dictionary(grouping: uses, by: \.key.name)
    baseline.names = Baseline.sum(
      of: names.map { number, known in
        Baseline.Name(
          name: name(number),
          services: known.services.map(\.name).sorted(),
          first: known.span.first,
          last: known.span.last,
          uses: Baseline.sum(
            of: (places[number] ?? []).map { place, span in
              Baseline.Use(
                source: tables.source(place.source).text,
                client: place.client == Attempt.none ? nil : tables.client(place.client),
                first: span.first,
                last: span.last,
                count: span.count
              )
            }
          )
        )
      }
    )
    baseline.staleNames = Baseline.sum(
      of: stale.map {
        .init(
          name: name($0.name),
          source: tables.source($0.source).text,
          days: $0.days,
          last: $0.last
        )
      }
    )
    baseline.jobs = Baseline.sum(
      of: jobs.map {
        .init(
          name: name($0.name),
          source: tables.source($0.source).text,
          periodSeconds: $0.period,
          count: $0.count,
          last: $0.last
        )
      }
    )
    return baseline
  }

  private var countTexts: [Baseline.Count] {
    counts.bins.map { service, question, bin in
      Baseline.Count(
        service: service.name,
        question: question.name,
        yes: bin.yes,
        asked: bin.asked,
        sources: bin.sources
      )
    }
  }
}
