import Testing

@testable import Scan

struct AccountMarksTests {
  @Test(arguments: [
    ("anna", true), ("anna@corp.example", true), ("corp\\anna", true), ("anna@other.example", true),
    ("bob", false), ("ann", false),
  ])
  func `an account is told under any of its names`(name: String, isThere: Bool) {
    let names = ["corp\\anna", "carla@corp.example"].map { Array($0.utf8) }
    let marks = AccountMarks(count: names.count) { names[Int($0)] }
    #expect(marks.mayHold(name) == isThere)
  }
}
