import Model
import Testing

@testable import Knowledge

struct FindingKnowledgeTests {
  private static func finding(_ clients: [String], stages: [Finding.Stage] = []) -> Finding {
    let time = Timestamp(year: 2026, month: 3, day: 2)
    return Finding(
      id: "rc-1",
      technique: .emailAddresses,
      kind: .enumeration,
      pattern: .singleSource,
      firstSeen: time,
      lastSeen: time,
      detectedAt: time,
      probes: 20,
      probesAtDetection: 8,
      services: [],
      sources: [],
      clients: clients,
      accounts: .init(
        probed: 20,
        absent: 20,
        present: [],
        confirmed: [],
        confirmedVisibility: .full
      ),
      score: .init(log10E: 5, expectedFalseFindings: 0.01, terms: []),
      stages: stages,
      visibility: [],
      benignIf: [],
      rhythm: [],
      evidence: []
    )
  }

  private let facts: AttackFacts

  init() throws {
    facts = try FactsPack.read(FactsPack.builtIn())
  }

  private func matches(_ client: String, today: String = "2026-11-24") -> [FingerprintMatch] {
    FingerprintMatch.all(in: Self.finding([client]), facts: facts, today: today)
  }

  @Test
  func `a tool's name leads to who uses it, among how many`() throws {
    let match = try #require(matches("sqlmap/1.8#stable").first)
    #expect(match.fingerprint.software == "S0225")
    #expect(!match.usedBy.isEmpty)
    #expect(match.usedBy.count < match.actorsInATTACK)
    #expect(match.sentence.hasPrefix("consistent with sqlmap"))
    #expect(match.sentence.contains("of \(match.actorsInATTACK) groups and campaigns"))
  }

  @Test(arguments: [
    (
      "Mozilla/5.0 Teams/1.3.00.30866 Chrome/80.0.3987.165 Electron/8.5.1 Safari/537.36",
      "teamfiltration"
    ),
    ("bav2ropc", "bav2ropc"), ("FastHTTP", "fasthttp"), ("curl/8.5", "scripts"),
  ])
  func `a client is known by part of its name in any case`(client: String, id: String) {
    #expect(matches(client).map(\.fingerprint.id) == [id])
  }

  @Test(arguments: ["", "Mozilla/5.0 (Windows NT 10.0) Teams/24.1", "Outlook"])
  func `an ordinary client fits nothing`(client: String) {
    #expect(matches(client).isEmpty)
  }

  @Test
  func `a fingerprint says when it is out of date`() throws {
    let match = try #require(matches("fasthttp", today: "2027-11-24").first)
    #expect(match.isExpired)
    #expect(match.sentence.contains("expired 2027-11-23"))
    let others = matches("fasthttp").map(\.isExpired)
    #expect(!others.contains(true))
  }

  @Test
  func `fingerprints are sorted, have a source, and name software that ATT&CK has`() {
    let all = ToolFingerprint.all
    #expect(all.map(\.id) == all.map(\.id).sorted())
    for fingerprint in all {
      #expect(!fingerprint.source.isEmpty && !fingerprint.clientContains.isEmpty)
      #expect(fingerprint.checked < fingerprint.expires)
      if let software = fingerprint.software {
        #expect(facts.object(AttackID(rawValue: software))?.isSoftware == true, "\(software)")
      }
    }
  }

  @Test
  func `likeness names how much is shared and is no attribution`() {
    let known = FindingKnowledge(of: Self.finding([]), in: facts, today: "2026-11-24")
    #expect(known.next.seen.map(\.id) == ["T1589.002"])
    #expect(known.likeness.contains("at most 1 of 1 in common"))
    #expect(known.likeness.contains("no attribution"))
    #expect(known.next.nearest.allSatisfy { $0.shared.map(\.id) == ["T1589.002"] })
  }
}
