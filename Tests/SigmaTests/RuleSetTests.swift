import Testing

@testable import Sigma

/// The search of all rules at once against each rule tried by itself.
struct RuleSetTests {
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 33
    }
  }

  private static func text(_ length: Int, _ random: inout Generator) -> String {
    String((0..<length).map { _ in ["a", "b", "A", "c"].randomElement(using: &random) ?? "a" })
  }

  private static func condition(_ depth: Int, _ random: inout Generator) -> Condition {
    switch Int.random(in: 0..<(depth > 0 ? 6 : 3), using: &random) {
    case 3: return .not(condition(depth - 1, &random))
    case 4: return .and((0..<2).map { _ in condition(depth - 1, &random) })
    case 5: return .or((0..<2).map { _ in condition(depth - 1, &random) })
    default:
      let field = ["F", "G", "H"].randomElement(using: &random)
      var pattern = TextPattern(sigma: text(Int.random(in: 0...3, using: &random), &random))
      if Bool.random(using: &random) { pattern = TextPattern(sigma: "a*" + text(2, &random) + "?") }
      let wrapped = pattern.surrounded(
        before: Bool.random(using: &random),
        after: Bool.random(using: &random)
      )
      let tests: [ValueTest] = [.text(wrapped), .text(wrapped), .text(pattern), .null, .exists]
      let test = tests.randomElement(using: &random) ?? .null
      return .test(FieldTest(field, test, isCased: Bool.random(using: &random)))
    }
  }

  private static func slowly(_ condition: Condition, _ event: [String: String]) -> Bool {
    switch condition {
    case .and(let parts): return parts.allSatisfy { slowly($0, event) }
    case .or(let parts): return parts.contains { slowly($0, event) }
    case .not(let part): return !slowly(part, event)
    case .test(let test):
      let value = event[test.field ?? ""]
      switch test.test {
      case .null: return value == nil
      case .exists: return value != nil
      case .text(let pattern):
        return value.map { pattern.matches(Array($0.utf8), isCased: test.isCased) } ?? false
      case .regex, .network, .number, .field: return false
      }
    }
  }

  @Test(arguments: 1...20)
  func `many rules at once hold as each does by itself`(seed: Int) {
    var random = Generator(state: UInt64(seed))
    let conditions = (0..<60).map { _ in Self.condition(3, &random) }
    let rules = RuleSet(conditions, capturing: ["F", "G", "H"])
    var matcher = RuleMatcher(rules)
    var fields = rules.makeFields()
    for _ in 0..<60 {
      var event: [String: String] = [:]
      for field in ["F", "G", "H"] where Int.random(in: 0..<4, using: &random) > 0 {
        event[field] = Self.text(Int.random(in: 0...6, using: &random), &random)
      }
      fields.reset()
      for (name, value) in event {
        if let number = rules.fieldNumber(name) { fields.set(number, value.utf8) }
      }
      var found: [Int] = []
      matcher.match(fields) { found.append($0) }
      #expect(found == conditions.indices.filter { Self.slowly(conditions[$0], event) })
    }
  }

  @Test
  func `any value of a list will do`() throws {
    let rules = RuleSet([.test(FieldTest("A", .text(TextPattern(sigma: "b*"))))])
    var fields = rules.makeFields()
    for value in ["a", "bcd"] { fields.set(0, value.utf8) }
    var matcher = RuleMatcher(rules)
    var count = 0
    matcher.match(fields) { _ in count += 1 }
    #expect(count == 1)
  }
}
