// Checking proofs: RFC 9162, 2.1.3.2 and 2.1.4.2, widened to subtrees as the draft "Merkle Tree
// Certificates" has them (draft-ietf-plants-merkle-tree-certs, section 4). A whole tree is the subtree
// that begins at 0.

/// Whether hashes given by a stranger prove what they claim.
package enum ProofCheck {
  /// Whether `leaf` is the `index`-th leaf of the tree of `size` leaves with this root.
  package static func includes(
    _ leaf: TreeHash,
    at index: UInt64,
    size: UInt64,
    path: [TreeHash],
    root: TreeHash
  ) -> Bool {
    guard index < size else { return false }
    var (place, last) = (index, size - 1)
    var hash = leaf
    for sibling in path {
      if last == 0 { return false }
      if place & 1 == 1 || place == last {
        hash = .node(sibling, hash)
        while place & 1 == 0, place != 0 { (place, last) = (place >> 1, last >> 1) }
      } else {
        hash = .node(hash, sibling)
      }
      (place, last) = (place >> 1, last >> 1)
    }
    return last == 0 && hash == root
  }

  /// Whether `leaf` is in the subtree of the leaves `range` with this root.
  package static func includes(
    _ leaf: TreeHash,
    at index: UInt64,
    subtree range: Range<UInt64>,
    path: [TreeHash],
    root: TreeHash
  ) -> Bool {
    guard isSubtree(range), range.contains(index) else { return false }
    return includes(
      leaf,
      at: index - range.lowerBound,
      size: range.upperBound - range.lowerBound,
      path: path,
      root: root
    )
  }

  /// Whether the tree of `size` leaves begins with the tree of `earlierSize` leaves.
  ///
  /// Nothing can be proved of an empty tree, so `earlierSize` 0 is refused.
  package static func isConsistent(
    _ earlierRoot: TreeHash,
    size earlierSize: UInt64,
    with root: TreeHash,
    size: UInt64,
    path: [TreeHash]
  ) -> Bool {
    guard earlierSize > 0, earlierSize <= size else { return false }
    return hasSubtree(earlierRoot, 0..<earlierSize, root: root, size: size, path: path)
  }

  /// Whether the leaves `range` of the tree of `size` leaves have the hash `subtree`.
  ///
  /// An empty range lies in every tree, whatever its root: its hash must be that of nothing.
  package static func hasSubtree(
    _ subtree: TreeHash,
    _ range: Range<UInt64>,
    root: TreeHash,
    size: UInt64,
    path: [TreeHash]
  ) -> Bool {
    guard range.upperBound <= size else { return false }
    if range.isEmpty { return subtree == .empty && path.isEmpty }
    guard isSubtree(range) else { return false }
    return climb(subtree, range, root: root, size: size, path: path)
  }

  private static func climb(
    _ subtree: TreeHash,
    _ range: Range<UInt64>,
    root: TreeHash,
    size: UInt64,
    path: [TreeHash]
  ) -> Bool {
    var (first, last, end) = (range.lowerBound, range.upperBound - 1, size - 1)
    func rise() { (first, last, end) = (first >> 1, last >> 1, end >> 1) }
    while first != last, last == end || last & 1 == 1 { rise() }
    var rest = path[...]
    guard let start = first == last ? subtree : rest.popFirst() else { return false }
    var (inner, outer) = (start, start)
    for sibling in rest {
      if end == 0 { return false }
      if last & 1 == 1 || last == end {
        if first < last { inner = .node(sibling, inner) }
        outer = .node(sibling, outer)
        while last & 1 == 0, last != 0 { rise() }
      } else {
        outer = .node(outer, sibling)
      }
      rise()
    }
    return end == 0 && inner == subtree && outer == root
  }

  /// Whether a range begins at a multiple of the smallest power of two that holds it.
  private static func isSubtree(_ range: Range<UInt64>) -> Bool {
    guard !range.isEmpty else { return false }
    let count = range.upperBound - range.lowerBound
    if count > 1 << 63 { return range.lowerBound == 0 }
    let width = count <= 1 ? 1 : UInt64(1) << (64 - (count - 1).leadingZeroBitCount)
    return range.lowerBound & (width &- 1) == 0
  }
}
