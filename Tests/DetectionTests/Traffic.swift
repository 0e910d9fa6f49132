import Model

@testable import Detection

/// Attempts written down by hand, as the scan would hand them to the detection.
struct Traffic {
  private(set) var attempts: [Attempt] = []
  private var names: [String: UInt32] = [:]
  private var texts: [[UInt8]] = []
  private var traits: [NameTraits] = []
  private var sourceCount = 0

  /// A working day in March 2026.
  static let morning: UInt32 = 1_772_438_400

  /// By source; those without one are left out.
  private var addresses: [UInt32: IPAddress] = [:]

  mutating func source(ipv4: UInt32) -> UInt32 {
    let source = source()
    addresses[source] = IPAddress(ipv4: ipv4)
    return source
  }

  mutating func source() -> UInt32 {
    sourceCount += 1
    return UInt32(sourceCount - 1)
  }

  mutating func name(_ text: String, _ trait: NameTraits = []) -> UInt32 {
    let number = names[text] ?? UInt32(texts.count)
    if number == texts.count {
      names[text] = number
      texts.append(Array(text.utf8))
      traits.append([])
    }
    traits[Int(number)].formUnion(trait)
    return number
  }

  mutating func add(
    _ source: UInt32,
    _ text: String,
    at seconds: UInt32,
    _ outcome: Outcome,
    client: UInt32 = Attempt.none
  ) {
    let name = name(text)
    attempts.append(
      Attempt(
        seconds: seconds,
        milliseconds: 0,
        segment: 0,
        offset: UInt32(attempts.count) * 100,
        length: 99,
        source: source,
        name: name,
        client: client,
        outcome: outcome
      )
    )
  }

  mutating func miss(_ source: UInt32, _ text: String, at seconds: UInt32) {
    add(source, text, at: seconds, Outcome(.sshd, .absent, .hidden, .wrong))
  }

  mutating func hit(_ source: UInt32, _ text: String, at seconds: UInt32) {
    add(source, text, at: seconds, Outcome(.sshd, .present, .hidden, .wrong))
  }

  mutating func signIn(_ source: UInt32, _ text: String, at seconds: UInt32) {
    add(source, text, at: seconds, Outcome(.sshd, .present, .hidden, .accepted))
  }

  /// The attempts as the scan leaves them: those of a source side by side, in order.
  func table() -> AttemptTable {
    let texts = texts
    let attempts = attempts.sorted { left, right in
      left.source == right.source
        ? AttemptTable.precedes(left, right) : left.source < right.source
    }
    let chunks = stride(from: 0, to: attempts.count, by: AttemptTable.chunkCapacity).map {
      Array(attempts[$0..<min($0 + AttemptTable.chunkCapacity, attempts.count)])
    }
    return AttemptTable(
      chunks: chunks,
      sourceCount: sourceCount,
      nameTraits: traits,
      nameText: { texts[Int($0)] },
      sourceAddress: { [addresses] in addresses[$0] }
    )
  }

  func history() -> NameHistory {
    var history = NameHistory(nameCount: texts.count)
    for attempt in attempts { history.note(attempt) }
    history.learnDomains(table())
    return history
  }

  mutating func shuffle(using random: inout SeededGenerator) {
    attempts.shuffle(using: &random)
  }

  /// Both passes over so many shards, as the scan runs them; calls by source.
  func calls(shards: Int = 1, level: AlertLevel = AlertLevel()) -> [RollCall] {
    passes(shards: shards, level: level).calls
  }

  /// All of the detection, as the scan runs it.
  func campaigns(level: AlertLevel = AlertLevel()) -> [Campaign] {
    let table = table()
    var (calls, survey, null) = passes(shards: 1, level: level)
    let detector = CampaignDetector(
      table: table,
      history: history(),
      census: survey.census,
      testedSources: survey.testedSources,
      null: null,
      level: level,
      groups: SourceGroups(table)
    )
    calls.sort { $0.source < $1.source }
    var contacts = survey.takeContacts()
    Contact.putInOrder(&contacts, of: table)
    return detector.campaigns(calls, contacts: contacts)
  }

  private func passes(
    shards: Int,
    level: AlertLevel
  ) -> (calls: [RollCall], survey: Survey, null: NullModel) {
    let (table, history) = (table(), history())
    let groups = SourceGroups(table)
    var survey = Survey(nameCount: table.nameTraits.count)
    var detectors = (0..<shards).map { _ in
      SingleSourceDetector(table: table, history: history, groups: groups)
    }
    func once(_ shard: Int, of sources: [UInt32]) -> () -> ArraySlice<UInt32>? {
      var parts = [sources.filter { Int($0) % shards == shard }[...]]
      return { parts.popLast() }
    }
    for shard in detectors.indices {
      survey.add(detectors[shard].survey(once(shard, of: groups.order)))
    }
    var null = NullModel()
    null.learn(from: survey.counts)
    let threshold = level.threshold(testedSources: survey.testedSources)
    var calls: [RollCall] = []
    for shard in detectors.indices {
      let sources = once(shard, of: survey.testable)
      calls += detectors[shard].accuse(null: null, threshold: threshold, sources)
    }
    return (calls.sorted { $0.source < $1.source }, survey, null)
  }
}

extension Traffic {
  /// A name that looks like one, different for every number.
  static func person(_ number: Int) -> String {
    let syllables = ["ba", "do", "ki", "lu", "me", "no", "pa", "ri", "su", "ta", "ve", "zo"]
    var (rest, text) = (number, "")
    for place in 0..<5 {
      text += syllables[rest % 12]
      rest /= 12
      if place == 1 { text += "." }
    }
    return text
  }

  /// People who sign in from one address each, over a week.
  mutating func addHonestPeople(_ count: Int, using random: inout SeededGenerator) {
    for number in 0..<count {
      let source = source()
      for _ in 0..<5 {
        let at = Self.morning + UInt32.random(in: 0..<600_000, using: &random)
        signIn(source, Self.person(number), at: at)
      }
    }
  }

  /// Places where thirty people sign in, and one name in fifty is not there.
  mutating func addOffices(_ count: Int, using random: inout SeededGenerator) {
    for office in 0..<count {
      let source = source()
      for person in 0..<30 {
        let name = Self.person(50_000 + office * 30 + person)
        let at = Self.morning + UInt32.random(in: 0..<600_000, using: &random)
        if Int.random(in: 0..<50, using: &random) == 0 {
          miss(source, "gone." + name, at: at)
        } else {
          signIn(source, name, at: at)
        }
      }
    }
  }
}
