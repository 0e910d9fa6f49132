import Foundation
import Glibc

/// One process's file of entries, as JSON lines; locked as long as it is open.
struct SpoolFile {
  let path: String
  private(set) var size: UInt64 = 0
  private let handle: FileHandle
  private static let suffix = ".jsonl"

  init(in folder: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    path = "\(folder)/\(UUID().uuidString.lowercased())\(Self.suffix)"
    let access: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
    // It gets its name once it is locked, so that nobody takes it for left over.
    let unnamed = path + ".new"
    guard FileManager.default.createFile(atPath: unnamed, contents: nil, attributes: access) else {
      throw WorkspaceError.notWritable(path: folder)
    }
    handle = try FileHandle(forWritingTo: URL(fileURLWithPath: unnamed))
    guard flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw WorkspaceError.notWritable(path: folder)
    }
    try FileManager.default.moveItem(atPath: unnamed, toPath: path)
  }

  /// Appends one line, all of it or nothing.
  mutating func append(_ line: Data) throws {
    do {
      try handle.write(contentsOf: line)
    } catch {
      // Half a line would spoil the next.
      try handle.truncate(atOffset: size)
      throw error
    }
    size += UInt64(line.count)
  }

  /// Files in `folder` that no process has open.
  static func leftOver(in folder: String) -> [String] {
    // Without the folder nothing was ever noted.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(suffix) }.sorted().map { "\(folder)/\($0)" }
      .filter { path in
        guard let handle = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? handle.close() }  // Opened for reading: nothing can be lost.
        return flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) == 0
      }
  }

  /// The whole lines from byte `start` on, and where they end. What is no entry is one that says so.
  static func entries(
    at path: String,
    from start: UInt64
  ) throws -> (entries: [AuditSpool.Entry], end: UInt64) {
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? handle.close() }  // Opened for reading: nothing can be lost.
    try handle.seek(toOffset: start)
    let data = try handle.readToEnd() ?? Data()
    guard let last = data.lastIndex(of: UInt8(ascii: "\n")) else { return ([], start) }
    let decoder = JSONDecoder()
    let entries = data[..<last].split(separator: UInt8(ascii: "\n")).map { line in
      // A damaged line is kept as the fact that there was one.
      (try? decoder.decode(AuditSpool.Entry.self, from: Data(line)))
        ?? AuditSpool.Entry(
          atMilliseconds: 0,
          person: "",
          action: "unreadable entry",
          subject: String(decoding: line, as: UTF8.self)
        )
    }
    return (entries, start + UInt64(data.distance(from: data.startIndex, to: last)) + 1)
  }
}
