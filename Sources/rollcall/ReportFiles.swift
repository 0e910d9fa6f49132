import Foundation
import Knowledge

/// The files that a path stands for, and what of a folder is none.
struct ReportFiles {
  private(set) var files: [String] = []
  /// Counts by reason, as sentences without a full stop.
  private(set) var passedOver: [String] = []

  /// Folders are read to any depth, but not through links.
  /// - Throws: `Failure` where nothing is there, or no file.
  init(at path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure(message: "\(path): there is no such file or folder")
    }
    if !isFolder.boolValue {
      files = [path]
      return
    }
    var (links, hidden, others) = (0, 0, 0)
    let entries = FileManager.default.enumerator(atPath: path)
    while let name = entries?.nextObject() as? String {
      // What vanished since it was listed is counted as no file.
      let attributes = try? FileManager.default.attributesOfItem(atPath: path + "/" + name)
      let type = attributes?[.type] as? FileAttributeType
      if (name as NSString).lastPathComponent.hasPrefix(".") {
        hidden += 1
        if type == .typeDirectory { entries?.skipDescendants() }
        continue
      }
      switch type {
      case .typeRegular: files.append(path + "/" + name)
      case .typeDirectory: continue
      case .typeSymbolicLink: links += 1
      default: others += 1
      }
    }
    files.sort()
    let counts = [
      (links, "links"), (hidden, "hidden files and folders"), (others, "pipes and devices"),
    ]
    passedOver = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1) in \(path)" }
    guard !files.isEmpty else { throw Failure(message: "\(path): no files in this folder") }
  }

  /// At most one byte more than a report may have, so that the reader can tell.
  static func bytes(of file: String) throws(ReportError) -> [UInt8] {
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
      return Array(try handle.read(upToCount: ReportReader.largestFile + 1) ?? Data())
    } catch {
      throw .unreadable(file: file, reason: error.localizedDescription)
    }
  }
}
