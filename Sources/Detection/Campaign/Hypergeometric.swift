import Glibc

/// Chance that a random draw of `drawn` from `population`, of which `marked` are marked, holds at
/// least `hits` marked ones.
/// - Complexity: O(drawn).
package func hypergeometricTail(population: Int, marked: Int, drawn: Int, hits: Int) -> Double {
  precondition(marked <= population && drawn <= population && hits >= 0)
  let most = min(marked, drawn)
  if hits <= max(0, drawn - (population - marked)) { return 1 }
  if hits > most { return 0 }
  func logChoose(_ from: Int, _ count: Int) -> Double {
    lgamma(Double(from) + 1) - lgamma(Double(count) + 1) - lgamma(Double(from - count) + 1)
  }
  var sum = 0.0
  for count in (hits...most).reversed() {
    sum += exp(
      logChoose(marked, count) + logChoose(population - marked, drawn - count)
        - logChoose(population, drawn)
    )
  }
  return min(1, sum)
}
