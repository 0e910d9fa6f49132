import Glibc

/// How much one answer tells, from how often each comes for names that exist and for names that do not.
struct Leak {
  private let existing: [Double]
  private let absent: [Double]

  /// A name is settled when the odds for it are at least these.
  private static let settledOdds = 20.0
  private static let nearlyAll = 0.95

  /// Counts by answer. Half a count is added to each, so that what was not seen is not taken for
  /// impossible.
  init(existing: [Int], absent: [Int]) {
    func shares(_ counts: [Int]) -> [Double] {
      let total = Double(counts.reduce(0, +)) + 0.5 * Double(counts.count)
      return counts.map { (Double($0) + 0.5) / total }
    }
    (self.existing, self.absent) = (shares(existing), shares(absent))
  }

  /// Of one answer on a name that is as likely to exist as not: 0 nothing, 1 everything.
  var bits: Double {
    func term(_ share: Double, _ mean: Double) -> Double { share * log2(share / mean) }
    return zip(existing, absent).reduce(0) { sum, shares in
      let mean = (shares.0 + shares.1) / 2
      return sum + (term(shares.0, mean) + term(shares.1, mean)) / 2
    }
  }

  /// The share of names that one answer settles.
  var settledByOne: Double {
    zip(existing, absent).reduce(0) { sum, shares in
      let odds = max(shares.0, shares.1) / min(shares.0, shares.1)
      return odds >= Self.settledOdds ? sum + (shares.0 + shares.1) / 2 : sum
    }
  }

  /// One, if that settles nearly all names; else the requests on one name until its odds are settled,
  /// if each is answered for itself (by Chernoff's information).
  var probesPerName: Double {
    if settledByOne >= Self.nearlyAll { return 1 }
    let best =
      (1..<20).map { step -> Double in
        let weight = Double(step) / 20
        let sum = zip(existing, absent).reduce(0) { $0 + pow($1.0, weight) * pow($1.1, 1 - weight) }
        return -log(sum)
      }.max() ?? 0
    return best <= 0 ? .infinity : max(1, log(Self.settledOdds) / best)
  }
}
