import Glibc
package import Model

/// How the names are asked for: in an order, at a pace. Both tell a program that works off a list.
///
/// Honest programs do so too, so manner never accuses: each test is stopped at its cap and speaks for a tenth of
/// the belief. The mean of e-values is one whatever depends on what; and as neither the order nor the times of honest
/// contacts depend on what is answered, the mean times the e-value of the answers is one as well.
struct ListManner: Sendable {
  /// The part of the belief that reads the order at all, and that which reads the pace.
  static let orderWeight = OrderTest.weight
  static let clockWeight = 0.1

  private(set) var order = OrderTest()
  private(set) var clock = ClockTest()

  /// The next probe of the source.
  mutating func add(_ attempt: Attempt, of table: AttemptTable) {
    if !order.isStopped { order.add(table.nameText(attempt.name)) }
    if !clock.isStopped { clock.add(attempt.moment) }
  }

  /// Base-10 logarithm of what the manner adds to the evidence of the answers.
  var log10Factor: Double { log10Factor(clockE: pow10(clock.log10E)) }

  private func log10Factor(clockE: Double) -> Double {
    log10(
      1 - Self.orderWeight - Self.clockWeight + Self.orderWeight * pow10(order.log10E)
        + Self.clockWeight * clockE
    )
  }

  /// Misses that a run must hold.
  var fewestMisses: Int {
    if clock.isSteady { return ProbeRun.fewestMissesAtSteadyPace }
    return order.isInOrder ? ProbeRun.fewestMissesInOrder : ProbeRun.fewestMisses
  }

  var scoreTerms: [Finding.Score.Term] {
    let ofOrder = log10Factor(clockE: 1)
    return [
      Finding.Score.Term(name: "order of the names", log10E: ofOrder, attempts: 0),
      Finding.Score.Term(name: "pace of the probes", log10E: log10Factor - ofOrder, attempts: 0),
    ]
  }
}
