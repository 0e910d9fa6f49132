// A sequential test with no clock (Wald's idea, in the form of an e-process).
//
// For one source, y = 1 if a probed name is absent. Under the null the misses of an honest source are
// beta-binomial; under the alternative its list misses at one of a few rates. The running ratio of
// the two chances, E, is a test martingale: by Ville's inequality it passes 1/alpha with chance at
// most alpha, at any stopping time and any pace. State is a handful of numbers.
//
// A source that behaves well for long would need as long to be caught: four good sign-ins would buy
// immunity. So when E has fallen to `restartLevel` the test starts anew. The r-th start has the
// weight w(r), and the weights add up to one, which keeps the promise for all starts together.

import Glibc
package import Model

package struct RollCallTest: Sendable {
  /// Rates of misses that a gathered list may have, and the belief in each. A bought list of valid
  /// addresses misses rarely, a guessed one nearly always.
  static let rates: InlineArray<4, Double> = [0.1, 0.3, 0.6, 0.9]
  static let beliefs: InlineArray<4, Double> = [0.1, 0.2, 0.3, 0.4]
  /// E at which the source counts as honest so far.
  static let restartLevel = log10(0.01)

  private let null: NullModel
  private var weights = Self.beliefs
  /// Misses and probes at each service since the source was first seen. The null keeps its memory
  /// over a restart: it knows the source the better.
  private var histories: [Service: (misses: Int, probes: Int)] = [:]
  private var start = 1

  /// Base-10 logarithm of the e-value of the run at hand, without the weight of its start.
  private var runLog10E = 0.0
  /// What each service added to it, and by how many probes.
  private var terms: [Service: (log10E: Double, probes: Int)] = [:]
  package private(set) var probesInRun = 0

  package init(null: NullModel) {
    self.null = null
  }

  /// The weight of start r: 0.9 for the first, 0.1/((r-1) r) for the rest.
  private var log10StartWeight: Double {
    start == 1 ? log10(0.9) : -1 - log10(Double(start - 1) * Double(start))
  }

  /// Base-10 logarithm of the e-value.
  package var log10E: Double { runLog10E + log10StartWeight }

  /// Whether the last probe ended a run, so that the next one begins a new one.
  package var isAtStart: Bool { probesInRun == 0 }

  package mutating func add(isMiss: Bool, service: Service) {
    var history = histories[service] ?? (0, 0)
    let nullMiss = null[service].chanceOfMiss(misses: history.misses, probes: history.probes)
    history.probes += 1
    if isMiss { history.misses += 1 }
    histories[service] = history

    let ratio = alternative(isMiss: isMiss) / (isMiss ? nullMiss : 1 - nullMiss)
    let step = log10(ratio)
    runLog10E += step
    probesInRun += 1
    let term = terms[service] ?? (0, 0)
    terms[service] = (term.log10E + step, term.probes + 1)
    if runLog10E < Self.restartLevel { restart() }
  }

  /// Chance of this answer under the mixture, which then learns from it.
  private mutating func alternative(isMiss: Bool) -> Double {
    var chance = 0.0
    for index in weights.indices {
      weights[index] *= isMiss ? Self.rates[index] : 1 - Self.rates[index]
      chance += weights[index]
    }
    for index in weights.indices { weights[index] /= chance }
    return chance
  }

  private mutating func restart() {
    weights = Self.beliefs
    runLog10E = 0
    terms = [:]
    probesInRun = 0
    start += 1
  }

  /// The e-value as a sum of named terms, in the order of the services.
  package var scoreTerms: [Finding.Score.Term] {
    let parts = Service.allCases.compactMap { service in
      terms[service].map {
        Finding.Score.Term(
          name: "absent-name ratio at \(service.name)",
          log10E: $0.log10E,
          attempts: $0.probes
        )
      }
    }
    let price = Finding.Score.Term(
      name: start == 1 ? "price of a test that may restart" : "price of \(start - 1) restarts",
      log10E: log10StartWeight,
      attempts: 0
    )
    return parts + [price]
  }
}
