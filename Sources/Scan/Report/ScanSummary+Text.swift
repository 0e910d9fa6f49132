import Model

extension ScanSummary {
  /// For standard error: plain lines, two or more an input, then the totals.
  ///
  /// Every input is listed, in the order of `inputs`.
  package func text(style: TerminalStyle = .plain) -> String {
    (inputs.flatMap { Self.lines(of: $0, style: style) } + totals(style: style))
      .map { $0 + "\n" }.joined()
  }

  private static func lines(of input: Input, style: TerminalStyle) -> [String] {
    let path = style.paint(VisibleText.escaped(input.path), .heading)
    let size = Figure.bytes(input.byteCount)
    guard let format = input.format else {
      return ["\(path): no known format, \(size) not read"]
    }
    let sureness = "\(Int((input.confidence * 100).rounded(.down))) % sure"
    var lines = [
      "\(path): \(VisibleText.escaped(format)) (\(sureness)), \(size)",
      "  " + counts([input]),
    ]
    for reason in input.notUnderstood where reason.count > 0 {
      let places = reason.exampleLines.map { "\(VisibleText.escaped(input.path)):\($0)" }
      let example = places.isEmpty ? "" : ", first at " + places.joined(separator: " ")
      let text = VisibleText.escaped(reason.text)
      lines.append("  \(Figure.grouped(reason.count)) × \(text)\(example)")
    }
    return lines
  }

  private static func counts(_ inputs: [Input]) -> String {
    func total(_ part: (Input) -> Int) -> Int { inputs.reduce(0) { $0 + part($1) } }
    var parts = [
      "\(Figure.count(total(\.attempts), "attempt"))",
      "\(Figure.grouped(total(\.notAttempts))) not an attempt",
      "\(Figure.grouped(total(\.notUnderstoodCount))) not understood",
    ]
    let unaccounted = inputs.reduce(0) { $0 + abs($1.unaccounted) }
    if unaccounted != 0 {
      parts.append("\(Figure.grouped(unaccounted)) UNACCOUNTED FOR (please report this)")
    }
    return "\(Figure.count(total(\.records), "record")): " + parts.joined(separator: ", ")
  }

  private func totals(style: TerminalStyle) -> [String] {
    let byteCount = inputs.reduce(0) { $0 + $1.byteCount }
    var lines: [String] = []
    if inputs.count != 1 {
      let files = Figure.count(inputs.count, "file")
      lines.append("\(style.paint("total", .heading)): \(files), \(Figure.bytes(byteCount))")
      lines.append("  " + Self.counts(inputs))
    }
    var seen = "\(Figure.count(sourceCount, "source")), \(Figure.count(nameCount, "name"))"
    if let firstSeen, let lastSeen { seen += ", \(TimeText.range(firstSeen, lastSeen))" }
    lines.append(seen)
    var end = "\(Figure.count(findingCount, "finding")) "
    if authorisedCount > 0 { end += "and \(Figure.grouped(authorisedCount)) authorised " }
    end += "in "
    end += Figure.duration(milliseconds: wallTimeMilliseconds)
    if wallTimeMilliseconds > 0 {
      let rate = Double(byteCount) * 1000 / Double(wallTimeMilliseconds)
      end += ", \(Figure.bytes(UInt64(rate)))/s"
    }
    if let peakMemoryByteCount { end += ", peak memory \(Figure.bytes(peakMemoryByteCount))" }
    lines.append(style.paint(end, .heading))
    return lines
  }
}
