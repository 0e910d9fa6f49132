import Scan

/// Logs that a page reads itself.
enum ShortLogs {
  /// Decoded in less time than a thread that gives way waits for its turn on a busy server.
  private static let mostBytes: UInt64 = 16 << 20

  static func are(_ logs: [String]) -> Bool {
    LogContainer.plainByteCount(of: logs).map { $0 <= mostBytes } ?? false
  }
}
