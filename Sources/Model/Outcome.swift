/// What the log knows of the account name of an attempt.
public enum Existence: UInt8, Sendable, CaseIterable {
  case undetermined = 0
  case absent = 1
  /// The source's documents say the account exists, with a reservation (for example Entra 50126).
  case likely = 2
  case present = 3

  /// Whether the log says, with or without a reservation, that the account exists.
  @inlinable
  public var exists: Bool {
    switch self {
    case .undetermined, .absent: false
    case .likely, .present: true
    }
  }
}

/// What the requester could tell of the account's existence from the answer it got.
public enum Disclosure: UInt8, Sendable, CaseIterable {
  case undetermined = 0
  case hidden = 1
  case disclosed = 2
}

/// What became of the credential that was offered, if one was.
public enum Credential: UInt8, Sendable, CaseIterable {
  /// No credential was offered or judged.
  case none = 0
  case wrong = 1
  /// The sign-in succeeded, or the mail was taken.
  case accepted = 2
  /// Refused for another reason than the secret: locked, disabled, second factor, policy.
  case blocked = 3
}

/// One attempt's answer, in two bytes: the three questions, the service that was asked, and flags.
public struct Outcome: Equatable, Hashable, Sendable, BitwiseCopyable {
  /// Existence in bits 0 and 1, disclosure in 2 and 3, credential in 4 and 5, the service in 8 to 14,
  /// and flags in 6, 7 and 15.
  public var bits: UInt16

  /// An outcome with no flag set.
  @inlinable
  public init(
    _ service: Service,
    _ existence: Existence,
    _ disclosure: Disclosure,
    _ credential: Credential
  ) {
    bits =
      UInt16(existence.rawValue) | UInt16(disclosure.rawValue) << 2
      | UInt16(credential.rawValue) << 4 | UInt16(service.rawValue) << 8
  }

  /// What the log knows of the account.
  @inlinable
  public var existence: Existence {
    get {
      // Spelled out, so that other modules can inline it: detection asks for every attempt.
      switch bits & 3 {
      case 1: .absent
      case 2: .likely
      case 3: .present
      default: .undetermined
      }
    }
    set { bits = bits & ~3 | UInt16(newValue.rawValue) }
  }
  /// What the requester could tell from the answer.
  @inlinable
  public var disclosure: Disclosure {
    Disclosure(rawValue: UInt8(bits >> 2 & 3)) ?? .undetermined
  }
  /// What became of the credential.
  @inlinable
  public var credential: Credential {
    get {
      switch bits >> 4 & 3 {
      case 1: .wrong
      case 2: .accepted
      case 3: .blocked
      default: .none
      }
    }
    set { bits = bits & ~0x30 | UInt16(newValue.rawValue) << 4 }
  }
  /// The service that was asked.
  @inlinable
  public var service: Service {
    Service(rawValue: UInt8(bits >> 8 & 0x7f)) ?? .unknown
  }

  /// Mail with the empty sender: a bounce, or another server that checks a sender address.
  @inlinable
  public var hasNullSender: Bool {
    get { bits & 0x40 != 0 }
    set { bits = newValue ? bits | 0x40 : bits & ~0x40 }
  }
  /// The secret was right although the sign-in was refused (second factor or policy came after it).
  @inlinable
  public var secretWasRight: Bool {
    get { bits & 0x80 != 0 }
    set { bits = newValue ? bits | 0x80 : bits & ~0x80 }
  }
  /// The time was written without a zone; it is turned to UTC once the whole log was seen.
  @inlinable
  public var timeIsZoneless: Bool {
    get { bits & 0x8000 != 0 }
    set { bits = newValue ? bits | 0x8000 : bits & ~0x8000 }
  }
}
