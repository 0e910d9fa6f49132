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

/// What a probe's answer is asked for: three rates describe what honest sources do.
package enum ProbeQuestion: Sendable, Hashable, CaseIterable {
  /// Of all probes, the share of absent names.
  case absent
  /// Of the probes of names that exist, the share that never signed in from that source.
  case refused
  /// Of the names that exist, after the first two, where people ask for their own without a secret: the share
  /// asked for while nobody signs in from that source.
  case strange

  /// What is believed before any log was read. Absent: 2 misses in 100 probes, with the weight of 15
  /// probes, wide enough for a source of careless people. Refused: 8 in 100, with the weight of 8:
  /// people who give up on a forgotten secret, service accounts with an old one. Strange: one in four, and
  /// after a few of them nearly all: help desks and portals ask for others' accounts all day.
  package var prior: BetaRate {
    switch self {
    case .absent: BetaRate(mean: 0.02, concentration: 15)
    case .refused: BetaRate(mean: 0.08, concentration: 8)
    case .strange: BetaRate(mean: 0.25, concentration: 2)
    }
  }

  /// The means that `NullModel` searches.
  var means: [Double] {
    switch self {
    case .absent:
      [
        0.001, 0.002, 0.003, 0.005, 0.007, 0.010, 0.014, 0.020, 0.028, 0.040, 0.056, 0.080, 0.110,
        0.150,
      ]
    case .refused: [0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.18, 0.27, 0.40]
    // Sources without sign-ins teach nothing, so that the log can only show that more are strange.
    case .strange: [0.25, 0.40, 0.60, 0.80, 0.95]
    }
  }

  /// The weights that `NullModel` searches.
  var concentrations: [Double] {
    switch self {
    case .absent, .refused: [5, 7.5, 10, 15, 22, 33, 50, 75, 110, 160]
    case .strange: [1, 1.5, 2, 3, 5, 7.5, 10]
    }
  }
}

/// The benign behaviour of each service, learned from the log itself.
///
/// Only sources that look honest teach: they signed in at least once, and the first pass did not
/// accuse them. Until there are many of them the priors speak.
package struct NullModel: Sendable {
  private var rates: [Service: [ProbeQuestion: BetaRate]] = [:]
  /// How many sources taught each service.
  package private(set) var teachers: [Service: Int] = [:]

  package init() {}

  package subscript(service: Service, question: ProbeQuestion) -> BetaRate {
    rates[service]?[question] ?? question.prior
  }

  package mutating func learn(from counts: ProbeCounts) {
    for service in Service.allCases {
      for question in ProbeQuestion.allCases {
        let histogram = counts.histogram(of: service, question)
        guard !histogram.isEmpty else { continue }
        rates[service, default: [:]][question] = Self.fit(histogram, question)
        if question == .absent { teachers[service] = histogram.reduce(0) { $0 + $1.sources } }
      }
    }
  }

  /// The likeliest rate on a grid, under a log-normal prior around the question's prior (a factor of
  /// two is one standard deviation). A grid, because its answer has no iteration that could end early
  /// and is the same on every machine.
  static func fit(_ histogram: [ProbeCounts.Bin], _ question: ProbeQuestion) -> BetaRate {
    let prior = question.prior
    var best = (rate: prior, score: -Double.infinity)
    for mean in question.means {
      for concentration in question.concentrations {
        let rate = BetaRate(mean: mean, concentration: concentration)
        let steps = (log2(mean / prior.mean), log2(concentration / prior.concentration))
        var score = -(steps.0 * steps.0 + steps.1 * steps.1) / 2
        for bin in histogram {
          score += Double(bin.sources) * rate.logChance(misses: bin.yes, probes: bin.asked)
        }
        if score > best.score { best = (rate, score) }
      }
    }
    return best.rate
  }
}

/// How many honest sources got so many answers of one kind in so many probes, by service.
package struct ProbeCounts: Sendable, Equatable {
  package struct Bin: Sendable, Equatable {
    package var yes: Int
    package var asked: Int
    package var sources: Int

    package init(yes: Int, asked: Int, sources: Int) {
      (self.yes, self.asked, self.sources) = (yes, asked, sources)
    }
  }

  private struct Key: Hashable {
    var service: Service
    var question: ProbeQuestion
    var yes: Int
    var asked: Int
  }

  private var sources: [Key: Int] = [:]

  package init() {}

  /// The probes of one honest source.
  package mutating func add(_ probes: [ProbeReader.Probe], of table: AttemptTable) {
    var known: [(service: Service, probes: [ProbeReader.Probe])] = []
    for probe in probes {
      let service = table[probe.index].outcome.service
      let place = known.firstIndex { $0.service == service } ?? known.count
      if place == known.count { known.append((service, [])) }
      known[place].probes.append(probe)
    }
    for (service, probes) in known { add(service, probes) }
  }

  private mutating func add(_ service: Service, _ probes: [ProbeReader.Probe]) {
    let misses = probes.count(where: \.isMiss)
    add(Key(service: service, question: .absent, yes: misses, asked: probes.count), sources: 1)
    let hits = probes.filter { !$0.isMiss }
    let asked = hits.count { $0.tie == .secret }
    if asked > 0 {
      let refused = hits.count { $0.answer == .refused }
      add(Key(service: service, question: .refused, yes: refused, asked: asked), sources: 1)
    }
    let strange = hits.count { $0.tie == .strange }
    let tied = strange + hits.count { $0.tie == .own }
    if tied > 0 {
      add(Key(service: service, question: .strange, yes: strange, asked: tied), sources: 1)
    }
  }

  package mutating func add(_ other: ProbeCounts) {
    for (key, count) in other.sources { add(key, sources: count) }
  }

  private mutating func add(_ key: Key, sources count: Int) {
    sources[key, default: 0] += count
  }

  /// The bins of one question in a fixed order, so that sums over them come out the same each time.
  func histogram(of service: Service, _ question: ProbeQuestion) -> [Bin] {
    sources
      .filter { $0.key.service == service && $0.key.question == question }
      .map { Bin(yes: $0.key.yes, asked: $0.key.asked, sources: $0.value) }
      .sorted { ($0.asked, $0.yes) < ($1.asked, $1.yes) }
  }

  /// All bins, in a fixed order.
  package var bins: [(service: Service, question: ProbeQuestion, bin: Bin)] {
    Service.allCases.flatMap { service in
      ProbeQuestion.allCases.flatMap { question in
        histogram(of: service, question).map { (service, question, $0) }
      }
    }
  }

  package mutating func add(_ service: Service, _ question: ProbeQuestion, _ bin: Bin) {
    add(
      Key(service: service, question: question, yes: bin.yes, asked: bin.asked),
      sources: bin.sources
    )
  }
}
