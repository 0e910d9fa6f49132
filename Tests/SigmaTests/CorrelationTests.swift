import Model
import Testing

@testable import Sigma

struct CorrelationTests {
  private static func correlation(_ lines: String, _ parameters: [String: String] = [:]) throws
    -> Correlation
  {
    let text =
      "title: t\ncorrelation:\n" + lines.split(separator: "\n").map { "  \($0)\n" }.joined()
    let read = RuleReader(parameters: parameters).read(text, file: "r.yml")
    guard case .correlation(let correlation) = read.rules.first?.body else {
      throw read.errors.first ?? RuleError("none", file: "", line: nil)
    }
    return correlation
  }

  /// One list a rule, of `(seconds, group, value)`.
  private static func run(
    _ correlation: Correlation,
    _ rules: [[(Int64, UInt32, UInt32)]]
  ) -> Correlator {
    var offset: UInt32 = 0
    let lists = rules.map { events in
      var list = MatchList(fields: ["group", "value"])
      for (seconds, group, value) in events {
        offset += 1
        let match = RuleMatch(time: seconds * 1000, segment: 0, offset: offset, length: 1)
        list.append(match, captures: [group, value])
      }
      return list
    }
    return Correlator(correlation, inputs: lists)
  }

  private static let count =
    "type: event_count\nrules: a\ngroup-by: group\ntimespan: 10s\ncondition: {gte: 3}"

  @Test(
    arguments: [
      ([0, 5], 0), ([0, 5, 10], 1), ([0, 5, 11], 0), ([10, 0, 5], 1), ([0, 5, 10, 15, 20], 1),
      ([0, 1, 2, 60, 61, 62], 2), ([8, 9, 12], 1), ([], 0),
    ] as [([Int64], Int)]
  )
  func `events are counted in windows that slide, both ends included`(
    seconds: [Int64],
    spans: Int
  ) throws {
    let run = Self.run(try Self.correlation(Self.count), [seconds.map { ($0, 1, 0) }])
    #expect(run.results.count == spans)
  }

  @Test
  func `a late or swapped line changes nothing`() throws {
    let correlation = try Self.correlation(Self.count)
    let times: [Int64] = [3, 100, 1, 101, 2, 50, 109]
    let sorted = Self.run(correlation, [times.sorted().map { ($0, 1, 0) }])
    let swapped = Self.run(correlation, [times.map { ($0, 1, 0) }])
    #expect(sorted.results.map(\.firstTime) == swapped.results.map(\.firstTime))
    #expect(sorted.results.map(\.lastTime) == [3000, 109_000])
  }

  @Test
  func `groups do not add up, and a match without its field is counted as unplaced`() throws {
    let run = Self.run(
      try Self.correlation(Self.count),
      [[(0, 1, 0), (1, 2, 0), (2, 1, 0), (3, 2, 0), (4, MatchList.none, 0)]]
    )
    #expect(run.results.isEmpty)
    #expect(run.unplaced == 1)
  }

  @Test(arguments: [([1, 1, 1, 1], 0), ([1, 2, 1], 0), ([1, 2, 3], 1)] as [([UInt32], Int)])
  func `values are counted once`(values: [UInt32], spans: Int) throws {
    let correlation = try Self.correlation(
      "type: value_count\nrules: a\ngroup-by: group\ntimespan: 10s\n"
        + "condition: {gte: 3, field: value}"
    )
    let events = values.enumerated().map { (Int64($0.offset), UInt32(1), $0.element) }
    #expect(Self.run(correlation, [events]).results.count == spans)
  }

  @Test
  func `a value that left the window no longer counts`() throws {
    let correlation = try Self.correlation(
      "type: value_count\nrules: a\ntimespan: 10s\ncondition: {gte: 3, field: value}"
    )
    #expect(Self.run(correlation, [[(0, 1, 1), (5, 1, 2), (11, 1, 3)]]).results.isEmpty)
    let run = Self.run(correlation, [[(0, 1, 1), (5, 1, 2), (6, 1, 1), (11, 1, 3)]])
    #expect(run.results.map(\.peak) == [3])
  }

  private static func temporal(_ type: String) -> String {
    "type: \(type)\nrules: [a, b]\ngroup-by: group\ntimespan: 10s"
  }

  @Test(
    arguments: [
      ("temporal", 0, 5, 1), ("temporal", 5, 0, 1), ("temporal", 0, 10, 1), ("temporal", 0, 11, 0),
      ("temporal_ordered", 0, 5, 1), ("temporal_ordered", 5, 0, 0), ("temporal_ordered", 0, 10, 1),
      ("temporal_ordered", 0, 11, 0),
    ] as [(String, Int64, Int64, Int)]
  )
  func `rules come together within the timespan, in order where that is asked`(
    type: String,
    first: Int64,
    second: Int64,
    spans: Int
  ) throws {
    let correlation = try Self.correlation(Self.temporal(type))
    #expect(Self.run(correlation, [[(first, 1, 0)], [(second, 1, 0)]]).results.count == spans)
    #expect(Self.run(correlation, [[(first, 1, 0)], [(second, 2, 0)]]).results.isEmpty)
  }

