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

  /// A correlation of each kind that three matches make true, two do not, and the last may be 60 s late.
  private static let kinds = [
    "type: event_count\nrules: [a, b, c]\ngroup-by: group\ntimespan: 60s\ncondition: {gte: 3}",
    "type: value_count\nrules: [a, b, c]\ngroup-by: group\ntimespan: 60s\ncondition: {gte: 3, field: value}",
    "type: temporal\nrules: [a, b, c]\ngroup-by: group\ntimespan: 60s",
    "type: temporal_ordered\nrules: [a, b, c]\ngroup-by: group\ntimespan: 60s",
  ]

  @Test(arguments: kinds, [(59, true), (60, true), (61, false)] as [(Int64, Bool)])
  func `a window holds both its ends and nothing behind them`(kind: String, last: (Int64, Bool))
    throws
  {
    let all: [[(Int64, UInt32, UInt32)]] = [[(0, 1, 0)], [(30, 1, 1)], [(last.0, 1, 2)]]
    #expect(try Self.holds(kind, all) == last.1)
    #expect(try !Self.holds(kind, [all[0], all[1], []]))
    #expect(try !Self.holds(kind, [all[0], all[1], [(last.0, 2, 2)]]))
  }

  @Test(arguments: kinds)
  func `lines that come late or in another order change nothing`(kind: String) throws {
    // Noise of other groups and of times far off, which stands between them in the log.
    let noise: [(Int64, UInt32, UInt32)] = (0..<20).map { (Int64($0) * 500, 9, 0) }
    let steps: [(Int64, UInt32, UInt32)] = [(100, 1, 0), (110, 1, 1), (160, 1, 2)]
    for shift in 0..<7 {
      let lists = steps.map { step in
        var list = noise.filter { $0.0 >= 1000 } + [step]
        for _ in 0..<shift { list.insert(list.removeLast(), at: 0) }
        return list
      }
      #expect(try Self.holds(kind, lists), "\(shift)")
    }
    let late: [[(Int64, UInt32, UInt32)]] = [[steps[0]], [steps[1]], [(161, 1, 2)]]
    #expect(try !Self.holds(kind, late))
  }

  @Test
  func `a record that two rules are true of is one event`() throws {
    let kind = "type: event_count\nrules: [a, b]\ntimespan: 60s\ncondition: {gte: 3}"
    let read = RuleReader(parameters: [:]).read(
      "title: t\ncorrelation:\n" + kind.split(separator: "\n").map { "  \($0)\n" }.joined(),
      file: "r.yml"
    )
    guard case .correlation(let correlation) = read.rules.first?.body else {
      Issue.record("\(read.errors)")
      return
    }
    func list(_ places: [UInt32]) -> MatchList {
      var list = MatchList(fields: [])
      for place in places {
        let match = RuleMatch(time: Int64(place) * 1000, segment: 0, offset: place, length: 1)
        list.append(match, captures: [])
      }
      return list
    }
    #expect(Correlator(correlation, inputs: [list([1, 2]), list([1, 2])]).results.isEmpty)
    #expect(Correlator(correlation, inputs: [list([1, 2]), list([2, 3])]).results.count == 1)
  }
}
