/// Breaks text into lines of a terminal, at spaces where it can.
package enum LineWrap {
  /// At least one line, each at most `width` columns.
  ///
  /// A word that is longer is cut.
  package static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let joined = line.isEmpty ? String(word) : line + " " + word
      if DisplayWidth.columns(joined) <= width {
        line = joined
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = String(word)
      while DisplayWidth.columns(line) > width {
        let head = head(of: line, width: width)
        lines.append(head)
        line = String(line.unicodeScalars.dropFirst(head.unicodeScalars.count))
      }
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }

  /// The first `limit` lines; the last one ends in `…` if there were more.
  static func lines(_ text: String, width: Int, limit: Int) -> [String] {
    var lines = lines(text, width: width)
    guard lines.count > limit else { return lines }
    lines.removeSubrange(limit...)
    lines[limit - 1] = DisplayWidth.truncated(lines[limit - 1] + " …", toColumns: width)
    return lines
  }

  /// What fits in `width` columns, but never nothing: a line must make progress.
  private static func head(of text: String, width: Int) -> String {
    var result = String.UnicodeScalarView()
    var used = 0
    for scalar in text.unicodeScalars {
      let columns = DisplayWidth.columns(scalar)
      if used + columns > width, !result.isEmpty { break }
      used += columns
      result.append(scalar)
    }
    return String(result)
  }
}
