import Foundation
import Model
import Testing

@testable import Detection

struct RollCallTestTests {
  /// E after so many straight misses of a new source, written out: at each probe the beliefs learn, and
  /// a fiftieth of them goes back to where it began; times the weight of the first start.
  private static func straightMisses(_ count: Int) -> Double {
    let beginning = [0.15, 0.2, 0.3, 0.35]
    var (beliefs, logE) = (beginning, log10(0.9))
    for past in 0..<count {
      let joint = zip(beliefs, [0.1, 0.3, 0.6, 0.9]).map { $0 * $1 }
      let chance = joint.reduce(0, +)
      logE += log10(chance / min(0.12, (0.3 + Double(past)) / (15.0 + Double(past))))
      beliefs = zip(joint, beginning).map { 0.98 * $0 / chance + 0.02 * $1 }
    }
    return logE
  }

  @Test
  func `straight misses add up as the formula says`() {
    var test = RollCallTest(null: NullModel())
    for count in 1...40 {
      test.add(.absent, service: .sshd)
      #expect(abs(test.log10E - Self.straightMisses(count)) < 1e-9)
    }
  }

  @Test(arguments: [(1e2, 2), (1e3, 3), (10 * 316.2, 4), (1e4, 4), (1e5, 6)])
  func `so many straight misses of a new source reach each level`(level: Double, misses: Int) {
    var test = RollCallTest(null: NullModel())
    var count = 0
    while test.log10E < log10(level) {
      test.add(.absent, service: .sshd)
      count += 1
    }
    #expect(count == misses)
  }

  /// Chances of the three answers of an honest source with that past.
  private static func honest(
    misses: Int,
    refused: Int,
    probes: Int
  ) -> [(ProbeReader.Answer, Double)] {
    let miss = min(
      0.12,
      ProbeQuestion.absent.prior.chanceOfMiss(misses: misses, probes: probes)
    )
    let refusal = ProbeQuestion.refused.prior
      .chanceOfMiss(misses: refused, probes: probes - misses)
    return [
      (.absent, miss), (.refused, (1 - miss) * refusal), (.exists, (1 - miss) * (1 - refusal)),
    ]
  }

  /// Visits every sequence of answers of length `depth` with its chance under the prior null.
  private static func forEachSequence(
    _ depth: Int,
    _ test: RollCallTest = RollCallTest(null: NullModel()),
    misses: Int = 0,
    refused: Int = 0,
    probes: Int = 0,
    chance: Double = 1,
    hasPassed: Bool = false,
    level: Double,
    _ body: (_ chance: Double, _ log10E: Double, _ hasPassed: Bool) -> Void
  ) {
    if depth == 0 {
      body(chance, test.log10E, hasPassed)
      return
    }
    for (answer, share) in honest(misses: misses, refused: refused, probes: probes) {
      var next = test
      next.add(answer, service: .sshd)
      forEachSequence(
        depth - 1,
        next,
        misses: misses + (answer == .absent ? 1 : 0),
        refused: refused + (answer == .refused ? 1 : 0),
        probes: probes + 1,
        chance: chance * share,
        hasPassed: hasPassed || next.log10E >= level,
        level: level,
        body
      )
    }
  }

  @Test(arguments: [1, 2, 5, 8])
  func `E is 1 at most on average over every honest sequence`(length: Int) {
    var (mean, total) = (0.0, 0.0)
    Self.forEachSequence(
      length,
      level: .infinity
    ) { chance, log10E, _ in
      mean += chance * pow(10, log10E)
      total += chance
    }
    #expect(abs(total - 1) < 1e-9)
    #expect(mean <= 1 + 1e-9)
    // Not by being blind: all but the weight of later starts is used.
    #expect(mean > 0.85)
  }

  /// The mean of E over every sequence of what a service says where people ask for their own.
  private static func meanOverTies(
    _ depth: Int,
    _ test: RollCallTest,
    misses: Int = 0,
    strange: Int = 0,
    tied: Int = 0
  ) -> Double {
    if depth == 0 { return pow(10, test.log10E) }
    let miss = min(
      0.12,
      ProbeQuestion.absent.prior.chanceOfMiss(misses: misses, probes: misses + tied)
    )
    let other = ProbeQuestion.strange.prior.chanceOfMiss(misses: strange, probes: tied)
    let answers: [(ProbeReader.Answer, ProbeReader.Tie, Double)] = [
      (.absent, .unknown, miss), (.exists, .strange, (1 - miss) * other),
      (.exists, .own, (1 - miss) * (1 - other)),
    ]
    return answers.reduce(0) { mean, answer in
      var next = test
      next.add(answer.0, service: .keycloakReset, tie: answer.1)
      return mean + answer.2
        * meanOverTies(
          depth - 1,
          next,
          misses: misses + (answer.0 == .absent ? 1 : 0),
          strange: strange + (answer.1 == .strange ? 1 : 0),
          tied: tied + (answer.1 == .unknown ? 0 : 1)
        )
    }
  }

  @Test
  func `E is 1 at most on average where strangers are told`() {
    let mean = Self.meanOverTies(8, RollCallTest(null: NullModel()))
    #expect(mean <= 1 + 1e-9)
    #expect(mean > 0.85)
  }

