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
    #expect(match.fingerprint.attackID == "S0225")
    #expect(!match.usedBy.isEmpty)
    #expect(match.usedBy.count < match.actorsInATTACK)
    #expect(match.sentence.hasPrefix("The client's own name is consistent with sqlmap"))
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
  func `networks, services, records and quiet sources are compared as well as clients`() {
    func ids(_ finding: Finding, records: [String] = []) -> [String] {
      FingerprintMatch.all(in: finding, records: records, facts: facts, today: "2026-11-24")
        .map(\.fingerprint.id)
    }
    func source(_ number: Int, probes: Int = 2, asn: UInt32? = nil) -> Finding.Source {
      .init(ip: "45.77.1.\(number)", probes: probes, posterior: 1, asn: asn)
    }
    var finding = Self.finding([])
    finding.services = ["http.wordpress"]
    #expect(ids(finding) == ["wordpress-authors"])
    finding.services = ["http.wordpress", "sshd"]
    #expect(ids(finding).isEmpty)
    finding.services = ["windows.kerberos"]
    #expect(ids(finding) == ["kerberos-user-enumeration"])
    finding.services = ["sshd"]
    finding.sources = (1...5).map { source($0, asn: 16509) }
    #expect(ids(finding) == ["aws-many-addresses"])
    finding.sources = (1...5).map { source($0, asn: 64500) }
    #expect(ids(finding).isEmpty)
    finding.sources = (1...50).map { source($0) }
    #expect(ids(finding) == ["many-quiet-addresses"])
    finding.sources.append(source(51, probes: 400))
    #expect(ids(finding).isEmpty)
    let record = "error: buffer_get_ret: trying to get more bytes 1907 than in buffer 308 [preauth]"
    #expect(ids(finding, records: [record]) == ["ssh-user-enumeration"])
  }

  @Test
  func `a fingerprint says when it is out of date`() throws {
    let match = try #require(matches("fasthttp", today: "2027-11-24").first)
    #expect(match.isExpired)
    #expect(match.sentence.contains("expired 2027-11-23"))
    #expect(matches("fasthttp").first?.isExpired == false)
  }

  @Test
  func `fingerprints are sorted, have a source, and name software that ATT&CK has`() {
    let all = ToolFingerprint.all
    #expect(all.map(\.id) == all.map(\.id).sorted())
    for fingerprint in all {
      #expect(!fingerprint.source.isEmpty && !fingerprint.licence.isEmpty)
      #expect(!fingerprint.otherwise.isEmpty)
      #expect(fingerprint.checked < fingerprint.expires)
      if let id = fingerprint.attackID {
        let object = facts.object(AttackID(rawValue: id))
        #expect(object?.isSoftware == true || object?.kind == .campaign, "\(id)")
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
