/// One line that shows how far a scan is.
///
/// Pure: the caller knows the clock and the terminal.
package enum ProgressBar {
  private static let widestBar = 30
  private static let narrowestBar = 8
  /// Before this an estimate of what is left jumps about.
  private static let secondsBeforeEstimate = 1.0

  /// At most `width` columns, without a line end.
  ///
  /// Without `bytesTotal`, as with a pipe, the bar shows that something goes on, and no share.
  package static func line(
    bytesDone: UInt64,
    bytesTotal: UInt64?,
    elapsed: Duration,
    width: Int
  ) -> String {
    let seconds = max(0, elapsed / .seconds(1))
    let rate = seconds > 0 ? Double(bytesDone) / seconds : 0
    let speed = "\(Figure.bytes(UInt64(min(rate, 1e18))))/s"
    guard let bytesTotal, bytesTotal > 0 else {
      let took = Figure.duration(milliseconds: Int64(seconds) * 1000)
      let texts = [Figure.bytes(bytesDone), speed, seconds < 1 ? "0 s" : took]
      return fitted(texts, width: width) { moving($0, seconds: seconds) }
    }
    let share = min(1, Double(bytesDone) / Double(bytesTotal))
    // 100 % is said when it is so, and not by rounding.
    let percent = share < 1 ? min(99, Int(share * 100)) : 100
    var texts = [
      String(repeating: " ", count: percent < 10 ? 2 : percent < 100 ? 1 : 0) + "\(percent) %",
      "\(Figure.bytes(bytesDone)) of \(Figure.bytes(bytesTotal))",
      speed,
    ]
    if share > 0, share < 1, seconds >= secondsBeforeEstimate {
      let left = min(seconds * (1 - share) / share, 1e12)
      texts.append("\(Figure.duration(milliseconds: Int64(left.rounded(.up)) * 1000)) left")
    }
    return fitted(texts, width: width) { filled($0, share: share) }
  }

  /// Takes away texts from the end until the bar has room, then the bar, then cuts.
  private static func fitted(_ texts: [String], width: Int, bar: (Int) -> String) -> String {
    for count in stride(from: texts.count, through: 1, by: -1) {
      let text = texts.prefix(count).joined(separator: "  ")
      let room = width - DisplayWidth.columns(text) - 2
      if room >= narrowestBar { return bar(min(room, widestBar)) + "  " + text }
    }
    return String((texts.first ?? "").prefix(max(0, width)))
  }

  private static func filled(_ width: Int, share: Double) -> String {
    let done = Int(share * Double(width))
    return String(repeating: "━", count: done) + String(repeating: "┄", count: width - done)
  }

  /// A piece that goes to and fro, a column for each tenth of a second.
  private static func moving(_ width: Int, seconds: Double) -> String {
    let piece = 3
    let span = width - piece
    let step = Int(min(seconds * 10, 1e15)) % (2 * span)
    let start = step <= span ? step : 2 * span - step
    return String(repeating: "┄", count: start) + String(repeating: "━", count: piece)
      + String(repeating: "┄", count: span - start)
  }
}
