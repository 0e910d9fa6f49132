/// How many of the accounts that something happened to are of a confirmed set, and how likely chance alone
/// would make it as many.
struct Enrichment: Sendable, Equatable {
  /// Accounts that it could have happened to, and those of them that were confirmed.
  var population: Int
  var marked: Int
  /// Accounts that it happened to, and those of them that were confirmed.
  var drawn: Int
  var hits: Int

  init(population: Int, marked: Int, drawn: Int, hits: Int) {
    self.population = max(population, marked + drawn - hits)
    (self.marked, self.drawn, self.hits) = (marked, drawn, hits)
  }

  /// 1 where the question does not arise: nothing was hit, or all accounts were confirmed.
  /// - Complexity: O(drawn).
  var pValue: Double {
    if hits == 0 || marked == population { return 1 }
    return hypergeometricTail(population: population, marked: marked, drawn: drawn, hits: hits)
  }
}
