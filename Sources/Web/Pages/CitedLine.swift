import Crypto
import Foundation
import Model

/// A cited line, read again from where it stands, with what is around it.
struct CitedLine: Sendable {
  enum State: String, Sendable, Encodable {
    case intact
    /// Other bytes stand there now.
    case changed
    /// The file is not there, or is packed.
    case missing
  }

  private static let contextBytes = 4096
  private static let contextLines = 5

  let state: State
  let text: String
  let before: [String]
  let after: [String]
  /// As they stand in the file; empty where they are not what was cited.
  let bytes: Data

  /// - Complexity: Reads the line and some kilobytes around it.
  static func read(_ evidence: Evidence, withContext: Bool = true) -> CitedLine {
    // A log that is gone is an answer here, not an error.
    guard let bytes = try? bytes(evidence.file, evidence.offset, Int(evidence.length)) else {
      return CitedLine(state: .missing)
    }
    let digest = SHA256.hash(data: bytes)
      .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    guard digest == evidence.sha256 else { return CitedLine(state: .changed) }
    if !withContext { return CitedLine(bytes: bytes, before: [], after: []) }
    let start = evidence.offset - min(evidence.offset, UInt64(contextBytes))
    let end = evidence.offset + UInt64(evidence.length)
    let before = (try? self.bytes(evidence.file, start, Int(evidence.offset - start))) ?? Data()
    let after = (try? self.bytes(evidence.file, end, contextBytes, orLess: true)) ?? Data()
    return CitedLine(
      bytes: bytes,
      before: lines(before, cutAtStart: start > 0).suffix(contextLines),
      after: Array(lines(after, cutAtStart: false).prefix(contextLines))
    )
  }

  private init(state: State) {
    (self.state, text, before, after, bytes) = (state, "", [], [], Data())
  }

  private init(bytes: Data, before: [String], after: [String]) {
    (state, self.bytes, self.before, self.after) = (.intact, bytes, before, after)
    text = String(decoding: bytes, as: UTF8.self)
  }

  private static func bytes(
    _ file: String,
    _ offset: UInt64,
    _ count: Int,
    orLess: Bool = false
  ) throws -> Data {
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
    defer { try? handle.close() }  // Opened for reading: nothing can be lost.
    try handle.seek(toOffset: offset)
    let bytes = try handle.read(upToCount: count) ?? Data()
    guard bytes.count == count || orLess else { throw CocoaError(.fileReadCorruptFile) }
    return bytes
  }

  /// Whole lines; a first one that may be cut is left out.
  private static func lines(_ bytes: Data, cutAtStart: Bool) -> [String] {
    var lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    if cutAtStart, !lines.isEmpty { lines.removeFirst() }
    return lines
  }
}
