import Model
import Testing

@testable import Mitigation

/// States from pieces of evidence.
struct ControlJudgeTests {
  private static func seen(
    _ state: ControlState,
    _ kind: ControlObservation.Kind = .log,
    scope: String = "a",
    indirect: Bool = false,
    days: ClosedRange<Int>? = nil
  ) -> ControlObservation {
    let times = days.map { days in
      [days.lowerBound, days.upperBound].map { Timestamp(year: 2026, month: 3, day: $0) }
    }
    return ControlObservation(
      state,
      kind,
      scope: scope,
      "s",
      isIndirect: indirect,
      firstTime: times?[0],
      lastTime: times?[1],
      citations: []
    )
  }

  private static let cases: [([ControlObservation], ControlState)] = [
    ([], .unknown),
    ([seen(.on)], .on),
    ([seen(.off)], .off),
    ([seen(.on, .configuration), seen(.off)], .conflicting),
    // A configuration has no time: a log that disagrees is a conflict, however old.
    ([seen(.on, .configuration), seen(.off, days: 1...2)], .conflicting),
    ([seen(.on, days: 3...4), seen(.off, days: 1...2)], .on),
    ([seen(.on, days: 1...2), seen(.off, days: 3...4)], .off),
    ([seen(.on, days: 1...3), seen(.off, days: 3...4)], .conflicting),
    ([seen(.on, indirect: true), seen(.off)], .off),
    ([seen(.on), seen(.off, indirect: true)], .on),
    ([seen(.on, indirect: true), seen(.off, indirect: true)], .conflicting),
    // Off in one part is off; a conflict in one part is a conflict.
    ([seen(.on), seen(.off, scope: "b")], .off),
    ([seen(.on), seen(.on, scope: "b")], .on),
    ([seen(.on), seen(.off), seen(.off, scope: "b")], .conflicting),
  ]

  @Test(arguments: cases)
  func `evidence makes a state`(evidence: [ControlObservation], state: ControlState) {
    #expect(ControlJudge.record(.sshKeys, evidence).state == state)
    #expect(ControlJudge.record(.sshKeys, evidence.reversed()).state == state)
  }

  @Test
  func `what is unknown says what would tell`() {
    for control in Control.allCases {
      #expect(!ControlJudge.record(control, []).wouldTell.isEmpty)
      #expect(ControlJudge.record(control, [Self.seen(.on)]).wouldTell.isEmpty)
    }
  }
}
