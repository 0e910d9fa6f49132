import Glibc
import Model

/// How the names are asked for: in an order, at a pace. Both tell a program that works off a list.
///
/// Honest programs do so too, so manner never accuses: each test is stopped at its cap and speaks for a tenth of
/// the belief. The mean of e-values is one whatever depends on what; and as neither the order nor the times of honest
/// contacts depend on what is answered, the mean times the e-value of the answers is one as well.
struct ListManner: Sendable {
  /// The part of the belief that reads the pace at all, beside that of the order.
  static let clockWeight = 0.1

  private(set) var order = OrderTest()
  private(set) var clock = ClockTest()
  /// Base-10 logarithms of what order and pace add to the evidence of the answers.
  private(set) var log10Factors = (order: 0.0, clock: 0.0)

  /// Base-10 logarithm of what the manner adds to the evidence of the answers.
  var log10Factor: Double { log10Factors.order + log10Factors.clock }

  /// The next probe of the source.
  mutating func add(_ attempt: Attempt, of table: AttemptTable) {
    if order.isStopped, clock.isStopped { return }
    if !order.isStopped { order.add(table.nameText(attempt.name)) }
    clock.add(attempt.moment)
    log10Factors.order = order.log10Factor
    let both = pow10(log10Factors.order) + Self.clockWeight * (pow10(clock.log10E) - 1)
    log10Factors.clock = log10(both) - log10Factors.order
  }

  /// Misses that a run must hold.
  var fewestMisses: Int {
    if clock.isSteady { return ProbeRun.fewestMissesAtSteadyPace }
    return order.isInOrder ? ProbeRun.fewestMissesInOrder : ProbeRun.fewestMisses
  }

  static func scoreTerms(_ log10Factors: (order: Double, clock: Double)) -> [Finding.Score.Term] {
    [("order of the names", log10Factors.order), ("pace of the probes", log10Factors.clock)].map {
      Finding.Score.Term(name: $0.0, log10E: $0.1, attempts: 0)
    }
  }
}
