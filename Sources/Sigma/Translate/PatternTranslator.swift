/// Writes a test of one field against a text with wildcards.
struct PatternTranslator {
  private let dialect: QueryDialect

  init(_ dialect: QueryDialect) {
    self.dialect = dialect
  }

  func text(_ field: String, _ pattern: TextPattern, _ isCased: Bool) -> String {
    switch dialect {
    case .sqlite:
      isCased
        ? "\(field) GLOB \(dialect.text(glob(pattern)))"
        : "\(field) LIKE \(dialect.text(like(pattern))) ESCAPE '\\'"
    case .clickhouse, .spark:
      "\(field) \(isCased ? "LIKE" : "ILIKE") \(dialect.text(like(pattern)))"
    case .esql:
      isCased
        ? "\(field) LIKE \(dialect.text(wildcard(pattern)))"
        : "to_lower(\(field)) LIKE \(dialect.text(wildcard(pattern).lowercased()))"
    case .spl: "match(\(field), \(dialect.text(regex(pattern, isCased))))"
    case .kql: kql(field, pattern, isCased)
    }
  }

  private func kql(_ field: String, _ pattern: TextPattern, _ isCased: Bool) -> String {
    func written(_ bytes: [UInt8]) -> String {
      dialect.text(String(decoding: bytes, as: UTF8.self))
    }
    let suffix = isCased ? "_cs" : ""
    switch pattern.shape {
    case .anything: return "isnotempty(\(field))"
    case .exact(let text): return "\(field) \(isCased ? "==" : "=~") \(written(text))"
    case .prefix(let text): return "\(field) startswith\(suffix) \(written(text))"
    case .suffix(let text): return "\(field) endswith\(suffix) \(written(text))"
    case .contains(let text): return "\(field) contains\(suffix) \(written(text))"
    case .other: return "\(field) matches regex \(dialect.text(regex(pattern, isCased)))"
    }
  }

  private func written(
    _ pattern: TextPattern,
    one: String,
    many: String,
    escaping special: String,
    with escape: (Character) -> String
  ) -> String {
    pattern.pieces.map { piece in
      switch piece {
      case .one: one
      case .many: many
      case .literal(let bytes):
        String(decoding: bytes, as: UTF8.self).map {
          special.contains($0) ? escape($0) : String($0)
        }.joined()
      }
    }.joined()
  }

  private func like(_ pattern: TextPattern) -> String {
    written(pattern, one: "_", many: "%", escaping: "%_\\") { "\\\($0)" }
  }

  private func glob(_ pattern: TextPattern) -> String {
    written(pattern, one: "?", many: "*", escaping: "*?[") { "[\($0)]" }
  }

  private func wildcard(_ pattern: TextPattern) -> String {
    written(pattern, one: "?", many: "*", escaping: "*?\\") { "\\\($0)" }
  }

  private func regex(_ pattern: TextPattern, _ isCased: Bool) -> String {
    let body = written(pattern, one: ".", many: ".*", escaping: ".^$*+?()[]{}|\\/") { "\\\($0)" }
    return (isCased ? "(?s)^" : "(?is)^") + body + "$"
  }
}
