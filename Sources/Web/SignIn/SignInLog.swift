import Foundation
import LogFormats
import Model
import Synchronization

/// `sign-in.log` in the workspace's folder: a line for every try, which `rollcall scan` reads.
///
/// A file that has grown to its limit becomes `sign-in.log.1`, that one `sign-in.log.2`, and the oldest
/// is removed: what a machine that tries names all night can fill is bounded.
final class SignInLog: Sendable {
  static let fileName = "sign-in.log"
  /// Some 30,000 tries.
  static let usualBytes = 4 << 20
  /// Files beside the one that is being written.
  static let olderFiles = 7

  private let path: String
  private let byteLimit: Int
  private let now: @Sendable () -> Timestamp
  /// One line at a time.
  private let writing = Mutex(())

  init(
    directory: String,
    byteLimit: Int = SignInLog.usualBytes,
    now: @escaping @Sendable () -> Timestamp
  ) {
    path = directory + "/" + Self.fileName
    (self.byteLimit, self.now) = (byteLimit, now)
  }

  func note(_ result: SignInLine.Result, name: String, from source: String?) throws {
    let line = SignInLine(result, name: name, source: source).text(at: now().rfc3339) + "\n"
    try writing.withLock { _ in
      let handle = try open(for: line.utf8.count)
      try handle.write(contentsOf: Data(line.utf8))
      try handle.close()
    }
  }

  /// The file's end; a new file where the line would not fit.
  private func open(for byteCount: Int) throws -> FileHandle {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: made()))
    let size = try handle.seekToEnd()
    if size == 0 || Int(size) + byteCount <= byteLimit { return handle }
    try handle.close()
    try turnOver()
    return try FileHandle(forWritingTo: URL(fileURLWithPath: made()))
  }

  private func made() -> String {
    if !FileManager.default.fileExists(atPath: path) {
      let access: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
      _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: access)
    }
    return path
  }

  private func turnOver() throws {
    let files = [path] + (1...Self.olderFiles).map { "\(path).\($0)" }
    for number in files.indices.dropLast().reversed()
    where FileManager.default.fileExists(atPath: files[number]) {
      // In one step, over the one that is there: no moment without either of them.
      guard rename(files[number], files[number + 1]) == 0 else {
        throw CocoaError(.fileWriteUnknown)
      }
    }
  }
}
