// A sequential test with no clock (Wald's idea, in the form of an e-process).
//
// Each probe of a source has one of three answers: the name is absent; it exists but never signs in
// from there; it exists and does. Under the null an honest source gives them at rates of its own, so
// its answers are beta-binomial twice over; under the alternative the source works off a list. The
// running ratio of the two chances, E, is a test martingale: by Ville's inequality it passes 1/alpha
// with chance at most alpha, at any stopping time and any pace. State is a handful of numbers.
//
// A source that behaves well for long would need as long to be caught: four good sign-ins would buy
// immunity. Two things prevent that. The alternative's beliefs forget (a fixed share of them returns
// to the start at every probe; Herbster and Warmuth 1998), which keeps it a chance like any other.
// And when E has fallen to `restartLevel` the test starts anew. The r-th start has the weight w(r),
// and the weights add up to one, which keeps the promise for all starts together.

import Glibc
package import Model

package struct RollCallTest: Sendable {
  /// One way to work off a list: how often it misses, and how the names that exist answer.
  private struct Alternative {
    var missRate: Double
    var belief: Double
    /// Nobody who works off a list knows the secrets. `false` for lists worked behind a source where
    /// people sign in, and for services without a secret: there the hits tell nothing.
    var isRefused: Bool

    /// The chance of `answer`; a hit is refused in honest life with `honestRefusals`, `nil` where that is not seen.
    func chance(of answer: ProbeReader.Answer, honestRefusals: Double?) -> Double {
      if answer == .absent { return missRate }
      guard let honestRefusals else { return 1 - missRate }
      let refused = isRefused ? RollCallTest.refusedOfHits : honestRefusals
      return (1 - missRate) * (answer == .refused ? refused : 1 - refused)
    }
  }

  /// Rates of misses that a gathered list may have, and the belief in each. A bought list of valid
  /// addresses misses rarely, a guessed one nearly always.
  private static let alternatives: [Alternative] = [
    (0.1, 0.15), (0.3, 0.2), (0.6, 0.3), (0.9, 0.35),
  ].flatMap { rate, belief in
    [(true, 0.5), (false, 0.5)].map {
      Alternative(missRate: rate, belief: belief * $0.1, isRefused: $0.0)
    }
  }
  /// Share of the hits that is refused where the list's operator knows no secret.
  private static let refusedOfHits = 0.95
  /// Share of the beliefs that returns to the start at every probe.
  private static let share = 0.02
  /// An honest source may be a careless one, but however it behaved, its next name is absent with no
  /// greater chance than that. Without the bound the null would believe of a list that misses four in ten
  /// that it is somebody who does so in all innocence.
  private static let greatestMissChance = 0.12
  /// E at which the source counts as honest so far.
  static let restartLevel = log10(0.1)

  private struct History {
    let service: Service
    /// What honest sources do at the service.
    let absent: BetaRate
    let refusal: BetaRate
    let strangeness: BetaRate
    var probes = 0
    var misses = 0
    /// Names that exist with whose secrets somebody tried, and those that were refused.
    var asked = 0
    var refused = 0
    /// Names that exist where people ask for their own, and those that a stranger asked for.
    var tied = 0
    var strange = 0

    /// Chance that an existing name is refused, or asked for by a stranger; `nil` where neither can be seen.
    func chanceOfRefusal(_ tie: ProbeReader.Tie) -> Double? {
      switch tie {
      case .secret: refusal.chanceOfMiss(misses: refused, probes: asked)
      case .own, .strange: strangeness.chanceOfMiss(misses: strange, probes: tied)
      case .unknown: nil
      }
    }

    mutating func add(_ answer: ProbeReader.Answer, _ tie: ProbeReader.Tie) {
      probes += 1
      if answer == .absent {
        misses += 1
        return
      }
      switch tie {
      case .secret:
        asked += 1
        if answer == .refused { refused += 1 }
      case .own, .strange:
        tied += 1
        if tie == .strange { strange += 1 }
      case .unknown: break
      }
    }
  }

  private let null: NullModel
  private var weights = Self.alternatives.map(\.belief)
  /// Answers at each service since the source was first seen. The null keeps its memory over a
  /// restart: it knows the source the better. Few, so that a search is the quickest look.
  private var histories: [History] = []
  /// The terms of the e-value as they stand.
  private(set) var sums = Sums()

  /// Base-10 logarithm of the e-value of the run at hand, without the weight of its start.
  private var runLog10E = 0.0
  package private(set) var probesInRun = 0
  package private(set) var missesInRun = 0

  package init(null: NullModel) {
    self.null = null
  }

  /// Base-10 logarithm of the e-value.
  package var log10E: Double { runLog10E + sums.log10Price }

  /// Whether the last probe ended a run, so that the next one begins a new one.
  package var isAtStart: Bool { probesInRun == 0 }

  package mutating func add(
    _ answer: ProbeReader.Answer,
    service: Service,
    tie: ProbeReader.Tie = .secret
  ) {
    let (alternative, null) = chances(of: answer, tie: tie, service: service)
    let step = log10(alternative / null)
    runLog10E += step
    probesInRun += 1
    if answer == .absent { missesInRun += 1 }
    sums.add(step, service: service, isMiss: answer == .absent)
    if runLog10E < Self.restartLevel { restart() }
  }

  /// The chance of `answer` under the mixture and under the null, which both learn from it.
  private mutating func chances(
    of answer: ProbeReader.Answer,
    tie: ProbeReader.Tie,
    service: Service
  ) -> (alternative: Double, null: Double) {
    let place = place(of: service)
    let history = histories[place]
    let learned = history.absent.chanceOfMiss(misses: history.misses, probes: history.probes)
    let missChance = min(learned, Self.greatestMissChance)
    let refusedChance = history.chanceOfRefusal(tie)
    histories[place].add(answer, tie)
    // Whoever asks for others' accounts gets no further with them than one without their secrets.
    let told = answer == .exists && tie == .strange ? .refused : answer
    let alternative = mixture(told, honestRefusals: refusedChance)
    guard told != .absent else { return (alternative, missChance) }
    guard let refusedChance else { return (alternative, 1 - missChance) }
    let isRefused = told == .refused
    return (alternative, (1 - missChance) * (isRefused ? refusedChance : 1 - refusedChance))
  }

  private mutating func place(of service: Service) -> Int {
    if let known = histories.firstIndex(where: { $0.service == service }) { return known }
    histories.append(
      History(
        service: service,
        absent: null[service, .absent],
        refusal: null[service, .refused],
        strangeness: null[service, .strange]
      )
    )
    return histories.count - 1
  }

  /// Chance of this answer under the mixture, which then learns from it.
  private mutating func mixture(_ answer: ProbeReader.Answer, honestRefusals: Double?) -> Double {
    var chance = 0.0
    for (index, way) in Self.alternatives.enumerated() {
      weights[index] *= way.chance(of: answer, honestRefusals: honestRefusals)
      chance += weights[index]
    }
    for (index, way) in Self.alternatives.enumerated() {
      weights[index] = (1 - Self.share) * weights[index] / chance + Self.share * way.belief
    }
    return chance
  }

  private mutating func restart() {
    weights = Self.alternatives.map(\.belief)
    runLog10E = 0
    sums.restart()
    probesInRun = 0
    missesInRun = 0
  }
}

