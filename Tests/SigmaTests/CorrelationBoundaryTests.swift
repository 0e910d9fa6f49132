import Testing

@testable import Sigma

/// Every kind of correlation with one match too few and with just enough, in order and out of it.
struct CorrelationBoundaryTests {
  private static func holds(_ lines: String, _ rules: [[(Int64, UInt32, UInt32)]]) throws -> Bool {
    let text =
      "title: t\ncorrelation:\n" + lines.split(separator: "\n").map { "  \($0)\n" }.joined()
    let read = RuleReader(parameters: [:]).read(text, file: "r.yml")
    guard case .correlation(let correlation) = read.rules.first?.body else {
      throw read.errors.first ?? RuleError("none", file: "", line: nil)
    }
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
    return !Correlator(correlation, inputs: lists).results.isEmpty
  }

  @Test(arguments: 2...6, ["event_count", "value_count"])
  func `n - 1 is not enough and n is, in every order`(count: Int, type: String) throws {
    let field = type == "value_count" ? ", field: value" : ""
    let rule =
      "type: \(type)\nrules: a\ngroup-by: group\ntimespan: 60s\n"
      + "condition: {gte: \(count)\(field)}"
    let events = (0..<count).map { (Int64($0) * 10, UInt32(1), UInt32($0)) }
    #expect(try Self.holds(rule, [events]))
    #expect(try Self.holds(rule, [events.reversed()]))
    #expect(try !Self.holds(rule, [Array(events.dropLast())]))
    let split = events.enumerated().map { ($1.0, UInt32($0 == 0 ? 2 : 1), $1.2) }
    #expect(try !Self.holds(rule, [split]))
  }

  @Test(arguments: [2, 3, 4], ["temporal", "temporal_ordered"])
  func `all steps but one are not enough, and the order counts only where asked`(
    steps: Int,
    type: String
  ) throws {
    let names = (0..<steps).map { "r\($0)" }.joined(separator: ", ")
    let rule = "type: \(type)\nrules: [\(names)]\ngroup-by: group\ntimespan: 60s"
    let all = (0..<steps).map { [(Int64($0) * 10, UInt32(1), UInt32(0))] }
    #expect(try Self.holds(rule, all))
    #expect(try !Self.holds(rule, Array(all.dropLast()) + [[]]))
    #expect(try Self.holds(rule, Array(all.reversed())) == (type == "temporal"))
    let late = Array(all.dropLast()) + [[(61, UInt32(1), UInt32(0))]]
    #expect(try !Self.holds(rule, late))
  }
}
