extension EvidenceLocker {
  /// Takes the records of events out of the workspace itself and leaves their leaf hashes. What they
  /// said cannot be brought back; all that remains still verifies.
  ///
  /// An event that names a key, holds a timestamp or withheld others stays. One that brought in an
  /// exhibit can go once that exhibit was disposed of and nothing else was made of it.
  /// - Throws: `CustodyError.invalid` with the event that cannot go; then nothing was changed.
  package func withhold(_ positions: Set<Int64>) throws {
    var leaves: [Int64: TreeHash] = [:]
    for position in positions.sorted() {
      try requireWithholdable(position, with: positions)
      guard let leaf = try store.node(TreeNode(level: 0, index: position)) else {
        throw CustodyError.damagedLog("a stored hash of event \(position) is gone")
      }
      leaves[position] = leaf
    }
    let list = positions.sorted().map(String.init).joined(separator: " ")
    guard list.utf8.count < FlatRecord.longestLine / 2 else {
      throw CustodyError.invalid("these are too many events to withhold at once")
    }
    try append {
      $0.withhold(leaves, details: [LogReplay.withheldHere: list])
    }
  }

  private func requireWithholdable(_ position: Int64, with others: Set<Int64>) throws {
    var found: [UInt8]?
    try store.forEachRecord(in: position..<position + 1) { found = $1 }
    guard let found else { throw CustodyError.invalid("there is no event \(position)") }
    guard LogReplay.withheldLeaf(found) == nil else {
      throw CustodyError.invalid("event \(position) is withheld already")
    }
    guard let event = try? CustodyEvent(line: found) else {
      // Whatever is wrong with it: nobody should lose what is left of it.
      throw CustodyError.damagedLog("event \(position) is no record of ours")
    }
    switch event.action {
    case .begin, .rotate:
      throw CustodyError.invalid("event \(position) names a key: without it nothing verifies")
    case .timestamp:
      throw CustodyError.invalid("event \(position) holds a timestamp, which needs it")
    case .redact:
      throw CustodyError.invalid("event \(position) says what was withheld")
    case .acquire, .copy, .derive:
      try requireGone(ExhibitID(position: position), with: others)
    case .dispose, .export, .release, .transfer, .view: break
    }
  }

  private func requireGone(_ id: ExhibitID, with others: Set<Int64>) throws {
    if try find(id).disposedAt == nil {
      throw CustodyError.invalid("event \(id.position) brought in \(id): dispose of that first")
    }
    let child = try store.exhibits(ofFinding: nil).first { stored in
      stored.exhibit.parent == id && !others.contains(stored.exhibit.id.position)
    }
    if let child {
      throw CustodyError.invalid("event \(id.position): \(child.exhibit.id) was made of \(id)")
    }
  }
}