extension RollCallTest {
  /// What each service's answers added to the e-value of the run at hand, and which start it is.
  struct Sums: Sendable {
    private struct Sum {
      var service: Service
      var isMiss: Bool
      var log10E = 0.0
      var probes = 0
    }

    private var sums: [Sum] = []
    private var start = 1

    /// The weight of start r: 0.9 for the first, 0.1/((r-1) r) for the rest.
    fileprivate var log10Price: Double {
      start == 1 ? log10(0.9) : -1 + log10StartWeight(start - 1)
    }

    fileprivate mutating func add(_ step: Double, service: Service, isMiss: Bool) {
      let place =
        sums.firstIndex { $0.service == service && $0.isMiss == isMiss } ?? sums.count
      if place == sums.count { sums.append(Sum(service: service, isMiss: isMiss)) }
      sums[place].log10E += step
      sums[place].probes += 1
    }

    fileprivate mutating func restart() {
      sums = []
      start += 1
    }

    /// The e-value as a sum of named terms, in the order of the services.
    var scoreTerms: [Finding.Score.Term] {
      let parts = Service.allCases.flatMap { service in
        [true, false].compactMap { isMiss in
          sums.first { $0.service == service && $0.isMiss == isMiss }.map {
            Finding.Score.Term(
              name: RollCallTest.termName(isMiss: isMiss, service: service),
              log10E: $0.log10E,
              attempts: $0.probes
            )
          }
        }
      }
      let price = Finding.Score.Term(
        name: start == 1 ? "price of a test that may restart" : "price of \(start - 1) restarts",
        log10E: log10Price,
        attempts: 0
      )
      return parts + [price]
    }
  }

  /// What the term of one kind of answer at one service is called.
  package static func termName(isMiss: Bool, service: Service) -> String {
    (isMiss ? "absent names at " : "names that exist at ") + service.name
  }
}
