import GRDB
import GRDBSQLite
import Model
import Testing

@testable import WorkspaceStore

/// What reports name of findings, and what asking for it costs.
struct NamedFindingTests {
  private let directory: TemporaryDirectory
  private let workspace: Workspace
  private static let now = Timestamp(year: 2026, month: 11, day: 28)

  init() throws {
    directory = try TemporaryDirectory()
    workspace = try Workspace(directory: directory.path)
  }

  private func add(_ number: Int, _ subjects: [String]) throws -> String {
    let digits = String(number, radix: 16)
    let report = NewReport(
      // The first 16 make the id.
      sha256: String(repeating: "0", count: 16 - digits.count) + digits
        + String(repeating: "0", count: 48),
      name: "\(number).txt",
      format: "text",
      original: [],
      text: ReportText(
        title: "Report \(number)",
        bytes: Array(repeating: UInt8(ascii: "x"), count: 1_000),
        sections: [],
        wasCut: false
      ),
      claims: subjects.enumerated().map { place, subject in
        Claim(
          kind: .indicator,
          subject: subject,
          detail: "ipv4",
          method: .pattern,
          score: 0.9,
          span: place..<place + 1
        )
      },
      sketch: [UInt32](repeating: UInt32(number), count: 128),
      nearDuplicateOf: nil,
      reliability: .unknown,
      trafficLight: .amber,
      addedAt: Self.now,
      toolVersion: "0"
    )
    #expect(try workspace.addReport(report))
    return report.id
  }

  private func scan(_ findings: [Finding], id: String = "scan-1") throws {
    try workspace.recordScan(.sample(id: id), findings: findings)
  }

  @Test
  func `a client that several findings have is kept once, and found in each`() throws {
    try scan([
      .sample(id: Finding.id(1), sources: ["203.0.113.1"]),
      .sample(id: Finding.id(2), sources: ["203.0.113.2"]),
    ])
    let traits = try workspace.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM trait") }
    #expect(traits == 1)
    let report = try add(1, ["curl/8.5"])
    let named = try workspace.findings(namedBy: report)
    #expect(named.list.map(\.finding) == [Finding.id(1), Finding.id(2)])
    #expect(named.list.allSatisfy { $0.kind == .client && $0.reportCount == 1 })
    #expect(!named.isCut)
  }

  @Test
  func `a finding that another took the place of is not named by a report, and asked itself it is`()
    throws
  {
    try scan([.sample(id: Finding.id(1))])
    try workspace.pool.write {
      try $0.execute(
        sql:
          "INSERT INTO finding SELECT 99, 'rc-x', technique, pattern, first_seen_ms, last_seen_ms,"
          + " detected_at_ms, services, first_source, source_count, probes, absent_count,"
          + " present_count, confirmed_count, stage_count, evidence_count, log10_e,"
          + " expected_false_findings, NULL, content FROM finding"
      )
      try $0.execute(
        sql: "UPDATE finding SET superseded_by = 99 WHERE id = ?",
        arguments: [Finding.id(1)]
      )
    }
    let report = try add(1, ["203.0.113.7", "curl/8.5"])
    #expect(try workspace.findings(namedBy: report).list.map(\.finding) == ["rc-x"])
    #expect(try workspace.reports(namingFinding: Finding.id(1)).list.count == 2)
  }

  @Test
  func `a rejected indicator names nothing, and does not count`() throws {
    try scan([.sample()])
    let reports = try [add(1, ["203.0.113.7"]), add(2, ["203.0.113.7"])]
    let claim = try #require(try workspace.report(id: reports[0]).claims.first)
    try workspace.decide(
      claim: claim.number,
      ofReport: reports[0],
      .rejected,
      by: "ann",
      at: Self.now
    )
    #expect(try workspace.findings(namedBy: reports[0]).list.isEmpty)
    #expect(try workspace.findings(namedBy: reports[1]).list.map(\.reportCount) == [1])
  }

  @Test
  func `a list that is too long is cut, and says so`() throws {
    let addresses = (0..<250).map { "203.0.113.\($0)" }
    try scan([.sample(sources: addresses)])
    let report = try add(1, addresses)
    let (from, to) = (
      try workspace.findings(namedBy: report),
      try workspace.reports(namingFinding: Finding.sample().id)
    )
    for named in [from, to] {
      #expect(named.list.count == NamedFindings.most)
      #expect(named.isCut)
    }
  }

  @Test(arguments: [
    ("198.51.100.0/24", "198.51.100.9"), ("198.51.96.0/20", "198.51.100.9"),
    ("198.51.100.8/29", "198.51.100.9"), ("198.51.100.9/32", "198.51.100.9"),
    ("198.0.0.0/8", "198.51.100.9"), ("2001:db8::/32", "2001:db8::7"),
    ("2001:db8:0:1::/64", "2001:db8:0:1::7"), ("2001:db8:8000::/33", "2001:db8:8000:1:2:3:4:5"),
  ])
  func `a source is found in a network from either end`(network: String, address: String) throws {
    try scan([.sample(sources: [address, "192.0.2.1"])])
    let report = try add(1, [network, "10.0.0.0/9"])
    for named in [
      try workspace.findings(namedBy: report),
      try workspace.reports(namingFinding: Finding.sample().id),
    ] {
      #expect(named.list.map(\.value) == [address])
      #expect(named.list.map(\.indicator) == [network])
      #expect(named.list.map(\.kind) == [.network])
    }
  }

