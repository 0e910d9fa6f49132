import Foundation

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

  private static func isFile(_ name: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: name, isDirectory: &isFolder)
      && !isFolder.boolValue
  }
}
