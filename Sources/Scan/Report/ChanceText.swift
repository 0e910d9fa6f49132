// The strength of a finding in words. `expectedFalseFindings` is a bound on how many findings at least
// this strong chance alone makes in one such scan (sources tested over the e-value, by Ville's
// inequality). Its inverse is therefore "at most 1 in N scans", and N is rounded down, never up.

package enum ChanceText {
  /// Past this the model of ordinary traffic is less certain than the figure.
  private static let largestClaim = 1e12

  package static func sentence(expectedFalseFindings expected: Double) -> String {
    guard expected >= 0 else { return "the strength of this finding is not known" }
    if expected >= 1 {
      let count = expected < 1e15 ? Figure.grouped(Int64(expected.rounded(.up))) : "very many"
      return "chance alone: up to \(count) this strong in every scan like this"
    }
    let scans = 1 / expected
    if scans >= largestClaim {
      return "chance alone: less than 1 in a trillion scans like this"
    }
    return "chance alone: at most 1 in \(roundedDown(scans)) scans like this"
  }

  /// Two leading digits, and a word for the size: `50`, `1,200`, `20 million`.
  private static func roundedDown(_ scans: Double) -> String {
    // 1 / 0.02 must not become 49: a hair more than rounding in the division can take away.
    let scans = scans * (1 + 1e-12)
    for (size, word) in [(1e9, "billion"), (1e6, "million")] where scans >= size {
      return "\(Figure.grouped(twoDigits(scans / size))) \(word)"
    }
    return Figure.grouped(twoDigits(scans))
  }

  private static func twoDigits(_ value: Double) -> Int64 {
    var unit: Int64 = 1
    while value / Double(unit) >= 100 { unit *= 10 }
    return Int64(value / Double(unit)) * unit
  }
}
