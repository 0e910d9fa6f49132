package import Foundation
import Model

/// Where the files of an export go, one after the other.
package protocol BagSink {
  func begin(_ path: String) throws
  func write(_ bytes: Data) throws
  func end() throws
  /// Everything is there: gives the export its name.
  func keep() throws
  func discard()
}

/// An export as a folder.
final class FolderSink: BagSink {
  private let target: String
  private let incoming: String
  private var handle: FileHandle?

  init(target: String) throws {
    self.target = target
    incoming = target + ".incoming-" + UUID().uuidString
    try SafeFolder(path: incoming).create()
  }

  func begin(_ path: String) throws {
    let file = incoming + "/" + path
    try SafeFolder(path: (file as NSString).deletingLastPathComponent).create()
    guard FileManager.default.createFile(atPath: file, contents: nil),
      let handle = FileHandle(forWritingAtPath: file)
    else { throw CustodyError.file(path: file, problem: "cannot be written") }
    self.handle = handle
  }

  func write(_ bytes: Data) throws {
    try handle?.write(contentsOf: bytes)
  }

  func end() throws {
    try handle?.synchronize()
    try handle?.close()
  }

  func keep() throws {
    guard rename(incoming, target) == 0 else {
      throw CustodyError.file(path: target, problem: "is there already or cannot be written")
    }
  }

  func discard() {
    // What stays behind has a name that says what it is.
    try? FileManager.default.removeItem(atPath: incoming)
  }
}

/// An export as one ZIP file, in which all files lie in one folder: who unpacks it finds nothing strewn about, and
/// a bag must be packed so (RFC 8493, section 4).
package final class ZipSink: BagSink {
  private let target: String
  private let folder: String
  private let incoming: String
  private let handle: FileHandle
  private var entries: [ZipEntry] = []
  private var offset: UInt64 = 0
  private var checksum = CRC32()
  private var contentStart: UInt64 = 0

  /// The folder is called as the file, without its ending, where it is `nil`.
  package init(target: String, folder: String? = nil) throws {
    self.target = target
    self.folder = folder ?? Self.folder(for: target)
    incoming = target + ".incoming-" + UUID().uuidString
    guard FileManager.default.createFile(atPath: incoming, contents: nil),
      let handle = FileHandle(forWritingAtPath: incoming)
    else { throw CustodyError.file(path: target, problem: "cannot be written") }
    self.handle = handle
  }

  private static func folder(for target: String) -> String {
    let file = (target as NSString).lastPathComponent as NSString
    let name = file.deletingPathExtension
    return name.hasPrefix(".") || name.isEmpty ? "export" : name
  }

  private func small(_ number: UInt64) throws -> UInt32 {
    guard let small = UInt32(exactly: number), small < .max, entries.count < UInt16.max else {
      let problem = "this is too large for a ZIP file; export into a folder"
      throw CustodyError.file(path: target, problem: problem)
    }
    return small
  }

  package func begin(_ path: String) throws {
    let entry = ZipEntry(
      name: folder + "/" + path,
      byteCount: 0,
      checksum: 0,
      offset: try small(offset)
    )
    entries.append(entry)
    checksum = CRC32()
    try append(Data(entry.localHeader))
    contentStart = offset
  }

  package func write(_ bytes: Data) throws {
    checksum.update(bytes.span)
    try append(bytes)
  }

  private func append(_ bytes: Data) throws {
    try handle.write(contentsOf: bytes)
    offset += UInt64(bytes.count)
  }

  /// Now that size and checksum are known, writes the header once more.
  package func end() throws {
    entries[entries.count - 1].byteCount = try small(offset - contentStart)
    entries[entries.count - 1].checksum = checksum.value
    let entry = entries[entries.count - 1]
    try handle.seek(toOffset: UInt64(entry.offset))
    try handle.write(contentsOf: Data(entry.localHeader))
    try handle.seek(toOffset: offset)
  }

  package func keep() throws {
    try handle.write(contentsOf: Data(ZipEntry.directory(entries, offset: try small(offset))))
    try handle.synchronize()
    try handle.close()
    guard !FileManager.default.fileExists(atPath: target), rename(incoming, target) == 0 else {
      throw CustodyError.file(path: target, problem: "is there already or cannot be written")
    }
  }

  package func discard() {
    // What stays behind has a name that says what it is.
    try? FileManager.default.removeItem(atPath: incoming)
  }
}
