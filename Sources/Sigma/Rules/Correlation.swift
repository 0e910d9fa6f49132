/// How matches of other rules must come together.
package struct Correlation: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case eventCount = "event_count"
    case valueCount = "value_count"
    case temporal
    case temporalOrdered = "temporal_ordered"
  }

  package var kind: Kind
  /// Names or ids of the rules, in their order.
  package var rules: [String]
  package var groupBy: [String]
  package var timespanMilliseconds: Int64
  /// All must hold of the count.
  package var conditions: [CountCondition]
  /// The fields whose distinct values `value_count` counts.
  package var fields: [String]
  /// By alias and rule: the field that the rule's events keep it in.
  package var aliases: [String: [String: String]]
  /// Whether the matches of `rules` are shown too.
  package var generate: Bool

  package func isMet(_ count: Int) -> Bool {
    conditions.allSatisfy { $0.comparison.holds(count, $0.count) }
  }

  /// The field of `rule` that stands for `name`, which is an alias or a field.
  package func field(_ name: String, of rule: String) -> String {
    aliases[name]?[rule] ?? name
  }
}

package struct CountCondition: Equatable, Sendable {
  package var comparison: Comparison
  package var count: Int

  package init(_ comparison: Comparison, _ count: Int) {
    self.comparison = comparison
    self.count = count
  }
}
