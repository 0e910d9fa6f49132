import Foundation

/// Elements of an SVG file, in the order they are painted.
struct Drawing {
  let width: Int
  let height: Int
  /// Read out by screen readers.
  let title: String
  let summary: String
  private var elements: [String] = []

  init(width: Int, height: Int, title: String, summary: String) {
    self.width = width
    self.height = height
    self.title = title
    self.summary = summary
  }

  enum Anchor: String {
    case start, middle, end
  }

  mutating func line(
    _ from: (x: Double, y: Double),
    _ to: (x: Double, y: Double),
    _ style: String
  ) {
    elements.append(
      "<line x1=\"\(number(from.x))\" y1=\"\(number(from.y))\" x2=\"\(number(to.x))\" "
        + "y2=\"\(number(to.y))\" class=\"\(style)\"/>"
    )
  }

  mutating func path(_ points: [(x: Double, y: Double)], _ style: String) {
    let steps = points.enumerated().map { place, point in
      "\(place == 0 ? "M" : "L")\(number(point.x)) \(number(point.y))"
    }
    elements.append("<path d=\"\(steps.joined())\" class=\"\(style)\"/>")
  }

  mutating func circle(_ center: (x: Double, y: Double), radius: Double, _ style: String) {
    elements.append(
      "<circle cx=\"\(number(center.x))\" cy=\"\(number(center.y))\" r=\"\(number(radius))\" "
        + "class=\"\(style)\"/>"
    )
  }

  mutating func text(
    _ text: String,
    at place: (x: Double, y: Double),
    anchor: Anchor = .start,
    _ style: String
  ) {
    elements.append(
      "<text x=\"\(number(place.x))\" y=\"\(number(place.y))\" text-anchor=\"\(anchor.rawValue)\" "
        + "class=\"\(style)\">\(escaped(text))</text>"
    )
  }

  var svg: String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" \
    height="\(height)" role="img" aria-labelledby="title summary">
    <title id="title">\(escaped(title))</title>
    <desc id="summary">\(escaped(summary))</desc>
    <style>
    \(Self.style)
    </style>
    <rect width="\(width)" height="\(height)" class="paper"/>
    \(elements.joined(separator: "\n"))
    </svg>

    """
  }

  /// Two colours that people with any colour sight tell apart, and greys; a rule is told from another by
  /// its number.
  private static let style = """
    svg { --paper: #ffffff; --ink: #1c2128; --quiet: #59636e; --grid: #e2e6ea; --ours: #0a58ca;
      --rule: #a85b00; --pale: #d9b48a; color-scheme: light dark;
      font: 13px system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
    @media (prefers-color-scheme: dark) {
      svg { --paper: #14181d; --ink: #e8ebee; --quiet: #9aa4ae; --grid: #2b323a; --ours: #6ea8fe;
        --rule: #f0a04b; --pale: #6b5133; }
    }
    .paper { fill: var(--paper); }
    .heading { fill: var(--ink); font-size: 16px; font-weight: 600; }
    .label { fill: var(--ink); }
    .quiet { fill: var(--quiet); font-size: 12px; }
    .ours-label { fill: var(--ours); font-weight: 600; }
    .mark-label { fill: var(--paper); font-size: 10px; font-weight: 700; }
    .grid { stroke: var(--grid); stroke-width: 1; }
    .axis { stroke: var(--quiet); stroke-width: 1; }
    .ours { stroke: var(--ours); stroke-width: 3; fill: none; stroke-linejoin: round; stroke-linecap: round; }
    .rule { stroke: var(--rule); stroke-width: 1.25; fill: none; stroke-linejoin: round; opacity: .55; }
    .ours-dot { fill: var(--ours); stroke: var(--paper); stroke-width: 1.5; }
    .rule-dot { fill: var(--rule); stroke: var(--paper); stroke-width: 1.5; }
    .small-dot { fill: var(--rule); opacity: .55; }
    .spread { stroke: var(--ours); stroke-width: 2; opacity: .45; }
    .rule-spread { stroke: var(--rule); stroke-width: 2; opacity: .3; }
    """

  private func number(_ value: Double) -> String {
    let text = String(format: "%.1f", value)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
