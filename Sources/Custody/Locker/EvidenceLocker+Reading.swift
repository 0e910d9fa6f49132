package import Foundation

extension EvidenceLocker {
  /// Gives the bytes to `body` in pieces, once they were hashed and found to be those taken in, and
  /// once the event of the reading is on the disk.
  ///
  /// Bytes that changed are not given out; the event says so.
  package func view(_ id: ExhibitID, _ body: (Data) throws -> Void) throws {
    let exhibit = try readable(id)
    let state = try contentState(of: exhibit)
    try append { $0.add(.view, exhibit: id, details: ["result": state.rawValue]) }
    guard state == .intact else { throw changed(exhibit) }
    // Hashed on this way too: the bytes could have been changed between the two.
    var digest = ContentDigest()
    try forEachPiece(of: exhibit) { piece in
      digest.update(piece)
      try body(piece)
    }
    guard digest.finish() == exhibit.digests else { throw changed(exhibit) }
  }

  package enum ContentState: String, Sendable {
    case intact
    case changed
    case missing
  }

  /// Hashes the stored bytes. Nobody gets to see them, so this leaves no event.
  package func contentState(of exhibit: Exhibit) throws -> ContentState {
    var digest = ContentDigest()
    guard try pieces(of: exhibit, { digest.update($0) }) else { return .missing }
    return digest.finish() == exhibit.digests ? .intact : .changed
  }

  func changed(_ exhibit: Exhibit) -> CustodyError {
    .changedContent(exhibit.id, path: contents.file(of: exhibit.digests.sha256))
  }

  func readable(_ id: ExhibitID) throws -> Exhibit {
    let stored = try find(id)
    if stored.disposedAt != nil { throw CustodyError.disposed(id) }
    return stored.exhibit
  }

  func forEachPiece(of exhibit: Exhibit, _ body: (Data) throws -> Void) throws {
    guard try pieces(of: exhibit, body) else { throw changed(exhibit) }
  }

  private func pieces(of exhibit: Exhibit, _ body: (Data) throws -> Void) throws -> Bool {
    if let small = try store.content(exhibit.digests.sha256) {
      try body(small)
      return true
    }
    return try contents.forEachPiece(of: exhibit.digests.sha256, body)
  }

  /// Records that an exhibit was transferred or released to somebody.
  package func hand(_ id: ExhibitID, as action: CustodyEvent.Action, to receiver: String) throws {
    precondition(action == .transfer || action == .release)
    let exhibit = try readable(id)
    guard try contentState(of: exhibit) == .intact else { throw changed(exhibit) }
    try append { $0.add(action, exhibit: id, details: ["receiver": receiver]) }
  }

  /// Destroys the bytes, unless another exhibit has the same; the record and its hash stay.
  ///
  /// The event comes first: bytes that are gone without one would look like tampering.
  package func dispose(of id: ExhibitID) throws {
    let exhibit = try readable(id)
    try append { $0.dispose(of: id, details: ["sha256": exhibit.digests.sha256.hexadecimal]) }
    let stillUsed = try store.exhibits(ofFinding: nil).contains {
      $0.disposedAt == nil && $0.exhibit.digests.sha256 == exhibit.digests.sha256
    }
    if !stillUsed { try contents.remove(exhibit.digests.sha256) }
  }
}
