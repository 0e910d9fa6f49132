import Foundation
import LogBytes
package import Model

/// The file that a log of evidence lies in: the log itself, or the archive that it is a member of.
package enum LogContainer {
  /// `nil` where there is none now. Looks at names only, so it costs next to nothing.
  package static func file(of log: String) -> String? {
    if isFile(log) { return log }
    for mark in log.indices where log[mark] == "!" {
      let archive = String(log[..<mark])
      if isFile(archive) { return archive }
    }
    return nil
  }

  /// The files that a scan read as logs, each once: an archive for all of its members.
  package static func files(of scan: ScanRecord) -> [String] {
    var seen: Set<String> = []
    return scan.inputs.filter { !$0.format.isEmpty }.map { file(of: $0.path) ?? $0.path }
      .filter { seen.insert($0).inserted }
  }

  /// How many bytes these logs have, each file once; `nil` where one is gone or packed, so that nobody knows.
  package static func plainByteCount(of logs: [String]) -> UInt64? {
    let files = LogFiles()
    var total: UInt64 = 0
    for log in Set(logs) {
      guard case .plain(let file)? = LogPlace(log, in: files) else { return nil }
      // A file that goes away in this moment is one that is gone.
      guard let size = try? files.map(file).count else { return nil }
      total += UInt64(size)
    }
    return total
  }

  private static func isFile(_ name: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: name, isDirectory: &isFolder)
      && !isFolder.boolValue
  }
}
