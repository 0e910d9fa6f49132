import Foundation
import GRDB
import Model
import Testing

@testable import WorkspaceStore

struct LearnedTests {
  private let directory: TemporaryDirectory
  private let workspace: Workspace
  private static let now = Timestamp(year: 2026, month: 11, day: 28)

  init() throws {
    directory = try TemporaryDirectory()
    workspace = try Workspace(directory: directory.path)
  }

  private static func report(_ number: Int, _ text: String, _ claims: [Claim]) -> NewReport {
    let digits = String(number, radix: 16)
    return NewReport(
      sha256: String(repeating: "0", count: 64 - digits.count) + digits,
      name: "r\(number).txt",
      format: "text",
      original: Array(text.utf8),
      text: ReportText(
        title: "Report \(number)",
        bytes: Array(text.utf8),
        sections: [.init(kind: .mitigation, range: 0..<text.utf8.count)],
        wasCut: false
      ),
      claims: claims,
      sketch: [UInt32](repeating: UInt32(number), count: 128),
      nearDuplicateOf: nil,
      reliability: .unknown,
      trafficLight: .amber,
      addedAt: now,
      toolVersion: "0"
    )
  }

  private static func claim(
    _ kind: Claim.Kind,
    _ subject: String,
    _ detail: String = "",
    span: Range<Int> = 0..<4,
    method: Claim.Method = .pattern,
    explanation: String = ""
  ) -> Claim {
    Claim(
      kind: kind,
      subject: subject,
      detail: detail,
      method: method,
      score: 0.5,
      span: span,
      explanation: explanation
    )
  }

  /// A report's id has no digit but 0 in its first 16: they are told apart by text and title.
  private func add(_ number: Int, _ text: String, _ claims: [Claim]) throws -> String {
    var report = Self.report(number, text, claims)
    report.sha256 = String(report.sha256.reversed())
    #expect(try workspace.addReport(report))
    return report.id
  }

  @Test
  func `a ranked claim and its reason are kept, and so is the kind of a section`() throws {
    let claim = Self.claim(
      .technique,
      "T1113",
      method: .ranked,
      explanation: "nearest procedure of G0001: took screenshots"
    )
    let id = try add(1, "They took screenshots.", [claim])
    let stored = try workspace.report(id: id)
    #expect(stored.claims.map(\.claim) == [claim])
    #expect(stored.text.sections.map(\.kind) == [.mitigation])
  }

  @Test
  func `claims are searched with what matched marked, and rejected ones are not found`() throws {
    let id = try add(
      1,
      "Text of it",
      [
        Self.claim(.indicator, "45.77.1.2", "ipv4"),
        Self.claim(.technique, "T1113", method: .ranked, explanation: "took screenshots"),
      ]
    )
    let hit = try #require(try workspace.searchClaims("45.77.1.2").first)
    #expect(hit.report == id)
    #expect(hit.words.filter(\.isMatch).map(\.text) == ["45.77.1.2"])
    let reason = try #require(try workspace.searchClaims("screenshots").first)
    #expect(reason.subject == "T1113")
    #expect(reason.words.last == .init(text: "screenshots", isMatch: true))
    try workspace.decide(claim: hit.claim, ofReport: id, .rejected, by: "ann", at: Self.now)
    #expect(try workspace.searchClaims("45.77.1.2").isEmpty)
    #expect(try workspace.searchClaims("").isEmpty)
    #expect(try workspace.searchClaims("\" OR *").isEmpty)
  }

  @Test
  func `findings are searched by source, client, account and technique`() throws {
    try workspace.recordScan(
      .sample(),
      findings: [.sample(sources: ["203.0.113.7"], confirmed: ["ada.lovelace@corp.example"])]
    )
    for words in ["203.0.113.7", "curl/8.5", "lovelace", "T1589.002", "ada corp.example"] {
      let hit = try #require(try workspace.searchFindings(words).first, "\(words)")
      #expect(hit.excerpt.contains { $0.isMatch })
    }
    #expect(try workspace.searchFindings("203.0.113.8").isEmpty)
    #expect(try workspace.searchFindings("nobody").isEmpty)
  }

