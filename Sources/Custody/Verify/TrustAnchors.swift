/// What a verifier knows of a log from elsewhere. Without any, a log made anew from its first event
/// cannot be told from the true one.
package struct TrustAnchors: Sendable {
  /// The key with which the log began, or a later one.
  package var verifier: NoteVerifier?
  /// Heads that were kept elsewhere, in the order of their file.
  package var witnesses: [SignedHead]
  /// Certificates of timestamp authorities that are believed, DER.
  package var authorities: [[UInt8]]

  package init(
    verifier: NoteVerifier? = nil,
    witnesses: [SignedHead] = [],
    authorities: [[UInt8]] = []
  ) {
    self.verifier = verifier
    self.witnesses = witnesses
    self.authorities = authorities
  }

  /// Compares a log that was gone through with what is known.
  func check(
    _ replay: LogReplay,
    roots: [Int64: TreeHash],
    problems: inout ProblemList
  ) {
    if let verifier, !replay.verifiers.contains(where: { $0.verifier == verifier }) {
      problems.add(
        "key",
        "the log is not signed with the given key \(verifier.keyID.hexadecimal): the key was replaced"
      )
    }
    for witness in witnesses { check(witness.head, replay, roots, &problems) }
  }

  private func check(
    _ head: TreeHead,
    _ replay: LogReplay,
    _ roots: [Int64: TreeHash],
    _ problems: inout ProblemList
  ) {
    let place = "witness of \(head.size) events"
    if head.origin != replay.origin {
      problems.add(place, "it is of the log \(head.origin), this is \(replay.origin ?? "none")")
    } else if head.size > replay.size {
      problems.add(place, "the log has only \(replay.size) events: it was rolled back or truncated")
    } else if roots[head.size] != head.root {
      problems.add(place, "the log's first \(head.size) events are others: it was rewritten")
    }
  }

  /// The sizes at which roots must be noted for `check`.
  var sizes: Set<Int64> { Set(witnesses.map(\.head.size)) }
}
