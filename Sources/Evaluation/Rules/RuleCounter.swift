/// One rule's count of one address as events come in, for one threshold.
package struct RuleCounter {
  private typealias Counted = (seconds: Double, name: UInt32, owner: AttemptOwner)

  private let rule: ThresholdRule
  private let threshold: Int
  /// What is in the window or bucket, oldest first. Each name once, where names are counted.
  private var counted: [Counted] = []
  private var names: [UInt32: Int] = [:]
  /// The edge that the fixed window began at.
  private var windowStart = -Double.infinity
  /// The bucket's level and when it was right.
  private var level = (count: 0.0, seconds: 0.0)
  /// Whether the alert was given and the count has not fallen below the threshold since.
  private var isAlerting = false

  package init(_ rule: ThresholdRule, threshold: Int) {
    self.rule = rule
    self.threshold = threshold
  }

  /// The owner of more than half of what is counted, if this event makes the rule alert.
  package mutating func add(_ event: FailedAttempts.Event) -> AttemptOwner? {
    guard rule.subject.counts(event) else { return nil }
    forget(before: event.seconds)
    let isRepeated = rule.subject.countsNames && names[event.name] != nil
    if isRepeated {
      refresh(event)
    } else {
      counted.append((event.seconds, event.name, event.owner))
      names[event.name, default: 0] += 1
      level.count += 1
    }
    let count = isBucket ? Int(level.count.rounded(.up)) : counted.count
    guard count >= threshold else {
      isAlerting = false
      return nil
    }
    if isAlerting { return nil }
    let owner = Self.majority(counted.map(\.owner))
    if isBucket { empty() } else { isAlerting = true }
    return owner
  }

  private var isBucket: Bool {
    if case .leakyBucket = rule.counter { true } else { false }
  }

  private mutating func forget(before seconds: Double) {
    switch rule.counter {
    case .fixedWindow(let length):
      let start = (seconds / Double(length)).rounded(.down) * Double(length)
      if start != windowStart {
        empty()
        windowStart = start
      }
    case .slidingWindow(let length):
      let kept = counted.firstIndex { $0.seconds > seconds - Double(length) } ?? counted.count
      for old in counted[..<kept] { drop(old.name) }
      counted.removeFirst(kept)
      if counted.count < threshold { isAlerting = false }
    case .leakyBucket(let secondsPerLeak):
      level.count -= (seconds - level.seconds) / Double(secondsPerLeak)
      level.seconds = seconds
      // A bucket that ran dry is thrown away, and the names it knew with it.
      if level.count <= 0 { empty() }
    }
  }

  private mutating func drop(_ name: UInt32) {
    names[name] = names[name].flatMap { $0 > 1 ? $0 - 1 : nil }
  }

  private mutating func empty() {
    counted.removeAll(keepingCapacity: true)
    names.removeAll(keepingCapacity: true)
    level.count = 0
    isAlerting = false
  }

  /// In a sliding window a name counts from when it was last seen.
  private mutating func refresh(_ event: FailedAttempts.Event) {
    guard case .slidingWindow = rule.counter,
      let place = counted.firstIndex(where: { $0.name == event.name })
    else { return }
    counted.remove(at: place)
    counted.append((event.seconds, event.name, event.owner))
  }

  /// `.honest` unless somebody else has more than half.
  private static func majority(_ owners: [AttemptOwner]) -> AttemptOwner {
    let counts = Dictionary(owners.map { ($0, 1) }, uniquingKeysWith: +)
    return counts.first { $0.value * 2 > owners.count }?.key ?? .honest
  }
}

extension ThresholdRule.Subject {
  var countsNames: Bool { self == .absentNames || self == .failedNames }

  func counts(_ event: FailedAttempts.Event) -> Bool {
    switch self {
    case .failures, .failedNames: true
    case .absentFailures, .absentNames: event.isAbsent
    }
  }
}
