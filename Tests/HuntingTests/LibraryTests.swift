import LogFormats
import Model
import Sigma
import Testing

@testable import Hunting

struct LibraryTests {
  private let read = HuntLibrary.read(with: RuleReader(keepingUnset: true))

  @Test
  func `every rule of the library can be run`() {
    #expect(read.errors.map(\.text) == [])
    #expect(HuntPlan.make(read.rules).errors.map(\.text) == [])
  }

  @Test
  func `every hunt says what it must`() {
    let gaps = Set(LogFormats.gaps.map(\.id))
    for hunt in HuntLibrary.hunts {
      #expect(hunt.name != nil)
      #expect(!hunt.techniques.isEmpty, "\(hunt.key)")
      #expect(!hunt.falsePositives.isEmpty, "\(hunt.key)")
      for source in hunt.hunt?.sources ?? [] {
        #expect(source == "findings" || LogFormats.named(source) != nil, "\(hunt.key): \(source)")
      }
      #expect(hunt.hunt?.sources.isEmpty == false, "\(hunt.key)")
      // A gap is one that a format names, or a sentence.
      for gap in hunt.hunt?.gaps ?? [] {
        #expect(gaps.contains(gap) || gap.contains(" "), "\(hunt.key): \(gap)")
      }
      #expect(hunt.hunt?.gaps.isEmpty == false, "\(hunt.key)")
    }
  }

  @Test(arguments: [
    "T1589.002", "T1589.001", "T1593", "T1594", "T1595", "T1598", "T1586.002", "T1566",
    "T1110.001", "T1110.003", "T1110.004", "T1133", "T1078", "T1087",
  ])
  func `there is a hunt for`(technique: String) {
    #expect(HuntLibrary.hunts.contains { $0.techniques.contains(technique) })
  }

  @Test
  func `a hunt brings the rules that it correlates`() throws {
    let selection = try #require(
      HuntSelection(library: "account-confirmed-after-misses", parameters: [:])
    )
    #expect(selection.rules.count == 4)
    let again = HuntSelection(text: selection.text, name: "saved", parameters: [:])
    #expect(again.errors.isEmpty)
    #expect(again.rules.map(\.key) == selection.rules.map(\.key))
  }

  @Test
  func `a hunt that needs a value cannot run without one`() throws {
    let without = try #require(HuntSelection(library: "canary-name-touched", parameters: [:]))
    #expect(without.rules.isEmpty)
    #expect(without.errors.map(\.text).contains { $0.contains("--set canaries") })
    let with = try #require(
      HuntSelection(library: "canary-name-touched", parameters: ["canaries": "a,b"])
    )
    #expect(with.rules.count == 1)
  }
}
