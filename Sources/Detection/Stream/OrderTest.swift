// Is the list worked off in alphabetical order?
//
// If names come in no order, a stream of n names holds C(n, k) / k! increasing subsequences of length k on
// average. So "there is one of length k", divided by that mean, is an e-value by Markov's inequality; a
// weighted mean over several k is one too. It needs no source, no rate and no knowledge of honest life,
// and noise between the names of the list does not break it (Ulam's problem; the bound is the first
// moment's).

import Glibc

package enum OrderTest {
  /// Base-10 logarithm of the e-value against "in no order", upwards or downwards, and the places of the
  /// longest ordered run. Equal names count once.
  /// - Complexity: O(n log n) comparisons of names.
  package static func test(_ names: [[UInt8]]) -> (log10E: Double, places: [Int]) {
    let ranks = self.ranks(names)
    let up = longestIncreasing(ranks)
    let down = longestIncreasing(ranks.map { -$0 })
    let places = up.count >= down.count ? up : down
    return (log10EValue(length: places.count, of: names.count), places)
  }

  /// Lengths that the e-value is a mean over: steps of a tenth from twice the root of n, which is what
  /// chance brings, to n.
  static func log10EValue(length: Int, of count: Int) -> Double {
    guard count > 1 else { return 0 }
    var lengths: [Int] = []
    var next = 2 * Double(count).squareRoot()
    while Int(next) <= count {
      lengths.append(Int(next))
      next = max(next + 1, next * 1.1)
    }
    let reached = lengths.filter { $0 <= length }
    guard let longest = reached.last else { return 0 }
    let mean =
      (lgamma(Double(count) + 1) - 2 * lgamma(Double(longest) + 1)
        - lgamma(Double(count - longest) + 1)) / log(10.0)
    // Two directions were looked at.
    return max(0, -mean - log10(Double(lengths.count)) - log10(2.0))
  }

  private static func ranks(_ names: [[UInt8]]) -> [Int] {
    let sorted = names.indices.sorted { names[$0].lexicographicallyPrecedes(names[$1]) }
    var ranks = [Int](repeating: 0, count: names.count)
    var rank = 0
    for (place, index) in sorted.enumerated() {
      if place > 0, names[sorted[place - 1]] != names[index] { rank += 1 }
      ranks[index] = rank
    }
    return ranks
  }

  /// The places of a longest strictly increasing subsequence (patience sorting).
  static func longestIncreasing(_ values: [Int]) -> [Int] {
    var tails: [Int] = []
    var before = [Int](repeating: -1, count: values.count)
    for (place, value) in values.enumerated() {
      let pile = tails.partitioningIndex { values[$0] >= value }
      before[place] = pile > 0 ? tails[pile - 1] : -1
      if pile == tails.count { tails.append(place) } else { tails[pile] = place }
    }
    var places: [Int] = []
    var place = tails.last ?? -1
    while place >= 0 {
      places.append(place)
      place = before[place]
    }
    return places.reversed()
  }
}
