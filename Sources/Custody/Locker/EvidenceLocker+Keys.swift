extension EvidenceLocker {
  /// Puts a new key in the old one's place.
  package func rotateKey() throws -> NoteVerifier {
    try append { composer in
      let new = NoteSigner(newKeyNamed: composer.origin)
      try keys.keep(new)
      try composer.rotate(to: new)
      return new.verifier
    }
  }

  /// The key in force.
  package func verifier() throws -> NoteVerifier {
    guard let verifier = try store.logState().verifier else {
      throw CustodyError.invalid("this workspace has no evidence yet")
    }
    return verifier
  }

  /// The last signed head.
  package func lastHead() throws -> SignedHead {
    let size = try store.logState().frontier.size
    guard let bytes = try store.head(ofSize: size), let head = SignedHead(bytes: bytes) else {
      throw CustodyError.invalid("this workspace has no evidence yet")
    }
    return head
  }

  /// Signs with a key of the log; with the one in force if none is given.
  func sign(_ text: String, as key: NoteVerifier?) throws -> SignedNote {
    try SignedNote(text: text, signers: [keys.signer(for: try key ?? verifier())])
  }
}
