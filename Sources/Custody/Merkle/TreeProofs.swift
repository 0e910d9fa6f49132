// Proofs as RFC 9162 defines them in 2.1.3.1 and 2.1.4.1, from stored subtrees: only the right edge of
// the tree is hashed anew, so a proof reads and hashes O(log n) nodes.

/// Makes proofs about a tree of `size` leaves, or about an earlier state of it.
package struct TreeProofs {
  package let size: Int64
  private let node: NodeReader

  package init(size: Int64, node: @escaping NodeReader) {
    self.size = size
    self.node = node
  }

  package func root() throws -> TreeHash {
    size == 0 ? .empty : try hash(0..<size)
  }

  /// The hashes beside the way from the leaf to the root, the lowest first.
  package func inclusion(of leaf: Int64) throws -> [TreeHash] {
    precondition((0..<size).contains(leaf))
    return try path(to: leaf, in: 0..<size)
  }

  /// What leads from the root of the first `earlier` leaves to the root of all.
  package func consistency(from earlier: Int64) throws -> [TreeHash] {
    precondition((1...size).contains(earlier))
    return try subproof(earlier, in: 0..<size, isWhole: true)
  }

  private func hash(_ leaves: Range<Int64>) throws -> TreeHash {
    let count = leaves.count64
    if count & (count - 1) == 0 {
      let level = count.trailingZeroBitCount
      return try node(TreeNode(level: level, index: leaves.lowerBound >> level))
    }
    let middle = leaves.middle
    return .node(
      try hash(leaves.lowerBound..<middle),
      try hash(middle..<leaves.upperBound)
    )
  }

  private func path(to leaf: Int64, in leaves: Range<Int64>) throws -> [TreeHash] {
    if leaves.count64 == 1 { return [] }
    let (left, right) = (leaves.lowerBound..<leaves.middle, leaves.middle..<leaves.upperBound)
    return left.contains(leaf)
      ? try path(to: leaf, in: left) + [hash(right)] : try path(to: leaf, in: right) + [hash(left)]
  }

  private func subproof(
    _ earlier: Int64,
    in leaves: Range<Int64>,
    isWhole: Bool
  ) throws -> [TreeHash] {
    if earlier == leaves.upperBound { return isWhole ? [] : [try hash(leaves)] }
    let (left, right) = (leaves.lowerBound..<leaves.middle, leaves.middle..<leaves.upperBound)
    return earlier <= left.upperBound
      ? try subproof(earlier, in: left, isWhole: isWhole) + [hash(right)]
      : try subproof(earlier, in: right, isWhole: false) + [hash(left)]
  }
}

extension Range<Int64> {
  fileprivate var count64: Int64 { upperBound - lowerBound }

  /// Where the tree splits: behind the largest power of two below the count, which is 2 or more.
  fileprivate var middle: Int64 {
    lowerBound + 1 << (Int64.bitWidth - 1 - (count64 - 1).leadingZeroBitCount)
  }
}
