import Foundation

/// Figures in findings are rounded, so that they print alike on every machine.
extension Double {
  /// Ten to the power of this, kept finite.
  var powerOfTen: Double { pow(10, min(self, 300)) }

  func rounded(toPlaces places: Int) -> Double {
    let scale = pow(10, Double(places))
    return (self * scale).rounded() / scale
  }

  func rounded(toSignificantDigits digits: Int) -> Double {
    guard self != 0, isFinite else { return self }
    let magnitude = Int(log10(abs(self)).rounded(.down))
    let places = digits - 1 - magnitude
    // Through text, because dividing by a power of ten leaves a last digit in doubt.
    return Double(String(format: "%.\(digits - 1)e", self)) ?? rounded(toPlaces: places)
  }
}
