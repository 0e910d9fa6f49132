import Model
import Testing
import WorkspaceStore

struct ListTests {
  private let directory: TemporaryDirectory
  private let workspace: Workspace

  init() throws {
    directory = try TemporaryDirectory()
    workspace = try Workspace(directory: directory.path)
  }

  /// Findings 1 to `count`, each with its own evidence, and day, probes and strength by its number.
  private func record(_ count: Int) throws {
    let findings = (1...count).map { number in
      Finding.sample(
        id: Finding.id(number),
        lastSeen: Timestamp(year: 2026, month: 3, day: 2 + number),
        probes: 1000 - number,
        sources: ["203.0.113.\(number)"],
        confirmed: number.isMultiple(of: 2) ? ["Name\(number)@corp.example"] : [],
        log10E: Double(number % 3) + 0.1,
        evidence: Evidence.samples(2, file: "\(number).log")
      )
    }
    try workspace.recordScan(.sample(), findings: findings)
  }

  private func ids(
    _ filter: FindingFilter = FindingFilter(),
    by order: FindingOrder = .latest
  ) throws -> [Int] {
    try workspace.findings(matching: filter, by: order).findings.map { try Self.number(of: $0.id) }
  }

  private static func number(of id: String) throws -> Int {
    try #require(Int(id.dropFirst(3), radix: 16))
  }

  @Test
  func `a list shows what its order says`() throws {
    try record(5)
    #expect(try ids(by: .latest) == [5, 4, 3, 2, 1])
    #expect(try ids(by: .largest) == [1, 2, 3, 4, 5])
    #expect(try ids(by: .strongest) == [5, 2, 4, 1, 3])
  }

  @Test(arguments: FindingOrder.allCases)
  func `pages follow each other without a gap or a repeat`(order: FindingOrder) throws {
    try record(20)
    let whole = try ids(by: order)
    var paged: [Int] = []
    var cursor: FindingCursor?
    repeat {
      let page = try workspace.findings(by: order, limit: 3, after: cursor)
      #expect(page.findings.count == (page.next == nil ? 2 : 3))
      paged += try page.findings.map { try Self.number(of: $0.id) }
      // Through its text, as a link would carry it.
      cursor = page.next.flatMap { FindingCursor(text: $0.text) }
      #expect(cursor == page.next)
    } while cursor != nil
    #expect(paged == whole)
  }

  @Test(arguments: ["", "latest", "latest.zz.rc-1", "newest.0.rc-1", "latest.7ff0000000000000.x"])
  func `a cursor that was tampered with is no cursor`(text: String) {
    #expect(FindingCursor(text: text) == nil)
  }

  @Test
  func `filters narrow a list and its count alike`() throws {
    try record(5)
    let cases: [(FindingFilter, [Int])] = [
      (FindingFilter(source: "203.0.113.4"), [4]),
      (FindingFilter(source: "203.0.113"), []),
      (FindingFilter(account: "name2@CORP.example"), [2]),
      (FindingFilter(since: Timestamp(year: 2026, month: 3, day: 6)), [5, 4]),
      (FindingFilter(until: Timestamp(year: 2026, month: 3, day: 2)), []),
      (FindingFilter(withConfirmedAccounts: true), [4, 2]),
      (FindingFilter(withStages: true), []),
      (FindingFilter(technique: .emailAddresses, pattern: .singleSource), [5, 4, 3, 2, 1]),
      (FindingFilter(pattern: .canary), []),
      (FindingFilter(scanID: "scan-1"), [5, 4, 3, 2, 1]),
      (FindingFilter(scanID: "scan-2"), []),
    ]
    for (filter, expected) in cases {
      #expect(try ids(filter) == expected, "\(filter)")
      #expect(try workspace.countFindings(matching: filter) == expected.count, "\(filter)")
    }
  }

  @Test
  func `a summary tells the figures of its finding`() throws {
    let finding = Finding.sample()
    try workspace.recordScan(.sample(), findings: [finding])
    let summary = try #require(try workspace.findings().findings.first)
    #expect(summary.services == finding.services)
    #expect(summary.firstSource == "203.0.113.7")
    #expect(summary.confirmedCount == 1)
    #expect(summary.evidenceCount == 3)
    #expect(summary.log10E == 7.3)
    #expect(!summary.isSuperseded)
  }

  @Test
  func `an export holds the same findings as the list, in full and in order`() throws {
    try record(5)
    var exported: [Finding] = []
    try workspace.forEachFinding(matching: FindingFilter(withConfirmedAccounts: true)) {
      exported.append($0)
    }
    #expect(exported.map(\.id) == [Finding.id(4), Finding.id(2)])
    #expect(exported.allSatisfy { $0.evidence.count == 2 })
  }

  @Test
  func `an export ends with the error of its reader`() throws {
    struct BrokenPipe: Error {}
    try record(2)
    #expect(throws: BrokenPipe.self) {
      try workspace.forEachFinding { _ in throw BrokenPipe() }
    }
  }

  @Test
  func `the start of an id is enough when it is the only one`() throws {
    let ids = ["rc-ab10", "rc-ab20", "rc-cd30"].map { $0 + String(repeating: "0", count: 28) }
    try workspace.recordScan(
      .sample(),
      findings: ids.map { .sample(id: $0, evidence: Evidence.samples(1, file: $0)) }
    )
    for typed in [ids[2], "rc-cd", "cd", "CD3"] {
      #expect(try workspace.finding(id: typed).finding.id == ids[2])
    }
    #expect(
      throws: WorkspaceError.ambiguousFinding(
        prefix: "rc-ab",
        candidates: [ids[0], ids[1]],
        count: 2
      )
    ) { try workspace.finding(id: "rc-ab") }
    for typed in ["", "rc-", "rc-ef", "ab10'; --", "%"] {
      #expect(throws: WorkspaceError.noSuchFinding(id: typed)) {
        try workspace.finding(id: typed)
      }
    }
  }
}
