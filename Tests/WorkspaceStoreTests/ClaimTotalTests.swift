import GRDB
import Model
import Testing

@testable import WorkspaceStore

/// Totals of claims that triggers keep, against the same asked of the verdicts.
struct ClaimTotalTests {
  private let directory: TemporaryDirectory
  private let workspace: Workspace

  init() throws {
    directory = try TemporaryDirectory()
    workspace = try Workspace(directory: directory.path)
  }

  private static func report(_ number: Int, subjects: [String]) -> NewReport {
    let digits = String(number, radix: 16)
    return NewReport(
      // The first 16 make the id.
      sha256: String(repeating: "0", count: 16 - digits.count) + digits
        + String(repeating: "0", count: 48),
      name: "\(number).txt",
      format: "text",
      original: [],
      text: ReportText(
        title: "Report \(number)",
        bytes: Array(repeating: UInt8(ascii: "x"), count: 100),
        sections: [],
        wasCut: false
      ),
      claims: subjects.enumerated().map { place, subject in
        Claim(
          kind: subject.hasPrefix("T") ? .technique : .indicator,
          subject: subject,
          detail: "",
          method: .name,
          score: 1,
          span: place..<place + 1
        )
      },
      sketch: Array(repeating: 0, count: 128),
      nearDuplicateOf: nil,
      reliability: .unknown,
      trafficLight: .clear,
      addedAt: Timestamp(millisecondsSince1970: 0),
      toolVersion: ""
    )
  }

  @Test
  func `totals follow every verdict, also one that takes another back`() throws {
    var random = SeededGenerator(seed: 3)
    let subjects = ["T1", "T2", "T3", "203.0.113.1", "203.0.113.2"]
    for number in 1...20 {
      let claimed = (0..<8).map { _ in random.pick(subjects) }
      #expect(try workspace.addReport(Self.report(number, subjects: claimed)))
    }
    let reports = try workspace.reports().map(\.id)
    for _ in 0..<200 {
      let report = random.pick(reports)
      let claim = random.pick(try workspace.report(id: report).claims).number
      let verdict = random.pick(Claim.Verdict.allCases)
      try workspace.decide(
        claim: claim,
        ofReport: report,
        verdict,
        by: "Ada",
        at: Timestamp(millisecondsSince1970: 0)
      )
    }
    try expectTotalsHold()
    for subject in subjects {
      let naming = try workspace.places(naming: subject, limit: 1_000)
      let reports = try workspace.reports(claiming: subject).map(\.id)
      #expect(Set(naming.map(\.report)) == Set(reports), "\(subject)")
      #expect(reports == reports.sorted().reversed() || reports.count > 9, "newest first")
    }
    try workspace.pool.write { try $0.execute(sql: "DELETE FROM report WHERE number % 2 = 0") }
    try expectTotalsHold()
    try workspace.verify()
  }

  private func expectTotalsHold() throws {
    try workspace.pool.read { database in
      let kept = try Row.fetchAll(
        database,
        sql: "SELECT kind, subject, reports FROM subject_total WHERE reports > 0 ORDER BY 1, 2"
      )
      let counted = try Row.fetchAll(
        database,
        sql: """
          SELECT kind, subject, count(DISTINCT report) AS reports FROM claim
          WHERE \(Workspace.lastVerdict) <> 'rejected' GROUP BY kind, subject ORDER BY 1, 2
          """
      )
      #expect(kept == counted)
    }
  }

  @Test(arguments: ["x\0y", "\0", "\"x", "x AND", "NEAR(x", "*", "title:x", "\u{feff}x"])
  func `any text can be searched for`(query: String) throws {
    _ = try workspace.addReport(Self.report(1, subjects: []))
    #expect(try workspace.searchReports(query).count <= 1)
  }

  @Test
  func `reports come in pages, the last taken in first`() throws {
    for number in 1...7 {
      _ = try workspace.addReport(Self.report(number, subjects: number % 2 == 0 ? ["T1"] : []))
    }
    let all = try workspace.reports().map(\.name)
    #expect(all == (1...7).reversed().map { "\($0).txt" })
    var last: String?
    var paged: [String] = []
    repeat {
      let page = try workspace.reports(limit: 3, after: last)
      paged += page.map(\.name)
      last = page.last?.id
    } while last != nil
    #expect(paged == all)
    let first = try #require(try workspace.reports(claiming: "T1", limit: 2).last)
    #expect(try workspace.reports(claiming: "T1", after: first.id).map(\.name) == ["2.txt"])
    #expect(try workspace.reports(after: "rp-none").isEmpty)
    #expect(try workspace.countReports() == 7)
  }
}
