import Glibc

/// What the kernel says of the clock that event times are read from.
package enum SystemClock {
  /// `adjtimex(2)`, which the C library's module for Swift leaves out.
  private typealias Adjust = @convention(c) (UnsafeMutableRawPointer) -> CInt

  /// The kernel's state for a clock that nothing keeps right.
  private static let notSynchronised: CInt = 5
  /// `struct timex` has 208 bytes where a `long` has eight; the fourth of them is the greatest error.
  private static let stateWords = 26
  private static let maximumErrorWord = 3

  /// Whether a daemon keeps the clock right, and by how much it may be wrong, as of now.
  package static var description: String {
    // Safe: the symbol has this type, and fills at most the 26 words. With no mode set, which is the first
    // word, it only asks.
    guard let symbol = unsafe dlsym(nil, "adjtimex") else { return unknown }
    let adjust = unsafe unsafeBitCast(symbol, to: Adjust.self)
    var state = [Int](repeating: 0, count: stateWords)
    let status = unsafe state.withUnsafeMutableBytes { bytes in
      unsafe bytes.baseAddress.map { unsafe adjust($0) } ?? -1
    }
    // Fails nowhere but in a sandbox that forbids the call.
    if status < 0 { return unknown }
    if status == notSynchronised { return "system clock of the host, not synchronised" }
    let milliseconds = state[maximumErrorWord] / 1000
    return "system clock of the host, synchronised to within \(milliseconds) ms"
  }

  private static let unknown =
    "system clock of the host; what the kernel knows of it cannot be read"
}
