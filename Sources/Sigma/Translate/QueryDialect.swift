/// A query language that rules are written in for other systems.
package enum QueryDialect: String, CaseIterable, Sendable {
  case clickhouse
  case esql
  case kql
  case spark
  case spl
  case sqlite

  var isSQL: Bool {
    switch self {
    case .clickhouse, .spark, .sqlite: true
    case .esql, .kql, .spl: false
    }
  }

  func field(_ name: String) -> String {
    switch self {
    case .sqlite: "\"" + name.replacing("\"", with: "\"\"") + "\""
    case .clickhouse, .esql, .spark: "`" + name.replacing("`", with: "``") + "`"
    case .kql: Self.isPlain(name) ? name : "['" + Self.escaped(name, "'") + "']"
    case .spl: "'" + Self.escaped(name, "'") + "'"
    }
  }

  /// A name that KQL takes without brackets.
  private static func isPlain(_ name: String) -> Bool {
    name.utf8.first.map { !(0x30...0x39).contains($0) } ?? false
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
          || (0x61...0x7a).contains(byte) || byte == 0x5f
      }
  }

  func text(_ text: String) -> String {
    switch self {
    case .sqlite: "'" + text.replacing("'", with: "''") + "'"
    case .clickhouse, .spark: "'" + Self.escaped(text, "'") + "'"
    case .esql, .kql, .spl: "\"" + Self.escaped(text, "\"") + "\""
    }
  }

  private static func escaped(_ text: String, _ quote: String) -> String {
    text.replacing("\\", with: "\\\\").replacing(quote, with: "\\" + quote)
      .replacing("\n", with: "\\n").replacing("\r", with: "\\r")
  }
}
