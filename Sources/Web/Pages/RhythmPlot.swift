import Model

/// The probes over time as bars, drawn on the server.
struct RhythmPlot {
  private static let (width, height) = (720, 120)

  let counts: [Int]
  let caption: String

  var html: HTML {
    let largest = counts.max() ?? 0
    guard largest > 0 else { return "" }
    let step = Double(Self.width) / Double(counts.count)
    let bars: [HTML] = counts.enumerated().map { index, count in
      let height = Double(Self.height * count) / Double(largest)
      let x = Self.figure(Double(index) * step)
      let y = Self.figure(Double(Self.height) - height)
      let bar = Self.figure(max(step - 1, 0.5))
      return """
        <rect x="\(x)" y="\(y)" width="\(bar)" height="\(Self.figure(height))"><title>\(count)</title></rect>
        """
    }
    return """
      <figure><svg class="plot" viewBox="0 0 \(Self.width) \(Self.height)" role="img"
      aria-label="\(caption)" preserveAspectRatio="none">\(bars)</svg>
      <figcaption>\(caption); the highest bar is \(largest).</figcaption></figure>
      """
  }

  /// One decimal is a tenth of a pixel.
  private static func figure(_ value: Double) -> String {
    String((value * 10).rounded() / 10)
  }
}
