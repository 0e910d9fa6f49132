import Glibc

extension Double {
  var log10: Double { Glibc.log10(self) }
}

/// Base-10 logarithm of the weight of start `number`, from 1, of a test that may begin anew: 1/(r (r+1)), which add up
/// to one.
func log10StartWeight(_ number: Int) -> Double { -log10(Double(number) * Double(number + 1)) }

/// Ten to the power of `exponent`.
func pow10(_ exponent: Double) -> Double { pow(10, exponent) }
