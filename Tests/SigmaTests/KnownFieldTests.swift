import Testing

@testable import Sigma

/// Conditions with some fields known beforehand.
struct KnownFieldTests {
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 33
    }
  }

  private static let values: [String?] = [nil, "x", "y", "xy"]
  private static let selections = [
    "A: x", "A|contains: y", "B: [x, null]", "B|exists: true", "C|fieldref: A", "A|fieldref: B",
    "C: x", "A: null",
  ]
  private static let conditions = [
    "s0 and s1", "s0 or not s1", "not (s0 or s1) and s2", "s0 and (s1 or s2)", "not s0", "s2",
  ]

  @Test(arguments: 1...40)
  func `what is left of a condition means the same`(seed: Int) throws {
    var random = Generator(state: UInt64(seed))
    let chosen = (0..<3).map { number in
      "s\(number): {\(Self.selections.randomElement(using: &random) ?? "")}"
    }
    let text = Rules.detection(
      chosen.joined(separator: "\n"),
      Self.conditions.randomElement(using: &random) ?? ""
    )
    let read = Rules.read(text)
    guard case .detection(let detection) = read.rules.first?.body else {
      Issue.record("\(read.errors)")
      return
    }
    for a in Self.values {
      for b in Self.values {
        let rest = detection.condition.resolved(with: ["A": a, "B": b])
        for c in Self.values {
          let event = ["A": a, "B": b, "C": c].compactMapValues { $0 }.mapValues { Optional($0) }
          let expected = Rules.holds(detection.condition, of: event)
          switch rest {
          case .always(let answer): #expect(answer == expected, "\(text)\(event)")
          case .open(let condition): #expect(Rules.holds(condition, of: event) == expected)
          }
        }
      }
    }
  }
}
