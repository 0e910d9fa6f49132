import Model

extension ReportText {
  /// The last section that begins at or before a byte.
  /// - Complexity: Logarithmic: a hostile text has a section for each of its indicators.
  func section(at byte: Int) -> TextSection? {
    var (low, high) = (0, sections.count)
    while low < high {
      let middle = (low + high) / 2
      if sections[middle].range.lowerBound <= byte { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : sections[low - 1]
  }
}
