package import Foundation
import Model

/// The files of an export that is read, wherever they lie.
package protocol BagFiles {
  /// From the bag's root, sorted.
  var paths: [String] { get }
  func byteCount(of path: String) -> UInt64
  /// - Throws: `CustodyError.badExport`.
  func forEachPiece(of path: String, _ body: (Data) throws -> Void) throws
}

extension BagFiles {
  /// All bytes of a file that is small if all is well.
  func bytes(of path: String, atMost limit: UInt64) throws -> [UInt8] {
    guard byteCount(of: path) <= limit else {
      throw CustodyError.badExport(path: path, problem: "is larger than \(limit) bytes")
    }
    var bytes: [UInt8] = []
    try forEachPiece(of: path) { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// The lines of a file without their ends. A last line without end is told by `isWhole`.
  func forEachLine(
    of path: String,
    _ body: (_ number: Int, _ line: [UInt8], _ isWhole: Bool) throws -> Void
  ) throws {
    var rest: [UInt8] = []
    var number = 0
    try forEachPiece(of: path) { piece in
      var bytes = [UInt8](piece)[...]
      while let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
        number += 1
        try body(number, rest + bytes[..<end], true)
        rest = []
        bytes = bytes[(end + 1)...]
      }
      rest.append(contentsOf: bytes)
      guard rest.count <= FlatRecord.longestLine else {
        throw CustodyError.badExport(path: path, problem: "line \(number + 1) is too long")
      }
    }
    if !rest.isEmpty { try body(number + 1, rest, false) }
  }
}

/// An export in a folder.
package struct FolderBag: BagFiles {
  private static let mostFiles = 2_000_000
  private let root: String
  private var sizes: [String: UInt64] = [:]
  package private(set) var paths: [String] = []

  /// - Throws: `CustodyError.badExport` for anything in it that is neither a file nor a folder.
  package init(_ root: String) throws {
    self.root = root
    try collect("")
    paths.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private mutating func collect(_ folder: String) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)
    for name in names {
      let path = folder.isEmpty ? name : folder + "/" + name
      let attributes = try FileManager.default.attributesOfItem(atPath: root + "/" + path)
      switch attributes[.type] as? FileAttributeType {
      case .typeDirectory?: try collect(path)
      case .typeRegular?:
        sizes[path] = (attributes[.size] as? NSNumber)?.uint64Value ?? 0
        paths.append(path)
        guard paths.count <= Self.mostFiles else {
          throw CustodyError.badExport(path: root, problem: "holds too many files")
        }
      default:
        throw CustodyError.badExport(path: path, problem: "is neither a file nor a folder")
      }
    }
  }

  package func byteCount(of path: String) -> UInt64 { sizes[path] ?? 0 }

  package func forEachPiece(of path: String, _ body: (Data) throws -> Void) throws {
    guard let handle = FileHandle(forReadingAtPath: root + "/" + path) else {
      throw CustodyError.badExport(path: path, problem: "cannot be opened")
    }
    while let piece = try handle.read(upToCount: ContentFolder.pieceBytes), !piece.isEmpty {
      try body(piece)
    }
  }
}

/// An export in a ZIP file, in a folder of any name.
package struct ZipBag: BagFiles {
  private struct Content {
    var start: UInt64
    var byteCount: UInt64
  }

  private let handle: FileHandle
  private var contents: [String: Content] = [:]
  package private(set) var paths: [String] = []

  /// - Throws: `CustodyError.badExport` where a byte outside the contents is not what it has to be.
  package init(_ path: String) throws {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw CustodyError.badExport(path: path, problem: "cannot be opened")
    }
    self.handle = handle
    let entries = try readEntries(path)
    let offset = try handle.offset()
    let expected = ZipEntry.directory(entries, offset: UInt32(truncatingIfNeeded: offset))
    let found = [UInt8](try handle.read(upToCount: expected.count + 1) ?? Data())
    guard found == expected else {
      throw CustodyError.badExport(path: path, problem: "its directory was altered or cut short")
    }
    try leaveFolder(path)
    paths.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Takes the folder off all paths.
  private mutating func leaveFolder(_ path: String) throws {
    let folder = (paths.first?.prefix { $0 != "/" } ?? "") + "/"
    guard paths.allSatisfy({ $0.hasPrefix(folder) }) else {
      throw CustodyError.badExport(path: path, problem: "its files do not lie in one folder")
    }
    paths = paths.map { String($0.dropFirst(folder.count)) }
    contents = Dictionary(
      uniqueKeysWithValues: contents.map { (String($0.dropFirst(folder.count)), $1) }
    )
  }

  private mutating func readEntries(_ path: String) throws -> [ZipEntry] {
    var entries: [ZipEntry] = []
    while true {
      let offset = try handle.offset()
      let header = [UInt8](try handle.read(upToCount: ZipEntry.headerBytes) ?? Data())
      guard header.count == ZipEntry.headerBytes, header.starts(with: [0x50, 0x4b, 3, 4]),
        let start = UInt32(exactly: offset), entries.count < UInt16.max
      else {
        try handle.seek(toOffset: offset)
        return entries
      }
      let entry = try entry(header, at: start, path)
      try handle.seek(
        toOffset: UInt64(start) + UInt64(entry.localHeader.count + Int(entry.byteCount))
      )
      entries.append(entry)
    }
  }

  private mutating func entry(_ header: [UInt8], at offset: UInt32, _ path: String) throws
    -> ZipEntry
  {
    func number(_ start: Int, _ count: Int) -> UInt32 {
      header[start..<start + count].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
    let name = [UInt8](try handle.read(upToCount: Int(number(26, 2))) ?? Data())
    let entry = ZipEntry(
      name: String(decoding: name, as: UTF8.self),
      byteCount: number(18, 4),
      checksum: number(14, 4),
      offset: offset
    )
    guard entry.localHeader == header + name, contents[entry.name] == nil else {
      throw CustodyError.badExport(path: path, problem: "the entry at byte \(offset) was altered")
    }
    let start = UInt64(offset) + UInt64(entry.localHeader.count)
    contents[entry.name] = Content(start: start, byteCount: UInt64(entry.byteCount))
    paths.append(entry.name)
    try checkSum(of: entry, path)
    return entry
  }

  private func checkSum(of entry: ZipEntry, _ path: String) throws {
    var checksum = CRC32()
    var count = 0
    try forEachPiece(of: entry.name) {
      checksum.update($0.span)
      count += $0.count
    }
    guard checksum.value == entry.checksum, count == Int(entry.byteCount) else {
      throw CustodyError.badExport(path: "\(path)!\(entry.name)", problem: "its checksum is wrong")
    }
  }

  package func byteCount(of path: String) -> UInt64 { contents[path]?.byteCount ?? 0 }

  package func forEachPiece(of path: String, _ body: (Data) throws -> Void) throws {
    guard let content = contents[path] else {
      throw CustodyError.badExport(path: path, problem: "is missing")
    }
    var done: UInt64 = 0
    while done < content.byteCount {
      try handle.seek(toOffset: content.start + done)
      let wanted = min(content.byteCount - done, UInt64(ContentFolder.pieceBytes))
      guard let piece = try handle.read(upToCount: Int(wanted)), !piece.isEmpty else { return }
      done += UInt64(piece.count)
      try body(piece)
    }
  }
}
