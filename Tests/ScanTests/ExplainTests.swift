import Model
import Scan
import Testing

struct ExplainTests {
  /// A folder must outlive the explainer: detection reads the cited lines again.
  private static func explainer(
    _ folder: ScanFolder,
    source: String = "203.0.113.7"
  ) async throws -> Explainer {
    let log = try folder.write(
      Line.rollCall("203.0.113.7") + Line.rollCall("203.0.113.8", hour: "09"),
      to: "auth.log"
    )
    let pipeline = ScanPipeline(options: ScanOptions(paths: [log]))
    let findings = try await pipeline.run().findings
    let finding = try #require(findings.first { $0.sources.first?.ip == source })
    return Explainer(of: finding, in: try await pipeline.decode(), by: pipeline)
  }

  @Test
  func `with nothing struck out the finding is what it was`() async throws {
    let folder = try ScanFolder()
    let explainer = try await Self.explainer(folder)
    let verdict = try await explainer.verdict(striking: [])
    #expect(verdict.struckAttempts == 0)
    #expect(verdict.remaining == [explainer.finding])
    #expect(explainer.cited.count == explainer.finding.evidence.count)
  }

  @Test
  func `without its source, or without its absent names, the verdict falls`() async throws {
    let folder = try ScanFolder()
    let explainer = try await Self.explainer(folder)
    for strike in [Strike.source("203.0.113.7"), .term("absent names at sshd")] {
      let verdict = try await explainer.verdict(striking: [strike])
      #expect(verdict.struckAttempts > 0)
      #expect(verdict.remaining.isEmpty, "\(strike)")
    }
  }

  @Test
  func `what belongs to another source or is one name of many changes no verdict`() async throws {
    let folder = try ScanFolder()
    let explainer = try await Self.explainer(folder)
    let other = try await explainer.verdict(striking: [.source("203.0.113.8")])
    #expect(other.remaining.map(\.id) == [explainer.finding.id])
    let first = explainer.cited[0]
    let name = try #require(explainer.name(of: first))
    let one = try await explainer.verdict(striking: [.account(name)])
    #expect(one.remaining.first?.probes == explainer.finding.probes - 1)
  }

  @Test
  func `the count of absent names that flips the verdict is exact`() async throws {
    let folder = try ScanFolder()
    let explainer = try await Self.explainer(folder)
    let count = try #require(await explainer.absentNamesToFlip())
    let names = explainer.cited.compactMap { explainer.name(of: $0) }
    let fallen = try await explainer.verdict(striking: names.prefix(count).map { .account($0) })
    let standing = try await explainer.verdict(
      striking: names.prefix(count - 1).map { .account($0) }
    )
    #expect(fallen.remaining.isEmpty)
    #expect(standing.remaining.count == 1)
  }

  @Test
  func `a strike at what is not there says so`() async throws {
    let folder = try ScanFolder()
    let explainer = try await Self.explainer(folder)
    await #expect(throws: StrikeError.nothingToStrike("source 192.0.2.1")) {
      try await explainer.verdict(striking: [.source("192.0.2.1")])
    }
    await #expect(throws: StrikeError.nothingToStrike("account nobody")) {
      try await explainer.verdict(striking: [.account("nobody")])
    }
    await #expect(throws: StrikeError.self) {
      try await explainer.verdict(striking: [.term("a feeling")])
    }
  }

  @Test(arguments: [
    ("source:2001:db8::1", Strike.source("2001:db8::1")),
    ("account:A.Name", Strike.account("a.name")),
    ("term:absent names at sshd", Strike.term("absent names at sshd")),
    ("source:", nil), ("client:x", nil), ("203.0.113.7", nil),
  ])
  func `a strike is written as what it is and which`(text: String, strike: Strike?) {
    #expect(Strike(text) == strike)
  }
}
