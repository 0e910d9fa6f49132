/// One document of a rule file: a detection on single events, or a correlation of others.
package struct SigmaRule: Sendable {
  package enum Body: Sendable {
    case detection(Detection)
    case correlation(Correlation)
  }

  package var file: String
  package var line: Int
  package var title: String
  package var id: String?
  package var name: String?
  package var status: String?
  package var level: String?
  package var description: String?
  package var tags: [String]
  package var falsePositives: [String]
  package var references: [String]
  package var hunt: HuntNotes?
  package var body: Body
  /// The document as it is written.
  package var source: String

  /// What a person calls it by.
  package var key: String { name ?? id ?? title }

  /// ATT&CK techniques of the tags, as in `T1589.002`.
  package var techniques: [String] {
    tags.filter { $0.lowercased().hasPrefix("attack.t") && $0.dropFirst(8).first?.isNumber == true }
      .map { $0.dropFirst(7).uppercased() }
  }

  package func error(_ message: String) -> RuleError {
    RuleError(message, file: file, line: line)
  }
}

/// Which events a detection is about, and what must be true of one.
package struct Detection: Sendable {
  package var logSource: LogSource
  package var condition: Condition
}

package struct LogSource: Hashable, Sendable {
  package var category: String?
  package var product: String?
  package var service: String?

  package init(category: String? = nil, product: String? = nil, service: String? = nil) {
    self.category = category
    self.product = product
    self.service = service
  }

  package var text: String {
    let parts = [
      product.map { "product \($0)" }, category.map { "category \($0)" },
      service.map { "service \($0)" },
    ].compactMap { $0 }
    return parts.isEmpty ? "no log source" : parts.joined(separator: ", ")
  }
}

/// A detection with its selections put in: tests of fields under `and`, `or` and `not`.
package indirect enum Condition: Hashable, Sendable {
  case test(FieldTest)
  case and([Condition])
  case or([Condition])
  case not(Condition)
}

/// One value wanted of one field.
package struct FieldTest: Hashable, Sendable {
  /// `nil` for a keyword, which may stand anywhere in the record.
  package var field: String?
  package var test: ValueTest
  /// Whether upper and lower case differ. If not, ASCII letters are alike.
  package var isCased: Bool

  package init(_ field: String?, _ test: ValueTest, isCased: Bool = false) {
    self.field = field
    self.test = test
    self.isCased = isCased
  }
}

package enum ValueTest: Hashable, Sendable {
  case text(TextPattern)
  case regex(String, RegexOptions)
  case network(IPNetwork)
  case number(Comparison, Double)
  case exists
  /// Missing, or there without a value.
  case null
  /// As another field of the same record.
  case field(String, FieldMatch)
}

package enum FieldMatch: Hashable, Sendable {
  case equal
  case contains
  case startsWith
  case endsWith
}

package struct RegexOptions: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }
  package static let ignoresCase = RegexOptions(rawValue: 1)
  package static let multiline = RegexOptions(rawValue: 2)
  package static let dotMatchesNewline = RegexOptions(rawValue: 4)
}

package enum Comparison: String, Hashable, Sendable, CaseIterable {
  case eq, neq, gt, gte, lt, lte

  package func holds<Number: Comparable>(_ left: Number, _ right: Number) -> Bool {
    switch self {
    case .eq: left == right
    case .neq: left != right
    case .gt: left > right
    case .gte: left >= right
    case .lt: left < right
    case .lte: left <= right
    }
  }
}
