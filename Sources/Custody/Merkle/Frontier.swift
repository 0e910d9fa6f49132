/// All that a growing tree needs to know: the roots of its full subtrees, the largest first.
///
/// There is one for each bit of the size, so that appending costs a hash or two and no look back.
package struct Frontier: Equatable, Sendable {
  package private(set) var size: Int64
  private var peaks: [TreeHash]

  package init() {
    size = 0
    peaks = []
  }

  /// The frontier of a stored tree.
  package init(size: Int64, node: NodeReader) throws {
    self.size = size
    peaks = []
    for level in (0..<Int64.bitWidth - 1).reversed() where size >> level & 1 == 1 {
      peaks.append(try node(TreeNode(level: level, index: (size >> level) - 1)))
    }
  }

  /// Adds a leaf and tells of each subtree that it completes, itself first.
  package mutating func append(
    _ leaf: TreeHash,
    completing: (TreeNode, TreeHash) -> Void = { _, _ in }
  ) {
    var node = TreeNode(level: 0, index: size)
    var hash = leaf
    completing(node, hash)
    while size >> node.level & 1 == 1 {
      hash = .node(peaks.removeLast(), hash)
      node = TreeNode(level: node.level + 1, index: node.index >> 1)
      completing(node, hash)
    }
    peaks.append(hash)
    size += 1
  }

  package var root: TreeHash {
    guard var root = peaks.last else { return .empty }
    for peak in peaks.dropLast().reversed() { root = .node(peak, root) }
    return root
  }
}
