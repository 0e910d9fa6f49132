/// Lines with a label on the left, as in `Names     2,500 tried`; builds the text of a finding.
///
/// Everything that is added is escaped here, so no caller can forget it.
struct LabelledLines {
  private static let indent = 2
  /// The longest label and two blanks.
  private static let labelWidth = 11

  private(set) var text = ""
  private let width: Int
  private let style: TerminalStyle

  init(width: Int, style: TerminalStyle) {
    self.width = width
    self.style = style
  }

  /// Columns to the right of the labels.
  var textWidth: Int { width - Self.indent - Self.labelWidth }

  mutating func heading(_ title: String, _ severity: FindingSeverity) {
    let role: TerminalStyle.Role =
      switch severity {
      case .low: .low
      case .medium: .medium
      case .high, .critical: .high
      }
    let mark = style.paint("■ \(severity.name.uppercased())", role)
    let markWidth = severity.name.count + "■   ".count
    let lines = LineWrap.lines(VisibleText.escaped(title), width: width - markWidth)
    for (position, line) in lines.enumerated() {
      let start = position == 0 ? mark + "  " : blanks(markWidth)
      append(start + style.paint(line, .quiet))
    }
  }

  mutating func sentence(_ text: String) {
    for line in LineWrap.lines(VisibleText.escaped(text), width: width - Self.indent) {
      append(blanks(Self.indent) + style.paint(line, .heading))
    }
  }

  mutating func blank() {
    append("")
  }

  /// At most `limit` lines; an empty label goes on with the last one.
  mutating func add(
    _ label: String,
    _ text: String,
    _ role: TerminalStyle.Role? = nil,
    limit: Int = 3
  ) {
    let lines = LineWrap.lines(VisibleText.escaped(text), width: textWidth, limit: limit)
    for (position, line) in lines.enumerated() {
      let label = DisplayWidth.padded(position == 0 ? label : "", toColumns: Self.labelWidth)
      append(blanks(Self.indent) + style.paint(label, .label) + style.paint(line, role))
    }
  }

  private mutating func append(_ line: String) {
    text += line + "\n"
  }

  private func blanks(_ count: Int) -> String {
    String(repeating: " ", count: count)
  }
}
