import Foundation

/// The folder of a lab while it is written: beside its place, under a name of its own.
struct LabFolder {
  private let place: URL
  private let work: URL

  /// - Throws: `LabError` if something is at `path` that is no empty folder, or nothing can be made.
  init(at path: String) throws {
    place = URL(fileURLWithPath: path).standardizedFileURL
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) {
      guard isFolder.boolValue else { throw LabError.folder(path, "is a file") }
      guard try FileManager.default.contentsOfDirectory(atPath: place.path).isEmpty else {
        throw LabError.folder(path, "is not empty")
      }
    }
    let name = ".\(place.lastPathComponent).\(UUID().uuidString)"
    work = place.deletingLastPathComponent().appendingPathComponent(name)
    do {
      try FileManager.default.createDirectory(at: work, withIntermediateDirectories: false)
    } catch {
      throw LabError.folder(path, "cannot be made: \(error.localizedDescription)")
    }
  }

  /// A new file, open for writing.
  func newFile(_ name: String) throws -> FileHandle {
    let file = work.appendingPathComponent(name)
    try Data().write(to: file, options: .withoutOverwriting)
    return try FileHandle(forWritingTo: file)
  }

  /// Moves the folder to its place, over an empty one.
  func finish() throws {
    let manager = FileManager.default
    if manager.fileExists(atPath: place.path) { try manager.removeItem(at: place) }
    try manager.moveItem(at: work, to: place)
  }

  func remove() {
    // Nothing more can be done about a folder that cannot be removed; the first failure is told.
    try? FileManager.default.removeItem(at: work)
  }
}
