/// The subtrees that a run of events completes, to be compared with those that are stored.
///
/// A subtree's place lies among those of its leaves, so a batch is a plain array; only subtrees larger
/// than the batch can begin before it.
struct BatchOfSubtrees {
  let places: Range<Int64>
  private var within: [(node: TreeNode, hash: TreeHash)?]
  private var before: [(node: TreeNode, hash: TreeHash)] = []

  init(_ positions: Range<Int64>) {
    places = 2 * positions.lowerBound..<2 * positions.upperBound
    within = Array(repeating: nil, count: places.count)
  }

  mutating func add(_ node: TreeNode, _ hash: TreeHash) {
    if places.contains(node.place) {
      within[Int(node.place - places.lowerBound)] = (node, hash)
    } else {
      before.append((node, hash))
    }
  }

  /// Forgets the subtree at `place` if it has this hash.
  mutating func strike(_ place: Int64, ifItIs hash: TreeHash) {
    let index = Int(place - places.lowerBound)
    if within[index]?.hash == hash { within[index] = nil }
  }

  /// Those that were not struck, in order of their places.
  var left: [(node: TreeNode, hash: TreeHash)] { before + within.compactMap { $0 } }
}
