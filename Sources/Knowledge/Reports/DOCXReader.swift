import Foundation
import LogBytes
import Model

/// The text of a DOCX file: its one part `word/document.xml`, unpacked up to a limit.
enum DOCXReader {
  /// A zip file unpacks to a thousand times its size and more; nobody writes this much.
  static let largestPart = 32 << 20
  /// A hostile file has millions of members.
  static let mostMembers = 10_000

  static func read(
    _ bytes: [UInt8],
    file: String,
    into builder: inout ReportTextBuilder
  ) throws(ReportError) {
    let part = try document(bytes, file: file)
    if part.prefix(4096).contains(Array("<!DOCTYPE".utf8)) { throw .declaresEntities(file: file) }
    var scanner = MarkupScanner(part)
    var block: [UInt8] = []
    var kind = TextSection.Kind.paragraph
    var (isText, isTable) = (false, false)
    while !builder.isFull || !block.isEmpty, let token = scanner.next() {
      switch token {
      case .text(let range):
        if isText { block += CharacterReference.resolved(part[range]) }
      case .open("w:t", let attributes): isText = part[attributes].last != 0x2f
      case .open("w:tab", _), .open("w:br", _): block.append(32)
      case .open("w:pstyle", let attributes):
        if part[attributes].contains(Array("Heading".utf8))
          || part[attributes].contains(Array("Title".utf8))
        {
          kind = .heading
        }
      case .open("w:numpr", _): kind = .list
      case .open("w:tr", _): isTable = true
      case .close("w:t"): isText = false
      case .close("w:tc"): block += Array(" | ".utf8)
      case .close("w:p") where !isTable, .close("w:tr"):
        builder.add(block, as: isTable ? .table : kind)
        block.removeAll(keepingCapacity: true)
        (kind, isTable) = (.paragraph, false)
      case .open, .close: continue
      }
    }
    builder.add(block, as: kind)
    if part.count >= largestPart { builder.cut() }
  }

  /// The part, or the first `largestPart` bytes of it.
  private static func document(_ bytes: [UInt8], file: String) throws(ReportError) -> [UInt8] {
    do {
      let copy = try TemporaryCopy(of: bytes)
      let archive = try Archive(descriptor: dup(copy.handle.fileDescriptor), file: file)
      var members = 0
      while members < mostMembers, try archive.nextMember() {
        members += 1
        guard archive.memberName == "word/document.xml" else { continue }
        var part: [UInt8] = []
        while part.count < largestPart, try archive.read(1 << 16, into: &part) > 0 {}
        return part
      }
    } catch let error as InputError {
      throw .unreadable(file: file, reason: error.message)
    } catch {
      throw .unreadable(file: file, reason: error.localizedDescription)
    }
    throw .noDocument(file: file)
  }
}

/// The bytes in a file that only this process sees by name, gone with the value.
final class TemporaryCopy {
  let path: String
  let handle: FileHandle

  init(of bytes: [UInt8]) throws {
    path = FileManager.default.temporaryDirectory.path + "/rollcall-" + UUID().uuidString
    let isMade = FileManager.default.createFile(
      atPath: path,
      contents: Data(bytes),
      attributes: [.posixPermissions: 0o600]
    )
    guard isMade else { throw CocoaError(.fileWriteUnknown) }
    handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
  }

  deinit {
    // Left for the system to clear away if it fails.
    try? FileManager.default.removeItem(atPath: path)
  }
}
