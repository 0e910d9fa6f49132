import Testing

@testable import Detection

struct OrderTestTests {
  private static func result(_ names: [String]) -> OrderTest {
    var test = OrderTest()
    for name in names { test.add(Array(name.utf8)) }
    return test
  }

  /// Different names of one make, in order.
  private static let sorted = (0..<200).map { "\(Traffic.person($0)).\($0)" }.sorted()

  @Test
  func `a sorted list is beyond doubt after eight names and then worth two powers of ten`() {
    let few = Self.result(Array(Self.sorted.prefix(4)))
    #expect(!few.isInOrder)
    let test = Self.result(Array(Self.sorted.prefix(9)))
    #expect(test.isInOrder && test.isStopped)
    #expect((1.9...2.4).contains(test.log10Factor))
    // It is stopped there: the rest of the list adds nothing.
    #expect(Self.result(Self.sorted).log10E == test.log10E)
  }

  @Test
  func `a name from the end of the alphabet at the front does not hide the order`() {
    #expect(Self.result(["zzz"] + Self.sorted.prefix(30)).isInOrder)
  }

  @Test
  func `counting is worth more than sorting, and figures count as numbers`() {
    let counting = Self.result((1...12).map { "author \($0)" })
    #expect(counting.log10E >= OrderTest.countingCap)
    #expect(counting.log10Factor > Self.result(Self.sorted).log10Factor + 1)
    #expect(OrderTest.precedes(Array("author 9".utf8), Array("author 10".utf8)))
    #expect(!OrderTest.precedes(Array("author 10".utf8), Array("author 9".utf8)))
  }

  /// Ville: under the null an e-value passes 1/alpha at any time with chance at most alpha.
  @Test
  func `names in no order pass a hundred less than once in a hundred lists`() {
    var random = SeededGenerator(seed: 71)
    let lists = 4000
    let passed = (0..<lists).count { _ in
      var test = OrderTest()
      return Self.sorted.shuffled(using: &random).prefix(60).contains { name in
        test.add(Array(name.utf8))
        return test.log10E >= 2
      }
    }
    #expect(Double(passed) / Double(lists) <= 0.01)
  }

  @Test
  func `names in no order cost next to nothing`() {
    var random = SeededGenerator(seed: 72)
    let test = Self.result(Self.sorted.shuffled(using: &random))
    #expect((-0.05...0.3).contains(test.log10Factor))
  }
}
