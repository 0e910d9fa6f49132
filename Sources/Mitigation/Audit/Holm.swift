/// Holm's step-down correction (1979): p-values such that a threshold bounds the chance of any false
/// one among all, whatever depends on what.
enum Holm {
  static func adjusted(_ p: [Double]) -> [Double] {
    let order = p.indices.sorted { p[$0] < p[$1] }
    var (result, highest) = ([Double](repeating: 1, count: p.count), 0.0)
    for (rank, index) in order.enumerated() {
      highest = max(highest, min(1, p[index] * Double(p.count - rank)))
      result[index] = highest
    }
    return result
  }
}
