/// What a signature vouches for: the log of this name had this many events with this root.
///
/// Its text is a checkpoint as C2SP's "tlog-checkpoint" has it: origin, size and root, one a line.
package struct TreeHead: Equatable, Sendable {
  package var origin: String
  package var size: Int64
  package var root: TreeHash

  package init(origin: String, size: Int64, root: TreeHash) {
    self.origin = origin
    self.size = size
    self.root = root
  }

  package var text: String { "\(origin)\n\(size)\n\(root.base64)\n" }

  /// Reads what `text` writes; `nil` for anything else.
  package init?(text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 4, lines[3].isEmpty, !lines[0].isEmpty,
      let size = Int64(canonical: lines[1]), let root = TreeHash(base64: lines[2])
    else { return nil }
    self.init(origin: String(lines[0]), size: size, root: root)
  }
}

/// A head and the note that it was read from.
package struct SignedHead: Equatable, Sendable {
  package let head: TreeHead
  package let note: SignedNote

  package init(_ head: TreeHead, signers: [NoteSigner]) throws {
    self.head = head
    note = try SignedNote(text: head.text, signers: signers)
  }

  package init?(bytes: [UInt8]) {
    guard let note = SignedNote(bytes: bytes), let head = TreeHead(text: note.text) else {
      return nil
    }
    self.head = head
    self.note = note
  }

  /// The heads of a file that holds several notes one after the other, as `joined` writes it; `nil`
  /// if anything in it is no head.
  package static func split(_ bytes: [UInt8]) -> [SignedHead]? {
    if bytes.isEmpty { return [] }
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    var heads: [SignedHead] = []
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      // Two empty lines cannot follow each other in a note: the first ends its text.
      if line.isEmpty, lines.count > 4 {
        guard let head = SignedHead(bytes: Array((lines.joined(separator: "\n") + "\n").utf8))
        else { return nil }
        heads.append(head)
        lines = []
      } else {
        lines.append(line)
      }
    }
    return lines.allSatisfy(\.isEmpty) && joined(heads) == bytes ? heads : nil
  }

  /// Each note is followed by an empty line.
  package static func joined(_ heads: [SignedHead]) -> [UInt8] {
    heads.flatMap { $0.note.bytes + [UInt8(ascii: "\n")] }
  }
}
