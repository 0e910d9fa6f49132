/// What is known of an account name apart from any one attempt. Kept in one byte a name.
public struct NameTraits: OptionSet, Sendable {
  /// The traits as bits.
  public let rawValue: UInt8

  /// The traits whose bits are set in `rawValue`.
  @inlinable
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The text has the make-up of a password: it is masked in every output and never counts as a miss.
  public static let looksLikePassword = NameTraits(rawValue: 1)
  /// Mail left with this name as its envelope sender, so others may check that it takes replies.
  public static let sentMail = NameTraits(rawValue: 2)
}
