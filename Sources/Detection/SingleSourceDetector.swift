package import Model

/// Finds the sources that call the roll, each by itself.
///
/// Two passes over each shard. The first tests every source against the prior null and counts what
/// the honest ones do; the null is learned from that; the second tests again. The caller runs shards
/// side by side and joins the counts in between.
package struct SingleSourceDetector: Sendable {
  /// Fewer distinct misses than this cannot pass any level that is used, so they are not tested.
  package static let fewestMisses = 3

  private let table: AttemptTable
  private let groups: SourceGroups
  private var reader: ProbeReader
  /// Groups with enough misses, noted by the first pass.
  private var testable: [Int] = []

  package init(table: AttemptTable, history: NameHistory, groups: SourceGroups) {
    self.table = table
    self.groups = groups
    reader = ProbeReader(table: table, history: history)
  }

  /// The first pass: what honest sources of this shard do, and how many sources could be tested.
  package mutating func survey(level: AlertLevel) -> Survey {
    var survey = Survey()
    let priorOnly = NullModel()
    for group in 0..<groups.count {
      let indices = groups[group]
      if indices.isEmpty { continue }
      reader.read(indices)
      if reader.misses >= Self.fewestMisses {
        survey.testedSources += 1
        testable.append(group)
        if test(null: priorOnly, threshold: level.strictest) != nil { continue }
      }
      if reader.hasAccepted { count(into: &survey.counts) }
    }
    return survey
  }

  /// The second pass, after `survey`: the sources of this shard whose e-value reaches `threshold`.
  package mutating func accuse(null: NullModel, threshold: Double) -> [RollCall] {
    var found: [RollCall] = []
    for group in testable {
      let indices = groups[group]
      reader.read(indices)
      guard let crossing = test(null: null, threshold: threshold),
        !isRecurringList(indices)
      else { continue }
      found.append(
        RollCall(
          source: groups.source(of: group),
          probes: Array(reader.probes[crossing.firstProbe...]),
          probesAtDetection: crossing.probe - crossing.firstProbe + 1,
          log10E: crossing.log10E,
          terms: crossing.terms,
          excused: reader.excused,
          attempts: Array(indices)
        )
      )
    }
    return found
  }

  private struct Crossing {
    var firstProbe: Int
    var probe: Int
    var log10E: Double
    var terms: [Finding.Score.Term]
  }

  /// The first probe that carries the e-value over `threshold` (base-10 logarithm), with the greatest
  /// e-value of the run from there on; `nil` if none does.
  private func test(null: NullModel, threshold: Double) -> Crossing? {
    var test = RollCallTest(null: null)
    var firstProbe = 0
    var crossing: Crossing?
    for (place, probe) in reader.probes.enumerated() {
      if test.isAtStart {
        if crossing != nil { break }
        firstProbe = place
      }
      test.add(isMiss: probe.isMiss, service: table[probe.index].outcome.service)
      guard test.log10E >= threshold else { continue }
      if crossing == nil {
        crossing = Crossing(firstProbe: firstProbe, probe: place, log10E: 0, terms: [])
      }
      if let known = crossing, test.log10E > known.log10E {
        crossing?.log10E = test.log10E
        crossing?.terms = test.scoreTerms
      }
    }
    return crossing
  }

  private func count(into counts: inout ProbeCounts) {
    var byService: [Service: (misses: Int, probes: Int)] = [:]
    for probe in reader.probes {
      let service = table[probe.index].outcome.service
      let known = byService[service] ?? (0, 0)
      byService[service] = (known.misses + (probe.isMiss ? 1 : 0), known.probes + 1)
    }
    for (service, count) in byService {
      counts.add(service, misses: count.misses, probes: count.probes)
    }
  }

  /// A mailing list with stale recipients asks for the same absent names again days later, and its
  /// mail for the others is taken. A roll call asks for each name once.
  private func isRecurringList(_ indices: ArraySlice<UInt32>) -> Bool {
    let daySeconds: UInt32 = 20 * 3600
    var span: [UInt32: (first: UInt32, last: UInt32)] = [:]
    var delivered: Set<UInt32> = []
    for index in indices {
      let attempt = table[index]
      guard attempt.outcome.service == .postfixRecipient else { return false }
      if attempt.outcome.credential == .accepted {
        delivered.insert(attempt.name)
      } else if attempt.outcome.existence == .absent {
        span[attempt.name] = (span[attempt.name]?.first ?? attempt.seconds, attempt.seconds)
      }
    }
    let recurring = span.values.count { $0.last - $0.first >= daySeconds }
    return recurring * 5 >= span.count * 4 && delivered.count >= span.count
  }
}

/// What the first pass found out.
package struct Survey: Sendable, Equatable {
  package var counts = ProbeCounts()
  /// Sources with enough misses to be tested at all.
  package var testedSources = 0

  package init() {}

  package mutating func add(_ other: Survey) {
    counts.add(other.counts)
    testedSources += other.testedSources
  }
}

/// How strong the evidence must be.
package struct AlertLevel: Sendable, Equatable {
  /// False findings that a whole scan may be expected to hold.
  package var expectedFalseFindings: Double

  package init(expectedFalseFindings: Double = 0.05) {
    self.expectedFalseFindings = expectedFalseFindings
  }

  /// Base-10 logarithms of the least and greatest e-value that is ever asked for. Three misses by
  /// one careless person stay below the least; above a hundred thousand a scan of many sources would need
  /// more than six straight misses, and says honestly how many false findings that level may hold.
  package let mildest = 3.5
  package let strictest = 5.0

  /// Base-10 logarithm of the e-value that a finding must reach when so many sources were tested.
  package func threshold(testedSources: Int) -> Double {
    let wanted = (Double(max(1, testedSources)) / expectedFalseFindings).log10
    return min(max(wanted, mildest), strictest)
  }
}

/// A source that called the roll, as the statistics see it.
package struct RollCall: Sendable, Equatable {
  package var source: UInt32
  /// From the start of the run that crossed the line, in order.
  package var probes: [ProbeReader.Probe]
  package var probesAtDetection: Int
  package var log10E: Double
  package var terms: [Finding.Score.Term]
  /// Contacts with absent names that had an innocent reason, by `ProbeReader.Excuse`.
  package var excused: [Int]
  /// Every attempt of the source, in order.
  package var attempts: [UInt32]
}
