import Foundation

enum OutputError: Error {
  /// The reader went away: nothing to say.
  case brokenPipe
  case failed(String)

  init(_ error: any Error) {
    let cause = Self.innermost(error)
    let isPipe = cause.domain == NSPOSIXErrorDomain && cause.code == Int(EPIPE)
    self = isPipe ? .brokenPipe : .failed(Self.cause(of: error))
  }

  /// What the system says of an error that came from it.
  static func cause(of error: any Error) -> String {
    let cause = innermost(error)
    return cause.domain == NSPOSIXErrorDomain
      ? String(cString: strerror(Int32(cause.code))) : cause.localizedDescription
  }

  private static func innermost(_ error: any Error) -> NSError {
    let error = error as NSError
    return error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
  }

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

  /// Writes bytes past the buffer.
  static func write(_ bytes: Data) throws(OutputError) {
    do {
      try FileHandle.standardOutput.write(contentsOf: bytes)
    } catch {
      throw OutputError(error)
    }
  }

  mutating func flush() throws(OutputError) {
    try Self.write(buffer)
    buffer.removeAll(keepingCapacity: true)
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
