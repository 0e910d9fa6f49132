import Foundation
import Model
import Testing

struct FindingTests {
  /// The example of `finding-format.md`, its elisions written out.
  private static let contract = """
    {
      "schema": "rollcall.finding/1",
      "id": "rc-1f0c0000000000000000000000000000",
      "technique": "T1589.002", "kind": "enumeration",
      "pattern": "single-source",
      "first_seen": "2026-03-02T07:12:09.120Z", "last_seen": "2026-03-02T09:12:09.120Z",
      "detected_at": "2026-03-02T07:12:15.120Z",
      "probes": 2500, "probes_at_detection": 6,
      "sources": [{"ip": "203.0.113.7", "probes": 2500, "posterior": 0.999}],
      "accounts": {"probed": 2500, "absent": 2203, "confirmed": ["a.name@corp.example"],
                   "confirmed_visibility": "full"},
      "score": {"log10_e": 7.3, "expected_false_findings": 0.02,
                "terms": [{"name": "absent-name ratio", "log10_e": 5.1, "attempts": 42}]},
      "stages": [{"technique": "T1110.003", "kind": "password-spray",
                  "first_seen": "2026-03-02T10:00:00.000Z", "last_seen": "2026-03-02T11:00:00.000Z",
                  "sources": ["198.51.100.4"], "accounts": ["b"], "p_value": 1e-9},
                 {"technique": "T1078", "kind": "account-takeover", "accounts": ["b"],
                  "first_seen": "2026-03-02T12:00:00.000Z", "sources": ["198.51.100.4"]}],
      "visibility": ["entra.getcredentialtype.unlogged"],
      "evidence": [{"file": "signins.ndjson", "sha256": "00", "offset": 812, "length": 744}]
    }
    """

  private static let sample = Finding(
    id: "rc-1f0c0000000000000000000000000000",
    technique: .emailAddresses,
    kind: .enumeration,
    pattern: .singleSource,
    firstSeen: Timestamp(
      year: 2026,
      month: 3,
      day: 2,
      hour: 7,
      minute: 12,
      second: 9,
      millisecond: 120
    ),
    lastSeen: Timestamp(year: 2026, month: 3, day: 2, hour: 9),
    detectedAt: Timestamp(year: 2026, month: 3, day: 2, hour: 7, minute: 13),
    probes: 2500,
    probesAtDetection: 6,
    services: ["entra.interactive", "sshd"],
    sources: [.init(ip: "203.0.113.7", probes: 2500, posterior: 0.999)],
    clients: ["curl/8.0 \u{1F408} \"quoted\" \\ /"],
    accounts: .init(
      probed: 2500,
      absent: 2203,
      present: ["a.name@corp.example", "ünï@corp.example"],
      confirmed: ["a.name@corp.example"],
      confirmedVisibility: .full
    ),
    score: .init(
      log10E: 7.3,
      expectedFalseFindings: 0.02,
      terms: [.init(name: "absent-name ratio", log10E: 5.1, attempts: 42)]
    ),
    stages: [
      .init(
        technique: .passwordSpraying,
        kind: .passwordSpray,
        firstSeen: Timestamp(year: 2026, month: 3, day: 2, hour: 10),
        lastSeen: Timestamp(year: 2026, month: 3, day: 2, hour: 11),
        attempts: 9,
        sources: ["203.0.113.7"],
        accounts: ["a.name@corp.example"],
        pValue: 1e-9
      ),
      .init(
        technique: .validAccounts,
        kind: .accountTakeover,
        firstSeen: Timestamp(year: 2026, month: 3, day: 2, hour: 12),
        lastSeen: Timestamp(year: 2026, month: 3, day: 2, hour: 12),
        attempts: 1,
        sources: ["203.0.113.7"],
        accounts: ["a.name@corp.example"],
        pValue: nil
      ),
    ],
    visibility: ["entra.getcredentialtype.unlogged"],
    benignIf: ["it had been a scanner of ours"],
    rhythm: [1, 0, 5],
    evidence: [.init(file: "signins.ndjson", sha256: "00", offset: UInt64(Int64.max), length: .max)]
  )

  /// Every path of keys in a JSON value; arrays are looked into, not numbered.
  private static func keyPaths(_ value: Any, under prefix: String = "") -> Set<String> {
    if let object = value as? [String: Any] {
      return object.reduce(into: []) { paths, entry in
        let path = prefix + "." + entry.key
        paths.formUnion(keyPaths(entry.value, under: path).union([path]))
      }
    }
    guard let array = value as? [Any] else { return [] }
    return array.reduce(into: []) { $0.formUnion(keyPaths($1, under: prefix)) }
  }

  @Test
  func `a finding comes back from its JSON as it was`() throws {
    let json = try JSONEncoder().encode(Self.sample)
    #expect(try JSONDecoder().decode(Finding.self, from: json) == Self.sample)
  }

  @Test
  func `the JSON has every key of the contract`() throws {
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(Self.sample))
    let wanted = try JSONSerialization.jsonObject(with: Data(Self.contract.utf8))
    let missing = Self.keyPaths(wanted).subtracting(Self.keyPaths(json))
    #expect(missing.isEmpty, "\(missing.sorted())")
    let object = try #require(json as? [String: Any])
    #expect(object["schema"] as? String == "rollcall.finding/1")
    #expect(object["first_seen"] as? String == "2026-03-02T07:12:09.120Z")
    #expect(object["pattern"] as? String == "single-source")
  }

  @Test
  func `values of the contract are of the kinds it shows`() throws {
    let json = try #require(
      try JSONSerialization.jsonObject(with: JSONEncoder().encode(Self.sample)) as? [String: Any]
    )
    let wanted = try #require(
      try JSONSerialization.jsonObject(with: Data(Self.contract.utf8)) as? [String: Any]
    )
    for (key, value) in wanted {
      let ours = try #require(json[key], "\(key)")
      #expect((value is String) == (ours is String), "\(key)")
      #expect((value is NSNumber) == (ours is NSNumber), "\(key)")
      #expect((value is [Any]) == (ours is [Any]), "\(key)")
    }
  }

  @Test
  func `names of patterns and stages are those of the contract`() {
    let patterns: [Finding.Pattern] = [
      .singleSource, .distributed, .sourceFree, .followOn, .canary,
    ]
    #expect(
      patterns.map(\.rawValue) == [
        "single-source", "distributed", "source-free", "follow-on", "canary",
      ]
    )
    #expect(Finding.Stage.Kind.passwordSpray.rawValue == "password-spray")
    #expect(Finding.Stage.Kind.accountTakeover.rawValue == "account-takeover")
    #expect(TechniqueID.passwordSpraying.rawValue == "T1110.003")
    #expect(TechniqueID.validAccounts.rawValue == "T1078")
  }

  @Test
  func `a diagnostic names its place as editors jump to it`() {
    #expect(Diagnostic(file: "a.log", line: 7, message: "broken").text == "a.log:7: broken")
    #expect(Diagnostic(file: "a.log", message: "is empty").text == "a.log: is empty")
  }
}
