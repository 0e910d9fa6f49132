import LogBytes
import Testing

struct SpillFileTests {
  @Test
  func `values come back as they were put aside, also those after the first look`() throws {
    let file = try SpillFile()
    let first = (0..<1000 as Range<UInt64>).map { $0 &* 0x9e37_79b9_7f4a_7c15 }
    let firstOffset = try file.append(first)
    #expect(file.values(of: UInt64.self, at: firstOffset, count: 1000) == first)
    let second: [UInt64] = [7, 8, 9]
    let secondOffset = try file.append(second)
    #expect(file.values(of: UInt64.self, at: secondOffset + 8, count: 1) == [8])
    #expect(file.values(of: UInt64.self, at: secondOffset, count: 3) == second)
    #expect(file.values(of: UInt64.self, at: firstOffset, count: 1000) == first)
  }
}
