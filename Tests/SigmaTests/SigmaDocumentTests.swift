import Testing

@testable import Sigma

/// Rules written as Sigma and read again.
struct SigmaDocumentTests {
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 33
    }
  }

  private static func condition(_ rule: SigmaRule?) throws -> Condition {
    guard case .detection(let detection) = rule?.body else {
      throw RuleError("is no detection", file: "", line: nil)
    }
    return detection.condition
  }

  /// Numbers of the conditions that are true, for each of many events.
  private static func answers(_ conditions: [Condition], _ random: inout Generator) -> [[Int]] {
    let rules = RuleSet(conditions)
    var (matcher, event) = (RuleMatcher(rules), rules.makeFields())
    return (0..<200).map { _ in
      event.reset()
      for field in fields + ["B"] {
        guard let number = rules.fieldNumber(field) else { continue }
        switch Int.random(in: 0..<6, using: &random) {
        case 0: continue
        case 1: event.setNull(number)
        default: event.set(number, (values.randomElement(using: &random) ?? "").utf8)
        }
      }
      if rules.wantsRecord {
        event.set(rules.recordField, (values.randomElement(using: &random) ?? "").utf8)
      }
      var found: [Int] = []
      matcher.match(event) { found.append($0) }
      return found
    }
  }

  private static let fields = ["A", "user.name", "Image"]
  private static let texts = [
    "x", "null", "~", "yes", "7", "0x7", "a*b", "a?b", #"C:\x"#, #"\\host\"#, #"a\*b"#, "it's",
    "a: b",
    "# no", "", "*", "line\nbreak", "ä€", #"end\\"#, "%x%", "- x", "'", "\"",
  ]
  private static let values =
    texts + ["X", "axb", "a*b", "C:\\X", "aa.12'\"", "192.0.2.7", "4.4", "5", "NULL", "lineXbreak"]
  private static let modifiers = [
    "", "|contains", "|startswith", "|endswith", "|cased", "|contains|cased",
  ]

  private static func random(_ random: inout Generator, depth: Int) -> Condition {
    let kind = depth == 0 ? 0 : Int.random(in: 0..<6, using: &random)
    func parts() -> [Condition] {
      (0..<Int.random(in: 2...4, using: &random)).map { _ in
        Self.random(&random, depth: depth - 1)
      }
    }
    switch kind {
    case 1, 2: return .and(parts())
    case 3, 4: return .or(parts())
    case 5: return .not(Self.random(&random, depth: depth - 1))
    default: return .test(test(&random))
    }
  }

  private static func test(_ random: inout Generator) -> FieldTest {
    let field = fields.randomElement(using: &random)
    let text = TextPattern(sigma: texts.randomElement(using: &random) ?? "")
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return FieldTest(field, .null)
    case 1: return FieldTest(field, .exists)
    case 2: return FieldTest(field, .regex("a+\\.\\d{2}'\"", [.ignoresCase, .multiline]))
    case 3: return FieldTest(field, IPNetwork("192.0.2.0/24").map { .network($0) } ?? .null)
    case 4: return FieldTest(field, .number(.gte, 4.5))
    case 5: return FieldTest(field, .field("B", .startsWith), isCased: true)
    case 6: return FieldTest(nil, .text(text.surrounded(before: true, after: true)))
    default:
      let (before, after) = (Bool.random(using: &random), Bool.random(using: &random))
      return FieldTest(
        field,
        .text(text.surrounded(before: before, after: after)),
        isCased: Bool.random(using: &random)
      )
    }
  }

  @Test(arguments: 1...120)
  func `a detection that is written anew means the same when it is read again`(seed: Int) throws {
    var random = Generator(state: UInt64(seed))
    let wanted = Self.random(&random, depth: 3)
    var rule = try #require(
      Rules.read(Rules.detection("sel:\n  A|expand: '%x%'"), ["x": "1"]).rules.first
    )
    guard case .detection(var detection) = rule.body else { return }
    detection.condition = wanted
    rule.body = .detection(detection)
    let text = try rule.sigma()
    let read = Rules.read(text)
    #expect(read.errors == [], "\(text)")
    let again = try Self.condition(read.rules.first)
    for found in Self.answers([wanted, again], &random) {
      #expect(found.isEmpty || found == [0, 1], "\(text)")
    }
  }

  @Test(arguments: texts.filter { !$0.isEmpty }, modifiers)
  func `values of parameters are put in as they are`(value: String, modifier: String) throws {
    // A comma parts values, and space around them is no part of them.
    let rules = Rules.detection("sel:\n  A\(modifier)|expand: '%x%'\n  B: x")
    let rule = try #require(Rules.read(rules, ["x": value]).rules.first)
    let text = try rule.sigma()
    #expect(!text.contains("expand"))
    var random = Generator(state: 7)
    let conditions = [try Self.condition(rule), try Self.condition(Rules.read(text).rules.first)]
    for found in Self.answers(conditions, &random) {
      #expect(found.isEmpty || found == [0, 1], "\(text)")
    }
  }

  @Test
  func `what is not a detection stays as it was written`() throws {
    let text = """
      title: many
      author: Ada
      license: DRL
      hunt:
        hypothesis: h
        parameters:
          threshold: {default: 3}
          timespan: {default: 10s}
      correlation:
        type: value_count
        rules: [a]
        group-by: [A, B]
        timespan: 10s
        condition: {gte: 3, field: C}
        aliases: {B: {a: D}}
      """
    let rule = try #require(Rules.read(text, ["threshold": "7", "timespan": "90m"]).rules.first)
    let written = try rule.sigma()
    #expect(written.contains("author: Ada\nlicense: DRL\n"))
    #expect(written.contains("timespan: 90m"))
    #expect(!written.contains("parameters"))
    guard case .correlation(let before) = rule.body,
      case .correlation(let after) = Rules.read(written).rules.first?.body
    else {
      Issue.record("no correlation: \(written)")
      return
    }
    #expect(before.conditions == after.conditions)
    #expect(before.timespanMilliseconds == 5_400_000)
    #expect(after.timespanMilliseconds == 5_400_000)
    #expect(before.aliases == after.aliases)
    #expect(before.fields == after.fields)
  }

  @Test
  func `bytes that are no text are refused with file and line`() throws {
    let rules = Rules.detection("sel:\n  A|expand: '%x%'\n  B|utf16|contains: ab")
    let rule = try #require(Rules.read(rules, ["x": "1"]).rules.first)
    let error = #expect(throws: RuleError.self) { try rule.sigma() }
    #expect(error?.text.hasPrefix("r.yml:1:") == true)
  }
}
