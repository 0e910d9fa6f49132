/// What became of one record. Every record gets exactly one verdict, and the summary adds them up.
package enum RecordVerdict: Equatable, Sendable {
  /// One or more attempts were added.
  case attempt
  /// Understood, and no attempt on an account: another event, a machine account, a status line.
  case notAttempt
  case notUnderstood(Reason)

  /// Why a record that should have been understood was not.
  package enum Reason: UInt8, Sendable, CaseIterable, Codable {
    case brokenJSON
    case brokenRecord
    case missingName
    case missingTime
    case nameTooLong
    case nulBytes
    case tableFull
    case truncated
    case unknownShape

    package var text: String {
      switch self {
      case .brokenJSON: "not valid JSON"
      case .brokenRecord: "a broken record"
      case .missingName: "the account name is missing"
      case .missingTime: "no time that could be read"
      case .nameTooLong: "the account name is longer than 512 bytes"
      case .nulBytes: "only NUL bytes"
      case .tableFull: "more distinct names than one scan can hold"
      case .truncated: "cut off at the end of the file"
      case .unknownShape: "not a line of this format"
      }
    }
  }
}
