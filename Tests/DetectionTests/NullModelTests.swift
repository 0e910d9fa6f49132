import Foundation
import Model
import Testing

@testable import Detection

struct NullModelTests {
  @Test
  func `the chance of a sequence is the product of the chances of its steps, in any order`() {
    var random = SeededGenerator(seed: 12)
    for _ in 0..<300 {
      let rate = BetaRate(
        absent: Double.random(in: 0.05...5, using: &random),
        present: Double.random(in: 0.5...50, using: &random)
      )
      let probes = Int.random(in: 0...60, using: &random)
      var (misses, logProduct) = (0, 0.0)
      for probe in 0..<probes {
        let chance = rate.chanceOfMiss(misses: misses, probes: probe)
        let isMiss = Bool.random(using: &random)
        logProduct += log(isMiss ? chance : 1 - chance)
        if isMiss { misses += 1 }
      }
      #expect(abs(rate.logChance(misses: misses, probes: probes) - logProduct) < 1e-8)
    }
  }

  @Test
  func `without data the prior stands`() {
    #expect(NullModel()[.sshd, .absent] == ProbeQuestion.absent.prior)
    var model = NullModel()
    model.learn(from: ProbeCounts())
    #expect(model[.sshd, .absent] == ProbeQuestion.absent.prior)
    #expect(model.teachers.isEmpty)
    #expect(NullModel.fit([], .absent) == ProbeQuestion.absent.prior)
  }

  @Test
  func `a log can show that more strangers ask than was thought, never that fewer do`() {
    let few = NullModel.fit([ProbeCounts.Bin(yes: 0, asked: 40, sources: 500)], .strange)
    #expect(few.mean == ProbeQuestion.strange.prior.mean)
    let many = NullModel.fit([ProbeCounts.Bin(yes: 36, asked: 40, sources: 500)], .strange)
    #expect(many.mean >= 0.8)
  }

  @Test
  func `one careless source moves the prior little`() {
    let rate = NullModel.fit([ProbeCounts.Bin(yes: 5, asked: 20, sources: 1)], .absent)
    #expect(rate.mean <= 0.056)
  }

  @Test(arguments: [(0.005, 10.0), (0.02, 50.0), (0.05, 20.0), (0.1, 100.0)])
  func `the rate of simulated people is found again`(mean: Double, concentration: Double) {
    var random = SeededGenerator(seed: 13)
    let truth = BetaRate(mean: mean, concentration: concentration)
    var counts = ProbeCounts()
    for _ in 0..<3000 {
      // Polya's urn draws a beta-binomial sequence without drawing its rate.
      let probes = Int.random(in: 5...40, using: &random)
      var misses = 0
      for probe in 0..<probes {
        let chance = truth.chanceOfMiss(misses: misses, probes: probe)
        if Double.random(in: 0..<1, using: &random) < chance { misses += 1 }
      }
      counts.add(.sshd, misses: misses, refused: 0, probes: probes)
    }
    var model = NullModel()
    model.learn(from: counts)
    let found = model[.sshd, .absent]
    #expect((mean / 1.45...mean * 1.45).contains(found.mean), "\(found)")
    #expect((concentration / 2...concentration * 2).contains(found.concentration), "\(found)")
    #expect(model.teachers == [.sshd: 3000])
    #expect(model[.dovecot, .absent] == ProbeQuestion.absent.prior)
  }

  @Test
  func `counts add up whatever the order they come in`() {
    var random = SeededGenerator(seed: 14)
    var parts = [ProbeCounts](repeating: ProbeCounts(), count: 4)
    var whole = ProbeCounts()
    for _ in 0..<500 {
      let (misses, more) = (
        Int.random(in: 0...3, using: &random), Int.random(in: 0...9, using: &random)
      )
      whole.add(.dovecot, misses: misses, refused: 0, probes: misses + more)
      parts[Int.random(in: 0..<4, using: &random)].add(
        .dovecot,
        misses: misses,
        refused: 0,
        probes: misses + more
      )
    }
    var joined = ProbeCounts()
    for part in parts.shuffled(using: &random) { joined.add(part) }
    #expect(joined == whole)
    #expect(joined.histogram(of: .dovecot, .absent) == whole.histogram(of: .dovecot, .absent))
    #expect(whole.histogram(of: .dovecot, .absent).reduce(0) { $0 + $1.sources } == 500)
  }
}

extension ProbeCounts {
  /// One honest source.
  mutating func add(_ service: Service, misses: Int, refused: Int, probes: Int) {
    add(service, .absent, Bin(yes: misses, asked: probes, sources: 1))
    guard probes > misses else { return }
    add(service, .refused, Bin(yes: refused, asked: probes - misses, sources: 1))
  }
}
