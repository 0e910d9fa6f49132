import Glibc

/// Whether some of many sources work through a confirmed set, however many others fail on other accounts.
///
/// Each source is the operator's with chance pi, and then nine of ten accounts that it is first to fail on are
/// of the set; else they are a random draw of those that nobody failed on yet. The ratio of both chances,
/// multiplied over the sources, is an e-value: if the set has nothing to do with who is failed on, its mean
/// is 1, whatever the times, the sources and the accounts. So 1 divided by it is a p-value (Markov). Each
/// account counts once, for the first source: an account that everybody tries says no more than one.
enum SourceMixture {
  static let operatorShare = 0.9
  static let mixtures = [0.02, 0.05, 0.1, 0.2, 0.5]

  /// What one source is the first to fail on.
  struct Draw: Sendable, Equatable {
    var accounts: Int
    var hits: Int
  }

  /// The `draws` are in order of time, out of `population` of which `marked` are of the set.
  /// - Complexity: O(draws).
  static func pValue(_ draws: [Draw], population: Int, marked: Int) -> Double {
    var logs = Array(repeating: 0.0, count: mixtures.count)
    var (left, leftMarked) = (population, marked)
    for draw in draws {
      let ratio = exp(logRatio(draw, left: left, marked: leftMarked))
      for (place, share) in mixtures.enumerated() {
        logs[place] += log(1 - share + share * ratio)
      }
      left -= draw.accounts
      leftMarked -= draw.hits
    }
    let greatest = logs.max() ?? 0
    let mean = logs.reduce(0) { $0 + exp($1 - greatest) } / Double(logs.count)
    return min(1, exp(-(greatest + log(mean))))
  }

  /// Binomial against hypergeometric.
  private static func logRatio(_ draw: Draw, left: Int, marked: Int) -> Double {
    let misses = draw.accounts - draw.hits
    precondition(marked >= draw.hits && left - marked >= misses, "more was drawn than there is")
    func logChoose(_ from: Int, _ count: Int) -> Double {
      lgamma(Double(from) + 1) - lgamma(Double(count) + 1) - lgamma(Double(from - count) + 1)
    }
    let operators =
      logChoose(draw.accounts, draw.hits) + Double(draw.hits) * log(operatorShare)
      + Double(misses) * log(1 - operatorShare)
    let chance =
      logChoose(marked, draw.hits) + logChoose(left - marked, misses)
      - logChoose(left, draw.accounts)
    return operators - chance
  }
}
