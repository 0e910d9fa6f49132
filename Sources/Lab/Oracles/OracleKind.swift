/// How an endpoint tells who exists.
package enum OracleKind: String, CaseIterable, Sendable {
  /// 4 % of the answers to names that exist have another body, and take 30 ms longer.
  case rareAnswer = "4 % of answers differ in their body and take 30 ms longer"
  /// Every answer to a name that exists takes 30 ms longer.
  case slow = "every answer takes 30 ms longer"
  /// 4 % of the answers to names that exist take 30 ms longer; nothing else differs.
  case rarelySlow = "4 % of answers take 30 ms longer, nothing else"

  package static let share = 0.04
  package static let milliseconds = 30.0
}
