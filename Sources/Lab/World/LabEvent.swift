import Model

/// One thing that a person or a program did at a service, before any log's format.
struct LabEvent {
  /// What became of it. Formats write it in their own words, or not at all.
  enum Answer: UInt8 {
    /// Signed in; for mail: the message was taken.
    case accepted
    /// The account is there, the secret was wrong.
    case wrong
    /// There is no such account.
    case unknown
    /// The account is there and locked.
    case locked
    /// The secret was right, and something after it refused.
    case secondFactor
    /// The account is there; no secret was offered.
    case there
    /// The account belongs to another directory.
    case elsewhere
    /// Refused for the address, whatever the account.
    case blockedSource
  }

  /// Milliseconds since 1970 UTC.
  var time: Int64
  var name: UInt32
  var source: UInt32
  var client: UInt16
  var service: Service
  var answer: Answer
  /// Mail with the empty sender.
  var hasNullSender = false
  /// Left no row anywhere.
  var isSilent = false
  /// Who did it: the number of a cast member, 0 for everyday life.
  var actor: UInt32 = 0

  var isUnknown: Bool { answer == .unknown || answer == .elsewhere }

  /// By time; events of one millisecond in an order that does not depend on how they were made.
  static func precedes(_ left: LabEvent, _ right: LabEvent) -> Bool {
    if left.time != right.time { return left.time < right.time }
    if left.actor != right.actor { return left.actor < right.actor }
    if left.source != right.source { return left.source < right.source }
    if left.name != right.name { return left.name < right.name }
    return left.answer.rawValue < right.answer.rawValue
  }
}