  @Test
  func `a new first step makes up for one that is too old`() throws {
    let correlation = try Self.correlation(Self.temporal("temporal_ordered"))
    let run = Self.run(correlation, [[(0, 1, 0), (8, 1, 0)], [(12, 1, 0)]])
    #expect(run.results.map(\.firstTime) == [8000])
  }

  @Test
  func `one record is not two steps`() throws {
    let correlation = try Self.correlation(Self.temporal("temporal_ordered"))
    var list = MatchList(fields: ["group", "value"])
    list.append(RuleMatch(time: 0, segment: 0, offset: 7, length: 1), captures: [1, 0])
    #expect(Correlator(correlation, inputs: [list, list]).results.isEmpty)
  }

  @Test
  func `an alias names another field in each rule`() throws {
    let correlation = try Self.correlation(
      "type: temporal\nrules: [a, b]\ngroup-by: who\ntimespan: 10s\n"
        + "aliases:\n  who:\n    a: group\n    b: value"
    )
    let run = Self.run(correlation, [[(0, 4, 9)], [(1, 8, 4)]])
    #expect(run.results.map(\.group) == [[4]])
  }

  @Test
  func `a correlation of a correlation sees when it came true`() throws {
    let counted = Self.run(try Self.correlation(Self.count), [[(0, 1, 0), (1, 1, 0), (2, 1, 0)]])
    let after = try Self.correlation(
      "type: temporal_ordered\nrules: [a, b]\ngroup-by: group\ntimespan: 10s"
    )
    var success = MatchList(fields: ["group"])
    success.append(RuleMatch(time: 5000, segment: 0, offset: 99, length: 1), captures: [1])
    #expect(Correlator(after, inputs: [counted.completions, success]).results.count == 1)
    #expect(Correlator(after, inputs: [success, counted.completions]).results.isEmpty)
  }

  @Test(arguments: [
    ("type: value_sum\nrules: a\ntimespan: 1m\ncondition: {gte: 1}", "not supported"),
    ("type: frob\nrules: a\ntimespan: 1m\ncondition: {gte: 1}", "unknown"),
    ("type: event_count\nrules: a\ntimespan: 1m", "condition"),
    ("type: event_count\nrules: a\ntimespan: fast\ncondition: {gte: 1}", "no timespan"),
    ("type: value_count\nrules: a\ntimespan: 1m\ncondition: {gte: 1}", "field"),
    ("type: temporal\nrules: a\ntimespan: 1m\ncondition: a and b", "expressions"),
    ("type: temporal\nrules: a\ntimespan: 1m\nwindow: tumbling", "window"),
  ])
  func `an unsupported correlation is refused`(lines: String, message: String) {
    let error = #expect(throws: RuleError.self) { try Self.correlation(lines) }
    #expect(error?.text.contains(message) == true, "\(error?.text ?? "")")
    #expect(error?.place.line != nil)
  }

  @Test
  func `threshold and timespan can be set where the hunt names them`() throws {
    let text =
      "title: t\nhunt:\n  hypothesis: h\n  parameters:\n    threshold: {default: 3}\n"
      + "correlation:\n  type: event_count\n  rules: a\n  timespan: 10s\n  condition: {gte: 3}\n"
    let rules = Rules.read(text, ["threshold": "7", "timespan": "1h"]).rules
    guard case .correlation(let correlation) = rules.first?.body else {
      Issue.record("no correlation")
      return
    }
    #expect(correlation.conditions == [CountCondition(.gte, 7)])
    #expect(correlation.timespanMilliseconds == 10_000)
  }

  @Test
  func `a reference to nothing, a circle and a name that stands twice are refused`() {
    func correlation(_ name: String, _ of: String) -> String {
      "title: \(name)\nname: \(name)\ncorrelation:\n  type: event_count\n  rules: \(of)\n"
        + "  timespan: 1m\n  condition: {gte: 1}\n"
    }
    let texts = [
      correlation("a", "b"), correlation("b", "a"), correlation("c", "nobody"),
      correlation("d", "c"), "name: e\n" + Rules.detection("sel:\n  A: x"),
      "name: e\n" + Rules.detection("sel:\n  A: y"), correlation("f", "e"),
    ]
    let made = RulePlan.make(Rules.read(texts.joined(separator: "---\n")).rules)
    #expect(made.errors.count == 5)
    #expect(made.plan.rules.map(\.key) == ["e", "f"])
    #expect(made.plan.reported == [false, true])
  }
}
