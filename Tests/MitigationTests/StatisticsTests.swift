import Foundation
import Testing

@testable import Mitigation

/// The tests behind the audit, against figures that were worked out otherwise.
struct StatisticsTests {
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var word = state
      word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
      word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
      return word ^ word >> 31
    }
  }

  /// Fisher's tea: 3 of 4 right has p 0.4857 with both tails, 4 of 4 has 2/70.
  @Test(arguments: [(3, 34.0 / 70), (4, 2.0 / 70), (2, 1.0)])
  func `one stratum is Fisher's exact test`(right: Int, p: Double) {
    var counts = StratifiedCounts()
    counts.add(total: 8, hits: 4, existing: 4, existingHits: right)
    #expect(abs(counts.p - p) < 1e-9)
  }

  /// Two strata by all ways of choosing whom the labels fall on.
  @Test
  func `strata are summed exactly`() {
    let hits = [[true, true, false, false, false], [true, false, false, false]]
    func sums(_ stratum: [Bool], _ existing: Int) -> [Int] {
      (0..<1 << stratum.count).filter { $0.nonzeroBitCount == existing }.map { mask in
        stratum.indices.count { stratum[$0] && mask >> $0 & 1 == 1 }
      }
    }
    let all = sums(hits[0], 2).flatMap { first in sums(hits[1], 1).map { first + $0 } }
    func chance(_ sum: Int) -> Double { Double(all.count { $0 == sum }) / Double(all.count) }
    for observed in 0...3 {
      var counts = StratifiedCounts()
      counts.add(total: 5, hits: 2, existing: 2, existingHits: min(2, observed))
      counts.add(total: 4, hits: 1, existing: 1, existingHits: observed - min(2, observed))
      let expected = (0...3).map(chance).filter { $0 <= chance(observed) * 1.000001 }.reduce(0, +)
      #expect(abs(counts.p - expected) < 1e-9)
    }
  }

  @Test
  func `a difference between strata alone is none`() {
    var counts = StratifiedCounts()
    var ranks = StratifiedRanks()
    // Whoever asks for names that exist is answered with hits, and slowly, whatever the name.
    counts.add(total: 100, hits: 90, existing: 90, existingHits: 81)
    counts.add(total: 100, hits: 10, existing: 10, existingHits: 1)
    ranks.add(
      existing: (0..<90).map { Float(500 + $0 % 10) },
      absent: (0..<10).map { Float(500 + $0) }
    )
    ranks.add(existing: (0..<10).map { Float($0) }, absent: (0..<90).map { Float($0 % 10) })
    #expect(counts.p > 0.5)
    #expect(ranks.p > 0.5)
  }

  @Test
  func `without a difference p is spread evenly, and a shift is read with its interval`() {
    var generator = Generator(state: 5)
    func value() -> Float {
      Float((0..<6).reduce(0.0) { sum, _ in sum + Double.random(in: 0...20, using: &generator) })
    }
    var (small, covered) = (0, 0)
    for _ in 0..<300 {
      var (none, shifted) = (StratifiedRanks(), StratifiedRanks())
      for _ in 0..<5 {
        let (existing, absent) = ((0..<12).map { _ in value() }, (0..<20).map { _ in value() })
        none.add(existing: existing, absent: absent)
        shifted.add(existing: existing.map { $0 + 30 }, absent: absent)
      }
      if none.p < 0.05 { small += 1 }
      if let shift = shifted.shift(), shift.low <= 30, shift.high >= 30 { covered += 1 }
      #expect(shifted.p < 1e-6)
    }
    // Within four standard errors of 15 and of 285.
    #expect(small <= 30)
    #expect(covered >= 270)
  }

  @Test
  func `Holm's correction is the textbook's`() {
    let adjusted = Holm.adjusted([0.01, 0.04, 0.03, 0.005])
    let expected = [0.03, 0.06, 0.06, 0.02]
    for (left, right) in zip(adjusted, expected) { #expect(abs(left - right) < 1e-12) }
    #expect(Holm.adjusted([]).isEmpty)
  }

  @Test
  func `an answer that tells everything is one bit and one probe, one that tells nothing none`() {
    let all = Leak(existing: [100_000, 0], absent: [0, 100_000])
    #expect(all.bits > 0.999)
    #expect(all.probesPerName == 1)
    let none = Leak(existing: [50, 50], absent: [50, 50])
    #expect(none.bits < 1e-9)
    #expect(none.probesPerName > 1e6)
    // One answer in 25 gives a name that exists away: ln 20 / -ln 0.96 = 73 probes if no other name
    // ever had it, and more as long as that was seen a million times only.
    let rare = Leak(existing: [960_000, 40_000], absent: [1_000_000, 0])
    #expect((73...110).contains(rare.probesPerName))
  }

  @Test
  func `the difference of two shares has Newcombe's interval`() {
    // Newcombe 1998, table II: 56 of 70 and 48 of 80.
    let share = ShareDifference(56, 70, 48, 80)
    #expect(abs(share.value - 0.2) < 1e-12)
    #expect(abs(share.low - 0.0524) < 0.0001)
    #expect(abs(share.high - 0.3339) < 0.0001)
  }
}
