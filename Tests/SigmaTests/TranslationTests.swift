import GRDB
import Testing

@testable import Sigma

/// Queries run by SQLite over the same rows.
struct TranslationTests {
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 33
    }
  }

  private static let texts = [
    "sel:\n  A: x", "sel:\n  A: 'X*'", "sel:\n  A|contains: 'y_'", "sel:\n  A|endswith: '%'",
    "sel:\n  A|cased: Xy", "sel:\n  A|cased|contains: 'a*'", "sel:\n  A: 'x?'", "sel:\n  A: null",
    "sel:\n  A|exists: true", "sel:\n  A: ''", "sel:\n  A: '*'", "sel:\n  A|fieldref: B",
    "sel:\n  A|gte: 5", "sel:\n  A|lt: 5", "sel:\n  A|neq: x", "sel:\n  A: [x, '5']\n  B: Xy",
    "sel:\n  A: '\\*x'", "sel:\n  A|contains: \"'\"", "sel:\n  A|contains: '\\'",
    "sel:\n  A|cased: 'x[y'",
  ]

  private static let values = [
    nil, "", "x", "X", "xy", "Xy", "XY", "y_z", "yz", "5", "7.5", "4", "a%", "ab", "*x", "it's",
    "a\\b", "x[y", "ä", "xä",
  ]

  private static func plan(_ text: String) throws -> (RulePlan, [Condition?]) {
    let read = Rules.read(text)
    try #require(read.errors.isEmpty, "\(read.errors)")
    let plan = RulePlan.make(read.rules).plan
    let conditions = plan.rules.map { rule -> Condition? in
      if case .detection(let detection) = rule.body { detection.condition } else { nil }
    }
    return (plan, conditions)
  }

  @Test(arguments: texts, ["sel", "not sel"])
  func `SQLite finds the rows that the rule finds`(selection: String, condition: String) throws {
    let (plan, conditions) = try Self.plan(Rules.detection(selection, condition))
    let translator = RuleTranslator(.sqlite, table: "events", plan: plan, conditions: conditions)
    let query = try translator.query(0)
    let wanted = try #require(conditions[0])
    try DatabaseQueue().write { database in
      try database.execute(sql: "CREATE TABLE events (id INTEGER PRIMARY KEY, A TEXT, B TEXT)")
      var expected: [Int64] = []
      for a in Self.values {
        for b in Self.values {
          try database.execute(sql: "INSERT INTO events (A, B) VALUES (?, ?)", arguments: [a, b])
          var event: [String: String] = [:]
          if let a { event["A"] = a }
          if let b { event["B"] = b }
          if Rules.holds(wanted, of: event.mapValues { $0 }) {
            expected.append(database.lastInsertedRowID)
          }
        }
      }
      let found = try Int64.fetchAll(database, sql: "SELECT id FROM (\(query)) ORDER BY id")
      #expect(found == expected, "\(query)")
    }
  }

  @Test(arguments: ["event_count", "value_count", "temporal", "temporal_ordered"], 1...10)
  func `SQLite finds the groups that a correlation finds`(kind: String, seed: Int) throws {
    let field = kind == "value_count" ? ", field: B" : ""
    // Steps in order are all asked for: there is nothing to count.
    let condition =
      kind == "temporal_ordered"
      ? "" : "condition: {gte: \(kind == "temporal" ? 2 : 3)\(field)}"
    let text = """
      name: one
      \(Rules.detection("sel:\n  C: p"))---
      name: two
      \(Rules.detection("sel:\n  C: q"))---
      title: c
      correlation:
        type: \(kind)
        rules: [one, two]
        group-by: A
        timespan: 10s
        \(condition)
      """
    let (plan, conditions) = try Self.plan(text)
    let translator = RuleTranslator(.sqlite, table: "events", plan: plan, conditions: conditions)
    let query = try translator.query(2)
    guard case .correlation(let correlation) = plan.rules[2].body else { return }
    var random = Generator(state: UInt64(seed))
    let names = ["p", "q", "r"]
    var lists = [MatchList(fields: ["A", "B"]), MatchList(fields: ["A", "B"])]
    try DatabaseQueue().write { database in
      try database.execute(
        sql: "CREATE TABLE events (id INTEGER PRIMARY KEY, time INTEGER, A TEXT, B TEXT, C TEXT)"
      )
      for _ in 0..<150 {
        let time = Int64.random(in: 0..<120, using: &random)
        let group = UInt32.random(in: 0..<3, using: &random)
        let value = UInt32.random(in: 0..<4, using: &random)
        let rule = Int.random(in: 0..<3, using: &random)
        try database.execute(
          sql: "INSERT INTO events (time, A, B, C) VALUES (?, ?, ?, ?)",
          arguments: [time, "\(group)", "\(value)", names[rule]]
        )
        let match = RuleMatch(
          time: time * 1000,
          segment: 0,
          offset: UInt32(database.lastInsertedRowID),
          length: 1
        )
        if rule < 2 { lists[rule].append(match, captures: [group, value]) }
      }
      let correlator = Correlator(correlation, inputs: lists)
      let expected = Set(
        correlator.completions.matches.indices.map { index in
          let time = (correlator.completions.matches[index].time ?? 0) / 1000
          return "\(correlator.completions.capture(0, of: index)) \(time)"
        }
      )
      let found = try String.fetchAll(
        database,
        sql: "SELECT DISTINCT group0 || ' ' || time FROM (\(query))"
      )
      #expect(Set(found) == expected)
      #expect(!expected.isEmpty)
    }
  }

  @Test
  func `what a language cannot say is refused`() throws {
    let keyword = try Self.plan(Rules.detection("sel:\n  - word"))
    for dialect in QueryDialect.allCases {
      let translator = RuleTranslator(dialect, table: "t", plan: keyword.0, conditions: keyword.1)
      #expect(throws: RuleError.self) { try translator.query(0) }
    }
  }

  @Test(
    arguments: [
      (.kql, #"t"# + "\n" + #"| where (A startswith "x\"y" and not(B == "Z"))"#),
      (
        .esql,
        #"FROM t | WHERE (coalesce(to_lower(`A`) LIKE "x\"y*", false) AND NOT (coalesce(`B` LIKE "Z", false)))"#
      ),
      (
        .clickhouse,
        #"SELECT * FROM `t` WHERE (coalesce(`A` ILIKE 'x"y%', false) AND NOT (coalesce(`B` LIKE 'Z', false)))"#
      ),
    ] as [(QueryDialect, String)]
  )
  func `each language has its own words`(dialect: QueryDialect, expected: String) throws {
    let text = Rules.detection("sel:\n  A|startswith: 'x\"y'\nno:\n  B|cased: Z", "sel and not no")
    let (plan, conditions) = try Self.plan(text)
    let translator = RuleTranslator(dialect, table: "t", plan: plan, conditions: conditions)
    #expect(try translator.query(0) == expected)
  }
}
