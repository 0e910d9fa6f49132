import Foundation

/// A folder in which a file is either whole and on the disk, or not there.
struct SafeFolder {
  let path: String

  /// Only its owner may enter it.
  func create() throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw CustodyError.file(path: path, problem: "the folder cannot be made")
    }
  }

  /// `nil` if there is no such file.
  func read(_ name: String, atMost limit: Int) throws -> Data? {
    let file = path + "/" + name
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    guard let handle = FileHandle(forReadingAtPath: file) else {
      throw CustodyError.file(path: file, problem: "cannot be opened")
    }
    let bytes = try handle.read(upToCount: limit + 1) ?? Data()
    guard bytes.count <= limit else {
      throw CustodyError.file(path: file, problem: "is larger than \(limit) bytes")
    }
    return bytes
  }

  /// Replaces the file at once: whoever looks sees the old or the new one.
  func write(_ bytes: Data, to name: String, mode: Int) throws {
    let incoming = try Incoming(folder: path, mode: mode)
    try incoming.write(bytes)
    try incoming.keep(as: name)
  }

  /// A file that is being written under a name of its own.
  struct Incoming {
    private let folder: String
    private let temporary: String
    private let handle: FileHandle

    init(folder: String, mode: Int) throws {
      self.folder = folder
      temporary = folder + "/incoming-" + UUID().uuidString
      let made = FileManager.default.createFile(
        atPath: temporary,
        contents: nil,
        attributes: [.posixPermissions: mode]
      )
      guard made, let handle = FileHandle(forWritingAtPath: temporary) else {
        throw CustodyError.file(path: temporary, problem: "cannot be written")
      }
      self.handle = handle
    }

    func write(_ bytes: Data) throws {
      do {
        try handle.write(contentsOf: bytes)
      } catch {
        discard()
        throw CustodyError.file(path: temporary, problem: "cannot be written; is the disk full?")
      }
    }

    /// Gives the file its name once its bytes, and then the name itself, are on the disk.
    func keep(as name: String) throws {
      do {
        try handle.synchronize()
        try handle.close()
        guard rename(temporary, folder + "/" + name) == 0 else {
          throw CocoaError(.fileWriteUnknown)
        }
        try FileHandle(forReadingAtPath: folder)?.synchronize()
      } catch {
        discard()
        throw CustodyError.file(path: folder + "/" + name, problem: "cannot be written")
      }
    }

    /// Nothing is left to do about a file that cannot be removed: its name says what it is.
    func discard() {
      try? FileManager.default.removeItem(atPath: temporary)
    }
  }
}
