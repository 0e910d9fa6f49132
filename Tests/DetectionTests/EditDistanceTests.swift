import Testing

@testable import Detection

struct EditDistanceTests {
  /// The whole matrix, as the definition of the optimal string alignment distance writes it.
  private static func plainDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var matrix = Array(
      repeating: Array(repeating: 0, count: right.count + 1),
      count: left.count + 1
    )
    for row in 0...left.count { matrix[row][0] = row }
    for column in 0...right.count { matrix[0][column] = column }
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    for row in 1...left.count {
      for column in 1...right.count {
        let cost = left[row - 1] == right[column - 1] ? 0 : 1
        var best = min(
          matrix[row - 1][column] + 1,
          matrix[row][column - 1] + 1,
          matrix[row - 1][column - 1] + cost
        )
        if row > 1, column > 1, left[row - 1] == right[column - 2],
          left[row - 2] == right[column - 1]
        {
          best = min(best, matrix[row - 2][column - 2] + 1)
        }
        matrix[row][column] = best
      }
    }
    return matrix[left.count][right.count]
  }

  private static func word(_ longest: Int, using random: inout SeededGenerator) -> [UInt8] {
    // Few letters, so that words are often near each other.
    (0..<Int.random(in: 0...longest, using: &random)).map { _ in
      UInt8.random(in: 0x61...0x63, using: &random)
    }
  }

  @Test
  func `the distance is that of the whole matrix up to the limit`() {
    var random = SeededGenerator(seed: 10)
    for _ in 0..<6000 {
      let (left, right) = (Self.word(8, using: &random), Self.word(8, using: &random))
      let wanted = Self.plainDistance(left, right)
      for limit in 0...3 {
        let got = editDistance(left, right, limit: limit)
        #expect(wanted <= limit ? got == wanted : got > limit, "\(left) \(right) \(limit)")
      }
    }
  }

  @Test
  func `a typo is one step, or two in a name of six letters and more`() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<6000 {
      let (left, right) = (Self.word(9, using: &random), Self.word(9, using: &random))
      let distance = Self.plainDistance(left, right)
      let allowed = min(left.count, right.count) >= 6 ? 2 : 1
      #expect(isTypo(left, of: right) == (1...allowed).contains(distance))
      #expect(isTypo(left, of: right) == isTypo(right, of: left))
    }
  }

  @Test(arguments: [
    ("anna", "anan", true), ("anna", "ana", true), ("anna", "annna", true),
    ("anna", "hanno", false),
    ("anna", "anna", false), ("oracle", "oralce", true), ("oracle", "roalce", true),
    ("a", "b", true),
    ("", "a", true), ("", "", false), ("postgres", "postfix", false),
  ])
  func `slips of real names are told from other names`(typed: String, meant: String, isSlip: Bool) {
    #expect(isTypo(Array(typed.utf8), of: Array(meant.utf8)) == isSlip)
  }
}