  @Test
  func `addresses, networks, systems and clients of a finding are named by reports`() throws {
    var finding = Finding.sample(sources: ["203.0.113.7", "198.51.100.9"])
    finding.sources[1].asn = 64500
    try workspace.recordScan(.sample(), findings: [finding])
    let id = try add(
      1,
      "Text of it",
      [
        Self.claim(.indicator, "203.0.113.7", "ipv4"),
        Self.claim(.indicator, "198.51.100.0/24", "ipv4"),
        Self.claim(.indicator, "AS64500", "asn"), Self.claim(.indicator, "curl/8.5", "user-agent"),
        Self.claim(.indicator, "203.0.112.0/24", "ipv4"),
      ]
    )
    _ = try add(2, "Other text", [Self.claim(.indicator, "203.0.113.7", "ipv4")])
    let named = try workspace.findings(namedBy: id)
    #expect(
      named.list.map { "\($0.kind.rawValue) \($0.value) \($0.reportCount)" } == [
        "client curl/8.5 1", "network 198.51.100.9 1", "system AS64500 1",
        "address 203.0.113.7 2",
      ]
    )
    #expect(try workspace.reports(namingFinding: finding.id).list.count == 5)
  }

  @Test
  func `models are kept side by side, newest first`() throws {
    for card in ["{\"a\":1}", "{\"a\":2}"] {
      try workspace.addModel([1, 2], card: card, trainedAt: Self.now, toolVersion: "0")
    }
    #expect(try workspace.models().map(\.version) == [2, 1])
    #expect(try workspace.models().first?.card == "{\"a\":2}")
    #expect(try workspace.modelBytes(version: 1) == [1, 2])
    #expect(try workspace.modelBytes(version: 3) == nil)
  }

  @Test
  func `judged claims come with the words around them, the last verdict counting`() throws {
    let text = "It rained. They took a screenshot of it. Done."
    let id = try add(1, text, [Self.claim(.technique, "T1113", span: 23..<33)])
    #expect(try workspace.judgedSpans().isEmpty)
    let number = try #require(try workspace.report(id: id).claims.first?.number)
    for verdict in [Claim.Verdict.accepted, .rejected] {
      try workspace.decide(claim: number, ofReport: id, verdict, by: "ann", at: Self.now)
    }
    let judged = try #require(try workspace.judgedSpans().first)
    #expect(!judged.isAccepted)
    #expect(String(decoding: judged.text[judged.span], as: UTF8.self) == "screenshot")
  }

  @Test
  func `values of reports come once each, without rejected ones`() throws {
    let hash = Self.claim(.indicator, "aa", "md5")
    let id = try add(
      1,
      "Text of it",
      [
        hash, Self.claim(.indicator, "aa", "md5", span: 5..<7),
        Self.claim(.actor, "G0016", "APT29"),
      ]
    )
    let number = try #require(try workspace.report(id: id).claims.first { $0.claim.kind == .actor })
    #expect(try workspace.reportValues().first?.values.map(\.subject) == ["G0016", "aa"])
    try workspace.decide(claim: number.number, ofReport: id, .rejected, by: "a", at: Self.now)
    #expect(try workspace.reportValues().first?.values.map(\.subject) == ["aa"])
  }

  @Test
  func `a workspace of before keeps its claims, verdicts and sections, and can be searched`() throws
  {
    let queue = try DatabaseQueue()
    try Schema.migrator.migrate(queue, upTo: "declared traffic")
    try queue.write { database in
      try database.execute(
        sql: """
          INSERT INTO report VALUES (7, 'rp-1', zeroblob(32), 'n', 't', 'text', 0, '0', 'F', 'red', 0,
            NULL, zeroblob(512), 'words');
          INSERT INTO report_section VALUES (7, 0, 'paragraph', 0, 5);
          INSERT INTO claim VALUES (3, 7, 'indicator', '45.77.1.2', 'ipv4', 'pattern', 0.5, 0, 5);
          INSERT INTO verdict VALUES (9, 3, 'accepted', 'ann', 1);
          """
      )
    }
    try Schema.migrator.migrate(queue)
    try queue.read { database in
      let claim = try Row.fetchOne(
        database,
        sql: """
          SELECT claim.number, subject, verdict, explanation FROM claim JOIN verdict ON claim = claim.number
          """
      )
      #expect(claim?["number"] == 3)
      #expect(claim?["verdict"] == "accepted")
      #expect(claim?["explanation"] == "")
      #expect(try Int.fetchOne(database, sql: "SELECT count(*) FROM report_section") == 1)
      let found = try Int.fetchOne(
        database,
        sql: "SELECT rowid FROM claim_words WHERE claim_words MATCH '\"45.77.1.2\"'"
      )
      #expect(found == 3)
      #expect(try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") == nil)
    }
  }
}
