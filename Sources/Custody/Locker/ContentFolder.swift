import Crypto
import Foundation

/// Contents too large for the database, each in a file that bears the name of its SHA-256.
///
/// A file is written once, made unwritable, and never replaced.
package struct ContentFolder: Sendable {
  package static let name = "exhibits"
  /// Contents up to this size go into the database, in the same transaction as their event.
  package static let largestInDatabase = 1 << 16
  package static let pieceBytes = 1 << 20

  private let path: String

  package init(workspace: String) {
    path = workspace + "/" + Self.name
  }

  package func file(of hash: TreeHash) -> String {
    let name = hash.hexadecimal
    return "\(path)/\(name.prefix(2))/\(name)"
  }

  /// What was taken in: its digests, and its bytes if they belong into the database.
  struct Taken {
    var digests: Exhibit.Digests
    var small: Data?
  }

  /// Reads `source` to its end once, hashing and copying at the same time.
  func take(_ source: FileHandle, named name: String) throws -> Taken {
    let first = try Self.read(source, Self.largestInDatabase + 1, named: name)
    if first.count <= Self.largestInDatabase {
      return Taken(digests: ContentDigest.of(first), small: first)
    }
    let folder = SafeFolder(path: path)
    try folder.create()
    let incoming = try SafeFolder.Incoming(folder: path, mode: 0o600)
    do {
      var digest = ContentDigest()
      var piece = first
      while !piece.isEmpty {
        digest.update(piece)
        try incoming.write(piece)
        piece = try Self.read(source, Self.pieceBytes, named: name)
      }
      let digests = digest.finish()
      try keep(incoming, as: digests.sha256)
      return Taken(digests: digests, small: nil)
    } catch {
      incoming.discard()
      throw error
    }
  }

  /// Bytes in memory that are too large for the database.
  func take(_ bytes: Data, with digests: Exhibit.Digests) throws {
    try SafeFolder(path: path).create()
    let incoming = try SafeFolder.Incoming(folder: path, mode: 0o600)
    do {
      try incoming.write(bytes)
      try keep(incoming, as: digests.sha256)
    } catch {
      incoming.discard()
      throw error
    }
  }

  private static func read(_ source: FileHandle, _ count: Int, named name: String) throws -> Data {
    do {
      var bytes = Data()
      // A pipe gives what it has; only nothing at all is the end.
      while bytes.count < count,
        let more = try source.read(upToCount: count - bytes.count), !more.isEmpty
      {
        bytes.append(more)
      }
      return bytes
    } catch {
      throw CustodyError.file(path: name, problem: "cannot be read")
    }
  }

  private func keep(_ incoming: SafeFolder.Incoming, as hash: TreeHash) throws {
    let file = file(of: hash)
    if FileManager.default.fileExists(atPath: file), try digest(of: hash) == hash {
      incoming.discard()
      return
    }
    try SafeFolder(path: (file as NSString).deletingLastPathComponent).create()
    try incoming.keep(as: "\(hash.hexadecimal.prefix(2))/\(hash.hexadecimal)")
    try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: file)
    try FileHandle(forReadingAtPath: (file as NSString).deletingLastPathComponent)?.synchronize()
  }

  /// The hash of the stored bytes as they are now; `nil` if there is no file.
  func digest(of hash: TreeHash) throws -> TreeHash? {
    var sha256 = SHA256()
    let found = try forEachPiece(of: hash) { sha256.update(data: $0) }
    return found ? TreeHash(bytes: Array(sha256.finalize())) : nil
  }

  /// `false` if there is no file.
  func forEachPiece(of hash: TreeHash, _ body: (Data) throws -> Void) throws -> Bool {
    guard let handle = FileHandle(forReadingAtPath: file(of: hash)) else { return false }
    while let piece = try handle.read(upToCount: Self.pieceBytes), !piece.isEmpty {
      try body(piece)
    }
    return true
  }

  func remove(_ hash: TreeHash) throws {
    let file = file(of: hash)
    guard FileManager.default.fileExists(atPath: file) else { return }
    do {
      try FileManager.default.removeItem(atPath: file)
    } catch {
      throw CustodyError.file(path: file, problem: "cannot be removed")
    }
  }
}
