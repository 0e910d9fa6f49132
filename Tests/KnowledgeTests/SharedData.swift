import Foundation

/// Third-party data that stays outside the repository. Tests that need it are skipped where it is
/// absent.
enum SharedData {
  /// The folder `shared` beside the repository, or the one that `ROLLCALL_SHARED` names.
  static let folder: URL? = {
    if let path = ProcessInfo.processInfo.environment["ROLLCALL_SHARED"] {
      return existing(URL(fileURLWithPath: path))
    }
    let repository = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return existing(repository.deletingLastPathComponent().appendingPathComponent("shared"))
  }()

  /// The file or folder at `path` below the shared folder; `nil`, with a line that says so, if it is
  /// absent.
  static func find(_ path: String) -> URL? {
    guard let found = folder.map({ $0.appendingPathComponent("data/" + path) }),
      FileManager.default.fileExists(atPath: found.path)
    else {
      print("skipped: shared/data/\(path) is absent")
      return nil
    }
    return found
  }

  private static func existing(_ url: URL) -> URL? {
    FileManager.default.fileExists(atPath: url.path) ? url : nil
  }
}
