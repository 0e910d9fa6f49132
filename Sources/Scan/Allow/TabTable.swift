package import Model

/// Why a table could not be read: file, line and reason.
package struct TableError: Error, Equatable {
  package var place: Diagnostic
}

/// A small table written by people: a line of column names, then a line a row, with tabs between.
///
/// Lines that are blank or begin with `#` are left out. A cell that is empty or `-` says nothing.
struct TabTable {
  struct Row {
    /// Counted from 1.
    var line: Int
    fileprivate var cells: [String: String]

    subscript(column: String) -> String? { cells[column] }
  }

  private(set) var rows: [Row] = []

  /// - Throws: `TableError` for a column that is unknown or named twice, one of `required` that is
  ///   missing, a row with more cells than columns, or text that is not UTF-8.
  init(
    _ bytes: [UInt8],
    file: String,
    columns: [String],
    required: [String]
  ) throws(TableError) {
    var header: [String]?
    for (number, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated()
    {
      guard var text = String(validating: line, as: UTF8.self) else {
        throw Self.error(file, number + 1, "is not UTF-8 text")
      }
      if number == 0, text.first == "\u{feff}" { text.removeFirst() }
      if text.last == "\r" { text.removeLast() }
      if text.allSatisfy(\.isWhitespace) || text.first == "#" { continue }
      let cells = text.split(separator: "\t", omittingEmptySubsequences: false).map(Self.trimmed)
      if let header {
        rows.append(try Self.row(cells, header: header, file: file, line: number + 1))
      } else {
        header = cells
        try Self.check(cells, columns, required, file: file, line: number + 1)
      }
    }
  }

  private static func check(
    _ header: [String],
    _ columns: [String],
    _ required: [String],
    file: String,
    line: Int
  ) throws(TableError) {
    let known = columns.joined(separator: ", ")
    for (place, name) in header.enumerated() {
      if !columns.contains(name) {
        throw error(
          file,
          line,
          "unknown column '\(name)'; columns, with tabs between, are \(known)"
        )
      }
      if header[..<place].contains(name) {
        throw error(file, line, "column '\(name)' is named twice")
      }
    }
    for name in required where !header.contains(name) {
      throw error(file, line, "column '\(name)' is missing")
    }
  }

  private static func row(
    _ cells: [String],
    header: [String],
    file: String,
    line: Int
  ) throws(TableError) -> Row {
    if cells.count > header.count {
      throw error(file, line, "has \(cells.count) cells for \(header.count) columns")
    }
    var row = Row(line: line, cells: [:])
    for (name, cell) in zip(header, cells) where !cell.isEmpty && cell != "-" {
      row.cells[name] = cell
    }
    return row
  }

  static func error(_ file: String, _ line: Int, _ message: String) -> TableError {
    TableError(place: Diagnostic(file: file, line: line, message: message))
  }

  private static func trimmed(_ cell: Substring) -> String {
    let tail = cell.drop { $0 == " " }
    return String(tail.prefix(tail.count - tail.reversed().prefix { $0 == " " }.count))
  }
}
