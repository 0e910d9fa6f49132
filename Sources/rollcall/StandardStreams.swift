import Foundation

enum OutputError: Error {
  /// The reader went away: nothing to say.
  case brokenPipe
  case failed(String)

  var message: String {
    switch self {
    case .brokenPipe: "the reader of the output went away"
    case .failed(let reason): "standard output could not be written: \(reason)"
    }
  }
}

/// Findings and whatever else was asked for. Written in large pieces; `flush` before the end.
struct StandardOutput {
  private var buffer = Data()
  private static let pieceBytes = 1 << 16

  mutating func write(_ text: String) throws(OutputError) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.pieceBytes { try flush() }
  }

  mutating func flush() throws(OutputError) {
    do {
      try FileHandle.standardOutput.write(contentsOf: buffer)
      buffer.removeAll(keepingCapacity: true)
    } catch {
      throw Self.reading(error)
    }
  }

  private static func reading(_ error: any Error) -> OutputError {
    var cause = error as NSError
    if let underlying = cause.userInfo[NSUnderlyingErrorKey] as? NSError { cause = underlying }
    if cause.domain == NSPOSIXErrorDomain, cause.code == Int(EPIPE) { return .brokenPipe }
    if cause.domain == NSPOSIXErrorDomain {
      return .failed(String(cString: strerror(Int32(cause.code))))
    }
    return .failed(cause.localizedDescription)
  }
}

/// Progress, summary and complaints.
enum StandardError {
  static func write(_ text: String) {
    // Nobody is left to tell if this fails.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
