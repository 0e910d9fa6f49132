import Glibc
package import Model

/// How often an honest source asks for a name that is not there: a rate that differs from source to
/// source by a Beta distribution.
package struct BetaRate: Equatable, Sendable {
  package var absent: Double
  package var present: Double

  package init(absent: Double, present: Double) {
    self.absent = absent
    self.present = present
  }

  package init(mean: Double, concentration: Double) {
    absent = mean * concentration
    present = (1 - mean) * concentration
  }

  package var mean: Double { absent / (absent + present) }
  package var concentration: Double { absent + present }

  /// Chance that the next probe is a miss, after `misses` of `probes`.
  func chanceOfMiss(misses: Int, probes: Int) -> Double {
    (absent + Double(misses)) / (absent + present + Double(probes))
  }

  /// Logarithm of the chance of one sequence with `misses` of `probes` (without the count of orders).
  func logChance(misses: Int, probes: Int) -> Double {
    lgamma(absent + Double(misses)) + lgamma(present + Double(probes - misses))
      - lgamma(absent + present + Double(probes))
      - lgamma(absent) - lgamma(present) + lgamma(absent + present)
  }
}

/// The benign behaviour of each service, learned from the log itself.
///
/// Only sources that look honest teach: they signed in at least once, and the first pass did not
/// accuse them. Until there are many of them the prior speaks: 2 misses in 100 probes, with the
/// weight of 15 probes, wide enough for a source of careless people.
package struct NullModel: Sendable {
  package static let prior = BetaRate(mean: 0.02, concentration: 15)

  private var rates: [Service: BetaRate] = [:]
  /// How many sources taught each service.
  package private(set) var teachers: [Service: Int] = [:]

  package init() {}

  package subscript(service: Service) -> BetaRate { rates[service] ?? Self.prior }

  package mutating func learn(from counts: ProbeCounts) {
    for service in Service.allCases {
      let histogram = counts.histogram(of: service)
      guard !histogram.isEmpty else { continue }
      rates[service] = Self.fit(histogram)
      teachers[service] = histogram.reduce(0) { $0 + $1.sources }
    }
  }

  private static let means = [
    0.001, 0.002, 0.003, 0.005, 0.007, 0.010, 0.014, 0.020, 0.028, 0.040, 0.056, 0.080, 0.110,
    0.150,
  ]
  private static let concentrations = [5.0, 7.5, 10, 15, 22, 33, 50, 75, 110, 160]

  /// The likeliest rate on a grid, under a log-normal prior around `prior` (a factor of two is one
  /// standard deviation). A grid, because its answer has no iteration that could end early and is
  /// the same on every machine.
  static func fit(_ histogram: [ProbeCounts.Bin]) -> BetaRate {
    var best = (rate: prior, score: -Double.infinity)
    for mean in means {
      for concentration in concentrations {
        let rate = BetaRate(mean: mean, concentration: concentration)
        let steps = (log2(mean / prior.mean), log2(concentration / prior.concentration))
        var score = -(steps.0 * steps.0 + steps.1 * steps.1) / 2
        for bin in histogram {
          score += Double(bin.sources) * rate.logChance(misses: bin.misses, probes: bin.probes)
        }
        if score > best.score { best = (rate, score) }
      }
    }
    return best.rate
  }
}

/// How many honest sources made so many misses in so many probes, by service.
package struct ProbeCounts: Sendable, Equatable {
  package struct Bin: Sendable, Equatable {
    package var misses: Int
    package var probes: Int
    package var sources: Int
  }

  private struct Key: Hashable {
    var service: Service
    var misses: Int
    var probes: Int
  }

  private var sources: [Key: Int] = [:]

  package init() {}

  package mutating func add(_ service: Service, misses: Int, probes: Int) {
    sources[Key(service: service, misses: misses, probes: probes), default: 0] += 1
  }

  package mutating func add(_ other: ProbeCounts) {
    for (key, count) in other.sources { sources[key, default: 0] += count }
  }

  /// The bins of one service in a fixed order, so that sums over them come out the same each time.
  func histogram(of service: Service) -> [Bin] {
    sources
      .filter { $0.key.service == service }
      .map { Bin(misses: $0.key.misses, probes: $0.key.probes, sources: $0.value) }
      .sorted { ($0.probes, $0.misses) < ($1.probes, $1.misses) }
  }
}
