import Crypto
import Foundation
import Hummingbird
import Scan
import WorkspaceStore

/// Writes a log that is being sent to the disk and hashes it on the way; it is never in memory whole.
struct LogUpload {
  static let byteLimit = 2 << 30
  private static let longestName = 80

  /// Why a log was not taken, for people.
  struct Refusal: Error {
    var status: HTTPResponse.Status
    var sentence: String
  }

  let file: String

  /// Makes the empty file, which nobody else can read.
  init(named name: String, in directory: String) throws {
    // Cited by findings, which are read from whatever folder the next server starts in.
    let here = FileManager.default.currentDirectoryPath
    let folder = LogName.absolute(directory, from: here) + "/" + SentLogName.folder
    try FileManager.default.createDirectory(
      atPath: folder,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    file = folder + "/" + SentLogName.new(Self.plain(name))
    guard
      FileManager.default.createFile(
        atPath: file,
        contents: nil,
        attributes: [.posixPermissions: 0o600]
      )
    else { throw WorkspaceError.notWritable(path: directory) }
  }

  /// The size, and the SHA-256 in hexadecimal digits. The file is gone when this throws: half a log is
  /// no log.
  func receive(_ body: RequestBody) async throws -> (byteCount: Int, sha256: String) {
    do {
      return try await write(body)
    } catch {
      remove()
      throw error
    }
  }

  private func write(_ body: RequestBody) async throws -> (byteCount: Int, sha256: String) {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
    var hash = SHA256()
    var size = 0
    for try await buffer in body {
      size += buffer.readableBytes
      guard size <= Self.byteLimit else {
        throw Refusal(
          status: .contentTooLarge,
          sentence: "A log of more than 2 GB: scan it with 'rollcall scan'."
        )
      }
      let bytes = Data(buffer.readableBytesView)
      hash.update(data: bytes)
      try handle.write(contentsOf: bytes)
    }
    try handle.close()
    guard size > 0 else { throw Refusal(status: .badRequest, sentence: "The log is empty.") }
    return (size, Self.hexadecimal(hash.finalize()))
  }

  func remove() {
    // It may be gone already; nothing cites it.
    try? FileManager.default.removeItem(atPath: file)
  }

  /// - Complexity: Reads the whole file.
  @concurrent
  static func sha256(of file: String) async throws -> String {
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
    defer { try? handle.close() }  // Opened for reading: nothing can be lost.
    var hash = SHA256()
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
      try Task.checkCancellation()
      hash.update(data: piece)
    }
    return hexadecimal(hash.finalize())
  }

  private static func hexadecimal(_ digest: SHA256.Digest) -> String {
    digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Letters, digits, dots, dashes: nothing that a path or a pattern could mean something by.
  static func plain(_ name: String) -> String {
    let letters = name.unicodeScalars.suffix(longestName).map { scalar -> Character in
      let isPlain =
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      return isPlain || scalar == "." || scalar == "-" ? Character(scalar) : "_"
    }
    return letters.isEmpty ? "log" : String(letters)
  }
}
