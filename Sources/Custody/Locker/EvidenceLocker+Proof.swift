/// How an exhibit's record stands in the log, as of its last signed head.
package struct ProofState: Equatable, Sendable {
  package var head: TreeHead
  /// Of the key that signed the head, in hexadecimal.
  package var keyID: String
  package var leaf: TreeHash
  package var path: [TreeHash]
  /// Whether the record that is stored now is in the tree that was signed.
  package var isProved: Bool
}

extension EvidenceLocker {
  /// Proves the record that brought the exhibit in, from its stored bytes.
  /// - Complexity: Reads O(log n) hashes of a log of n events.
  package func proofState(of id: ExhibitID) throws -> ProofState {
    let signed = try lastHead()
    let key = try verifier()
    var record: [UInt8] = []
    try store.forEachRecord(in: id.position..<id.position + 1) { record = $1 }
    let leaf = TreeHash.leaf(record)
    let path = try store.withNodes { node in
      try TreeProofs(size: signed.head.size, node: node).inclusion(of: id.position)
    }
    let isIncluded = ProofCheck.includes(
      leaf,
      at: UInt64(id.position),
      size: UInt64(signed.head.size),
      path: path,
      root: signed.head.root
    )
    return ProofState(
      head: signed.head,
      keyID: key.keyID.hexadecimal,
      leaf: leaf,
      path: path,
      isProved: isIncluded && signed.note.isSigned(by: key)
    )
  }
}
