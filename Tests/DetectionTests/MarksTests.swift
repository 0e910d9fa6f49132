import Testing

@testable import Detection

struct MarksTests {
  @Test
  func `a set of marks holds what was put in and nothing else`() {
    var marks = Marks(below: 200)
    let numbers: [UInt32] = [0, 1, 63, 64, 127, 128, 199]
    marks.insert(numbers)
    marks.insert(64)
    #expect((0..<200).filter { marks.contains($0) } == numbers)
    #expect(marks.count == numbers.count)
    #expect(Array(marks) == numbers)
  }

  @Test
  func `a number that is too great is not held`() {
    var marks = Marks(below: 10)
    marks.insert(9)
    #expect(marks.holds(9))
    #expect(!marks.holds(64))
    #expect(!marks.holds(.max))
    #expect(!Marks(below: 0).holds(0))
  }
}
