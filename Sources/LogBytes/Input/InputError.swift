import Glibc

/// Why bytes could not be read. Each case names the file as the user named it.
package enum InputError: Error, Equatable, Sendable {
  case cannotOpen(file: String, errno: Int32)
  case cannotRead(file: String, errno: Int32)
  case notAFile(file: String)
  case brokenArchive(file: String, reason: String)
  case brokenDatabase(file: String, reason: String)
  case recordTooLong(file: String, byteOffset: UInt64, limit: Int)
  case tooLarge(file: String, limit: Int)
  case spoolFailed(errno: Int32)

  package var message: String {
    switch self {
    case .cannotOpen(let file, let code):
      "\(file): cannot be opened: \(Self.text(code))"
    case .cannotRead(let file, let code):
      "\(file): cannot be read: \(Self.text(code))"
    case .notAFile(let file):
      "\(file): is neither a file nor a folder that could be read"
    case .brokenArchive(let file, let reason):
      "\(file): the packed content is broken: \(reason)"
    case .brokenDatabase(let file, let reason):
      "\(file): is not a usable MaxMind database: \(reason)"
    case .recordTooLong(let file, let byteOffset, let limit):
      "\(file): the record at byte \(byteOffset) is longer than \(limit >> 20) MB"
    case .tooLarge(let file, let limit):
      "\(file): it is larger than \(limit >> 20) MB"
    case .spoolFailed(let code):
      "standard input could not be kept in a temporary file: \(Self.text(code))"
    }
  }

  static func text(_ code: Int32) -> String {
    // Safe: strerror gives a C string for every number.
    unsafe String(cString: strerror(code))
  }
}
