import Glibc

/// Whether a sequence follows the order of a list: the count of pairs that stand the wrong way round, against
/// that of a random order (Kendall 1938; the counts are the Mahonian numbers).
enum ListOrder {
  /// More of a sequence says nothing more.
  static let longest = 100

  /// The chance that a random order has as few pairs the wrong way round as the first `longest` of
  /// `places`, which differ from each other.
  /// - Complexity: O(longest³) sums.
  static func pValue(_ places: [Int]) -> Double {
    let places = places.prefix(longest)
    if places.count < 2 { return 1 }
    var inversions = 0
    for (number, place) in places.enumerated() {
      inversions += places.prefix(number).count { $0 > place }
    }
    return chance(ofAtMost: inversions, among: places.count)
  }

  static func chance(ofAtMost inversions: Int, among count: Int) -> Double {
    var chances = [1.0]
    for length in 2...max(2, count) {
      // A further item stands before 0 to length - 1 of the others, each as likely.
      let next = Array(repeating: 0.0, count: chances.count + length - 1)
      var sum = 0.0
      chances = next.indices.map { total in
        if total < chances.count { sum += chances[total] }
        if total >= length { sum -= chances[total - length] }
        return max(0, sum) / Double(length)
      }
    }
    return min(1, chances.prefix(inversions + 1).reduce(0, +))
  }
}
