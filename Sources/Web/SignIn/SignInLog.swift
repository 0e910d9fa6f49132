import Foundation
import LogFormats
import Model
import Synchronization

/// `sign-in.log` in the workspace's folder: a line for every try, which `rollcall scan` reads.
///
/// Only tries that the limit takes or refuses are written, so it grows by some kilobytes a day.
final class SignInLog: Sendable {
  static let fileName = "sign-in.log"

  private let path: String
  private let now: @Sendable () -> Timestamp
  /// One line at a time.
  private let writing = Mutex(())

  init(directory: String, now: @escaping @Sendable () -> Timestamp) {
    path = directory + "/" + Self.fileName
    self.now = now
  }

  func note(_ result: SignInLine.Result, name: String, from source: String?) throws {
    let line = SignInLine(result, name: name, source: source).text(at: now().rfc3339) + "\n"
    try writing.withLock { _ in
      if !FileManager.default.fileExists(atPath: path) {
        let access: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: access)
      }
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try handle.seekToEnd()
      try handle.write(contentsOf: Data(line.utf8))
      try handle.close()
    }
  }
}