  @Test(arguments: ["0.0.0.0/0", "128.0.0.0/1", "::/0", "2000::/3"])
  func `a network of a share of the world names nothing`(network: String) throws {
    try scan([.sample(sources: ["198.51.100.9", "2001:db8::7"])])
    let report = try add(1, [network])
    #expect(try workspace.findings(namedBy: report).list.isEmpty)
    #expect(try workspace.reports(namingFinding: Finding.sample().id).list.isEmpty)
  }

  /// Against the comparison of the bits, on random networks with addresses in and beside them.
  @Test
  func `every address of a network is spelled as its ranges say`() {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<20_000 {
      let isIPv4 = Bool.random(using: &random)
      // Zeros, which IPv6 leaves out, are as frequent as in addresses of people.
      func part() -> UInt64 {
        Bool.random(using: &random) ? 0 : .random(in: 0...0xffff, using: &random)
      }
      let (high, low) = (
        (0..<4).reduce(UInt64(0)) { whole, _ in whole << 16 | part() },
        (0..<4).reduce(UInt64(0)) { whole, _ in whole << 16 | part() }
      )
      let address =
        isIPv4
        ? IPAddress(ipv4: UInt32(truncatingIfNeeded: high | low)) : IPAddress(high: high, low: low)
      let bits =
        isIPv4 ? Int.random(in: 104...128, using: &random) : .random(in: 16...128, using: &random)
      let network = AddressRange(around: address, prefixBits: bits)
      let ranges = NetworkSpelling(of: network).ranges
      if ranges.isEmpty { continue }
      let text = address.description
      #expect(ranges.contains { $0.from <= text && text < $0.to }, "\(text) in \(network)")
      #expect(ranges.count <= 128)
    }
  }

  @Test
  func `findings of a workspace of before get their traits`() throws {
    let queue = try DatabaseQueue()
    try Schema.migrator.migrate(queue, upTo: "baselines")
    try queue.write { database in
      try database.execute(
        sql: """
          INSERT INTO finding VALUES (7, 'rc-7', 'T1589.002', 'distributed', 0, 1, 1, 'sshd', '', 2, 9, 9,
            0, 0, 0, 0, 3, 0, NULL,
            '{"clients":["curl/8.5","","Go"],"sources":[{"ip":"a","asn":64500},{"ip":"b"}]}')
          """
      )
    }
    try Schema.migrator.migrate(queue)
    let traits = try queue.read { database in
      try String.fetchAll(
        database,
        sql:
          "SELECT kind || ' ' || value FROM finding_trait JOIN trait ON number = trait ORDER BY 1"
      )
    }
    #expect(traits == ["client Go", "client curl/8.5", "system AS64500"])
  }

  /// Steps of SQLite's machine that `body` takes, on the connection that reads.
  private func steps(_ body: () throws -> Void) throws -> Int {
    final class Counter { var hundreds = 0 }
    let counter = Counter()
    let pointer = Unmanaged.passUnretained(counter).toOpaque()
    // One thread reads, so the pool gives it the same connection each time.
    try workspace.pool.read { database in
      sqlite3_progress_handler(
        database.sqliteConnection,
        100,
        { pointer in
          pointer.map { Unmanaged<Counter>.fromOpaque($0).takeUnretainedValue().hundreds += 1 }
          return 0
        },
        pointer
      )
    }
    defer {
      // The handler must not outlive the counter.
      try? workspace.pool.read { sqlite3_progress_handler($0.sqliteConnection, 0, nil, nil) }
    }
    try body()
    return counter.hundreds * 100
  }

  @Test
  func `tying a report to findings costs the same however many reports and findings there are`()
    throws
  {
    var reports: [String] = []
    func grow(to count: Int) throws {
      var findings: [Finding] = []
      for number in reports.count..<count {
        let own = (0..<30).map { "10.\(number / 200).\(number % 200).\($0)" }
        let shared = ["198.51.\(number % 250).0/24", "AS\(64_500 + number)", "tool/\(number)"]
        reports.append(try add(number, own + shared))
        var finding = Finding.sample(
          id: Finding.id(number),
          sources: [own[0], "192.0.2.\(number % 250)"]
        )
        finding.sources[0].asn = UInt32(64_500 + number)
        finding.clients = ["tool/\(number)"]
        findings.append(finding)
      }
      try scan(findings, id: "scan-\(count)")
    }
    func costOfTwenty() throws -> Int {
      try steps { for report in reports.prefix(20) { _ = try workspace.findings(namedBy: report) } }
    }
    try grow(to: 20)
    #expect(
      try workspace.findings(namedBy: reports[3]).list.map(\.kind) == [.address, .client, .system]
    )
    let few = try costOfTwenty()
    try grow(to: 400)
    let many = try costOfTwenty()
    #expect(few > 2_000)
    #expect(Double(many) < 1.2 * Double(few), "\(few) steps became \(many)")
  }

  @Test
  func `values of all reports are read in one pass over their claims`() throws {
    func grow(from first: Int, to count: Int) throws {
      for number in first..<count {
        _ = try add(number, (0..<20).map { "10.0.\(number % 250).\($0)" })
      }
    }
    try grow(from: 0, to: 50)
    let few = try steps { _ = try workspace.reportValues() }
    try grow(from: 50, to: 200)
    let many = try steps { _ = try workspace.reportValues() }
    #expect(Double(many) < 4.4 * Double(few), "\(few) steps became \(many)")
  }
}
