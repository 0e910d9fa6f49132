import Testing

@testable import Custody

struct FlatRecordTests {
  @Test
  func `every text comes back from its line`() throws {
    let text = String(String.UnicodeScalarView((0..<0x180).compactMap { Unicode.Scalar($0) }))
    let record = FlatRecord(["a": text + "\u{1F600}\u{2028}", "b": "", "action": "view"])
    #expect(FlatRecord(line: record.line) == record)
  }

  @Test(arguments: [
    #"{"b":"","a":""}"#, #"{"a":"","a":""}"#, #"{"a": ""}"#, #"{"a":""} "#, #"{"a":1}"#,
    #"{"a":"\/"}"#, #"{"a":"\u000a"}"#, #"{"a":"\u0041"}"#, #"{"a":"\u001F"}"#, #"{"a":""#, "{}",
    "",
    #"{"a":"x"}}"#, #"{"a":{"b":"c"}}"#,
  ])
  func `a line that could be written otherwise is refused`(line: String) {
    #expect(FlatRecord(line: Array(line.utf8)) == nil)
  }
}
