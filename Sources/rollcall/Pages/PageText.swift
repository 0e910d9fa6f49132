import Scan

/// A page for a terminal: headings, paragraphs and items, wrapped and indented.
///
/// Everything that is added is escaped here, so no caller can forget it: texts may come from a bundle
/// that anybody made.
struct PageText {
  private static let narrowestWidth = 40
  /// Longer lines are hard to read.
  private static let widestWidth = 110
  /// Entries of a list that are shown unless all are asked for.
  private static let listLimit = 25

  private(set) var text = ""
  private let width: Int
  private let style: TerminalStyle
  private let showsAll: Bool

  init(_ terminal: Terminal, showsAll: Bool) {
    width = min(max(terminal.width, Self.narrowestWidth), Self.widestWidth)
    style = terminal.style
    self.showsAll = showsAll
  }

  mutating func title(_ text: String) {
    add(text, indent: 0, .heading)
  }

  /// A heading with an empty line before it.
  mutating func heading(_ heading: String, _ remark: String = "") {
    text += "\n"
    add(remark.isEmpty ? heading : "\(heading) (\(remark))", indent: 0, .heading)
  }

  /// Each line of `text` is a paragraph; `level` is how far it is set in.
  mutating func paragraph(_ paragraph: String, level: Int = 1, _ role: TerminalStyle.Role? = nil) {
    for line in paragraph.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty {
        text += "\n"
      } else {
        add(String(line), indent: 2 * level, role)
      }
    }
  }

  /// An address of the web, never broken: people copy and open it.
  mutating func address(_ url: String, level: Int = 1) {
    let blanks = String(repeating: " ", count: 2 * level)
    text += blanks + style.paint(VisibleText.escaped(url), .quiet) + "\n"
  }

  /// The entries of a list, cut with a remark where it is long.
  mutating func list<Entry>(_ entries: [Entry], _ body: (Entry, inout PageText) -> Void) {
    let shown = showsAll ? entries.count : min(entries.count, Self.listLimit)
    for entry in entries.prefix(shown) { body(entry, &self) }
    if entries.count > shown {
      paragraph("… and \(entries.count - shown) more: --all or --json", .quiet)
    }
  }

  private mutating func add(_ line: String, indent: Int, _ role: TerminalStyle.Role?) {
    let blanks = String(repeating: " ", count: indent)
    for part in LineWrap.lines(VisibleText.escaped(line), width: width - indent) {
      text += blanks + style.paint(part, role) + "\n"
    }
  }
}
