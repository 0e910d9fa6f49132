/// A full subtree: `1 << level` leaves, the `index`-th of its level.
///
/// Once full it never changes, so its hash is stored. `place` numbers the nodes of all levels in the
/// order in which an in-order walk meets them: leaf n has place 2n, and a growing log adds
/// neighbouring rows.
package struct TreeNode: Hashable, Sendable {
  package var level: Int
  package var index: Int64

  package init(level: Int, index: Int64) {
    self.level = level
    self.index = index
  }

  package var place: Int64 { (index << (level + 1)) + (1 << level) - 1 }
}

/// Gives the stored hash of a full subtree.
package typealias NodeReader = (TreeNode) throws -> TreeHash
