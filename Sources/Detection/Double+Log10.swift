import Glibc

extension Double {
  var log10: Double { Glibc.log10(self) }
}

/// Ten to the power of `exponent`.
func pow10(_ exponent: Double) -> Double { pow(10, exponent) }
