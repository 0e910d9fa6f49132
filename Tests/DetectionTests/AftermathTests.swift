import Model
import Testing

@testable import Detection

struct AftermathTests {
  private static let stage = FollowOnStage(
    kind: .passwordSpray,
    attempts: [1],
    names: [1],
    pValue: 0.001
  )

  private static func behind(_ gate: Double, _ claims: Set<UInt32>) -> Detection.Aftermath {
    .init(stages: [stage], gate: gate, claims: claims)
  }

  @Test
  func `the surest campaign takes its sources, and the next is asked without them`() {
    var asked: [(Int, Set<UInt32>)] = []
    let settled = FollowOnLinker.settled([
      Self.behind(1e-4, [1, 2]), Self.behind(1e-9, [2, 3]), Detection.Aftermath(),
      Self.behind(1e-6, [3]),
    ]) { place, taken in
      asked.append((place, taken))
      return place == 3 ? Detection.Aftermath() : Self.behind(1e-3, [1])
    }
    #expect(asked.map(\.0) == [3, 0])
    #expect(asked.map(\.1) == [[2, 3], [2, 3]])
    #expect(settled.map { $0.stages.count } == [1, 1, 0, 0])
  }
}
