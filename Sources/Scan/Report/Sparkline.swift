/// A row of bars, one for each stretch of time.
enum Sparkline {
  private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  /// A stretch with nothing in it, so that silence does not look like little.
  private static let empty: Character = "·"

  /// At most `width` columns.
  ///
  /// The tallest bar is the largest count.
  static func text(_ counts: [Int], width: Int) -> String {
    let counts = merged(counts, into: width)
    guard let peak = counts.max(), peak > 0 else {
      return String(repeating: empty, count: counts.count)
    }
    return String(
      counts.map { count in
        guard count > 0 else { return empty }
        // Rounded up, so that any count above none has a bar.
        return bars[(count * bars.count + peak - 1) / peak - 1]
      }
    )
  }

  /// The same counts in at most `width` stretches of as equal a length as whole stretches allow.
  static func merged(_ counts: [Int], into width: Int) -> [Int] {
    guard width > 0, counts.count > width else { return width > 0 ? counts : [] }
    return (0..<width).map { column in
      let range = (column * counts.count / width)..<((column + 1) * counts.count / width)
      return counts[range].reduce(0, +)
    }
  }
}
