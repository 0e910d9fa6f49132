/// A table as Markdown. Cells must not hold a newline.
struct MarkdownTable {
  let header: [String]
  var rows: [[String]] = []

  init(_ header: String...) {
    self.header = header
  }

  var text: String {
    let lines = [header, header.map { _ in "---" }] + rows
    return lines.map { row in
      "| " + row.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
    }
    .joined()
  }
}
