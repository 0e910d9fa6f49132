/// A text with signatures below it, in the form of C2SP's "signed note".
package struct SignedNote: Equatable, Sendable {
  package struct Signature: Equatable, Sendable {
    package var name: String
    package var keyID: [UInt8]
    package var bytes: [UInt8]
  }

  private static let longestNote = 1 << 16
  private static let mostSignatures = 16
  private static let mark = "\u{2014} "

  /// Ends with a line end.
  package let text: String
  package private(set) var signatures: [Signature]

  package init(text: String, signers: [NoteSigner]) throws {
    precondition(text.hasSuffix("\n"))
    self.text = text
    signatures = try signers.map { signer in
      Signature(
        name: signer.verifier.name,
        keyID: signer.verifier.keyID,
        bytes: try signer.sign(Array(text.utf8))
      )
    }
  }

  package var bytes: [UInt8] {
    var note = text + "\n"
    for signature in signatures {
      note += "\(Self.mark)\(signature.name) \((signature.keyID + signature.bytes).base64)\n"
    }
    return Array(note.utf8)
  }

  /// Reads what `bytes` writes; `nil` for anything else.
  package init?(bytes: [UInt8]) {
    guard bytes.count <= Self.longestNote, let note = String(validating: bytes, as: UTF8.self),
      let gap = note.utf8Ranges(of: "\n\n").last
    else { return nil }
    text = String(note[..<gap]) + "\n"
    signatures = []
    let below = note[gap...].dropFirst(2)
    guard below.hasSuffix("\n") else { return nil }
    for line in below.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
      guard signatures.count < Self.mostSignatures, let signature = Self.signature(line) else {
        return nil
      }
      // A second line of the same key proves nothing and would be a way to change a sealed file.
      guard
        !signatures.contains(where: { $0.name == signature.name && $0.keyID == signature.keyID })
      else { return nil }
      signatures.append(signature)
    }
    guard self.bytes == bytes else { return nil }
  }

  private static func signature(_ line: Substring) -> Signature? {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 3, line.hasPrefix(mark), NoteVerifier.isName(parts[1]),
      let blob = [UInt8](base64: parts[2]), blob.count == 68
    else { return nil }
    return Signature(name: String(parts[1]), keyID: Array(blob[..<4]), bytes: Array(blob[4...]))
  }

  package func isSigned(by verifier: NoteVerifier) -> Bool {
    signatures.contains { signature in
      signature.name == verifier.name && signature.keyID == verifier.keyID
        && verifier.isValid(signature.bytes, for: Array(text.utf8))
    }
  }
}

extension String {
  /// Where `pattern` begins, each time.
  fileprivate func utf8Ranges(of pattern: String) -> [String.Index] {
    let wanted = Array(pattern.utf8)
    return utf8.indices.filter { utf8[$0...].starts(with: wanted) }
  }
}
