import Model

/// A line of the sign-in log, for who writes it and who reads it.
package struct SignInLine: Sendable {
  package enum Result: Sendable, CaseIterable {
    case accepted
    case tooMany
    case unknownName
    case wrongPassword

    var text: StaticString {
      switch self {
      case .accepted: "accepted"
      case .tooMany: "too-many"
      case .unknownName: "unknown-name"
      case .wrongPassword: "wrong-password"
      }
    }

    /// The form answers alike to the last three; only who gets in learns that the name is there.
    var outcome: Outcome {
      switch self {
      case .accepted: Outcome(.rollcallSignIn, .present, .disclosed, .accepted)
      case .tooMany: Outcome(.rollcallSignIn, .undetermined, .hidden, .blocked)
      case .unknownName: Outcome(.rollcallSignIn, .absent, .hidden, .none)
      case .wrongPassword: Outcome(.rollcallSignIn, .present, .hidden, .wrong)
      }
    }
  }

  static let event: StaticString = "rollcall.sign-in"
  static let mark: StaticString = "\"event\":\"rollcall.sign-in\""
  private static let longestName = 64

  private let result: Result
  private let name: String?
  private let source: String?

  /// A name that has the make-up of a password is withheld: people type theirs into the wrong field.
  package init(_ result: Result, name: String, source: String?) {
    (self.result, self.source) = (result, source)
    let bytes = Array(name.utf8)
    let isSecret = PasswordShape.matches(bytes.span) || name.count > Self.longestName
    self.name = isSecret ? nil : name
  }

  /// One line without its end. `time` is RFC 3339 in UTC.
  package func text(at time: String) -> String {
    let fields = [
      "\"time\":\"\(time)\"", "\"event\":\"\(Self.event)\"", "\"result\":\"\(result.text)\"",
      name.map { "\"name\":\(Self.quoted($0))" }, source.map { "\"source\":\(Self.quoted($0))" },
    ]
    return "{" + fields.compactMap { $0 }.joined(separator: ",") + "}"
  }

  /// Everything that could end the string, the line, or act on a terminal is written out.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for unit in text.utf16 {
      switch unit {
      case 0x20...0x7e where unit != 0x22 && unit != 0x5c:
        result.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      default:
        let digits = String(unit, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return result + "\""
  }
}