  @Test
  func `strangers speak for a list, but never for more than two misses`() {
    func gain(_ tie: ProbeReader.Tie, of hits: Int) -> Double {
      var test = RollCallTest(null: NullModel())
      for _ in 0..<3 { test.add(.absent, service: .keycloakReset, tie: .unknown) }
      for _ in 0..<hits { test.add(.exists, service: .keycloakReset, tie: tie) }
      return test.log10E
    }
    for hits in [4, 10, 20, 60] {
      #expect(gain(.strange, of: hits) > gain(.unknown, of: hits) + 0.3)
      #expect(gain(.strange, of: hits) < gain(.unknown, of: hits) + 1.6)
      #expect(gain(.own, of: hits) <= gain(.unknown, of: hits) + 0.01)
    }
  }

  @Test(arguments: [10.0, 100.0, 1000.0])
  func `the chance of ever passing 1 over alpha is alpha at most, exactly`(level: Double) {
    var passed = 0.0
    Self.forEachSequence(
      8,
      level: log10(level)
    ) { chance, _, hasPassed in
      if hasPassed { passed += chance }
    }
    #expect(passed <= 1 / level)
    #expect(passed > 0)
  }

  @Test
  func `of many honest sources hardly any passes a hundred, however long it lasts`() {
    var random = SeededGenerator(seed: 15)
    let (sources, probes, level) = (2500, 120, 2.0)
    var passed = 0
    for _ in 0..<sources {
      var test = RollCallTest(null: NullModel())
      var (misses, refused) = (0, 0)
      for probe in 0..<probes {
        let answers = Self.honest(misses: misses, refused: refused, probes: probe)
        var draw = Double.random(in: 0..<1, using: &random)
        let answer =
          answers.first { _, share in
            draw -= share
            return draw < 0
          }?.0 ?? .exists
        if answer == .absent { misses += 1 }
        if answer == .refused { refused += 1 }
        test.add(answer, service: .sshd)
        if test.log10E >= level {
          passed += 1
          break
        }
      }
    }
    // 25 expected at most; three standard deviations of slack.
    #expect(passed <= 25 + 15, "\(passed) of \(sources)")
  }

  /// Straight misses that carry E past 1e5 after so many good sign-ins.
  private static func missesToLevel(after good: Int) -> Int {
    var test = RollCallTest(null: NullModel())
    for _ in 0..<good { test.add(.exists, service: .sshd) }
    var misses = 0
    while test.log10E < 5, misses < 100 {
      test.add(.absent, service: .sshd)
      misses += 1
    }
    return misses
  }

  @Test(arguments: [0, 100, 200, 2000])
  func `many good sign-ins buy no immunity: misses after them are caught within ten`(good: Int) {
    #expect(Self.missesToLevel(after: good) <= 10)
  }

  @Test
  func `a few good sign-ins buy no immunity either`() {
    let misses = (1...60).map { Self.missesToLevel(after: $0) }
    #expect(misses.allSatisfy { $0 <= 12 }, "\(misses)")
  }

  /// Probes to 1e5 with `hits` of every ten names refused, spread evenly.
  private static func probesToLevel(hits: Int) -> Int {
    var test = RollCallTest(null: NullModel())
    var probes = 0
    while test.log10E < 5, probes < 1000 {
      test.add(probes * hits / 10 < (probes + 1) * hits / 10 ? .refused : .absent, service: .sshd)
      probes += 1
    }
    return probes
  }

  @Test(arguments: [(3, 10), (6, 15), (9, 20)])
  func `a list of valid names is found by its refusals`(hits: Int, atMost: Int) {
    #expect(Self.probesToLevel(hits: hits) <= atMost)
  }

  @Test
  func `terms add up to the whole, with every probe of the run in one of them`() {
    var random = SeededGenerator(seed: 16)
    for _ in 0..<300 {
      var test = RollCallTest(null: NullModel())
      for _ in 0..<Int.random(in: 0...60, using: &random) {
        test.add(
          [.absent, .refused, .exists].randomElement(using: &random) ?? .exists,
          service: [.sshd, .dovecot, .postfixRecipient].randomElement(using: &random) ?? .sshd
        )
        let terms = test.sums.scoreTerms
        #expect(abs(terms.reduce(0) { $0 + $1.log10E } - test.log10E) < 1e-9)
        #expect(terms.reduce(0) { $0 + $1.attempts } == test.probesInRun)
      }
    }
  }

  @Test
  func `each service is held against its own null`() {
    var counts = ProbeCounts()
    for _ in 0..<2000 { counts.add(.dovecot, misses: 2, refused: 0, probes: 15) }
    for _ in 0..<2000 { counts.add(.sshd, misses: 0, refused: 0, probes: 15) }
    var null = NullModel()
    null.learn(from: counts)
    func afterMisses(at service: Service) -> Double {
      var test = RollCallTest(null: null)
      for _ in 0..<4 { test.add(.absent, service: service) }
      return test.log10E
    }
    #expect(afterMisses(at: .sshd) > afterMisses(at: .dovecot) + 1)
  }
}
