import Foundation
import Model
import Scan
import Testing

struct CanaryTests {
  private static func entry(
    _ name: String,
    kind: String = "D",
    since: Timestamp? = nil,
    until: Timestamp? = nil
  ) throws -> CanaryEntry {
    try CanaryEntry(
      name: name,
      kind: kind,
      channel: "backup share",
      owner: "SOC",
      since: since,
      until: until
    )
  }

  private static func scan(_ lines: [String], _ entries: CanaryEntry...) async throws -> ScanResult
  {
    let folder = try ScanFolder()
    let log = try folder.write(lines, to: "auth.log")
    return try await ScanFolder.scan([log]) { $0.canaries = CanaryList(entries) }
  }

  private static let oneTouch = [
    Line.signIn("anna", from: "198.51.100.1", at: "2026-03-02T07:00:00Z"),
    Line.miss("nora.quill", from: "203.0.113.9", at: "2026-03-02T08:00:00Z"),
  ]

  @Test
  func `one touch is a finding that names what leaked`() async throws {
    #expect(try await Self.scan(Self.oneTouch).findings.isEmpty)
    let result = try await Self.scan(Self.oneTouch, Self.entry("nora.quill"))
    let finding = try #require(result.findings.first)
    #expect(result.findings.count == 1)
    #expect(finding.pattern == .canary)
    #expect(finding.canaries?.map(\.channel) == ["backup share"])
    #expect(finding.sources.map(\.ip) == ["203.0.113.9"])
    #expect(finding.accounts.absent == 1)
    #expect(finding.accounts.probed == 1)
    #expect(finding.score.expectedFalseFindings == 0)
    #expect(finding.evidence.count == 1)
    #expect(FindingHeadline.text(finding).contains("tried 1 canary name"))
    #expect(FindingTable(width: 200).text(of: finding).contains("backup share"))
  }

  @Test
  func `a list that holds a canary is marked, and the touch stands beside it`() async throws {
    var lines = Line.rollCall("203.0.113.7")
    lines.append(Line.miss("nora.quill", from: "203.0.113.7", at: "2026-03-02T07:10:30Z"))
    let result = try await Self.scan(lines, Self.entry("nora.quill"))
    #expect(result.findings.map(\.pattern) == [.canary, .singleSource])
    #expect(result.findings.allSatisfy { $0.canaries?.first?.name == "nora.quill" })
    let other = try await Self.scan(lines, Self.entry("someone.else"))
    #expect(other.findings.map(\.canaries) == [nil])
  }

  @Test
  func `many sources that ask for one canary make one finding`() async throws {
    let lines = (1...5).map {
      Line.miss("nora.quill", from: "203.0.113.\($0)", at: "2026-03-02T0\($0):00:00Z")
    }
    let result = try await Self.scan(lines, Self.entry("nora.quill@corp.example"))
    #expect(result.findings.count == 1)
    #expect(result.findings[0].sources.count == 5)
    #expect(result.findings[0].accounts.absent == 1)
  }

  @Test(arguments: [
    ("2026-03-02T08:00:00.000Z", nil as String?, true), ("2026-03-02T08:00:01.000Z", nil, false),
    ("2026-03-01T00:00:00.000Z", "2026-03-02T08:00:00.000Z", false),
    ("2026-03-01T00:00:00.000Z", "2026-03-02T08:00:01.000Z", true),
  ])
  func `a canary counts from its begin to its end`(
    since: String,
    until: String?,
    isTouched: Bool
  ) async throws {
    let entry = try Self.entry(
      "nora.quill",
      since: Timestamp(rfc3339: since),
      until: until.flatMap { Timestamp(rfc3339: $0) }
    )
    let result = try await Self.scan(Self.oneTouch, entry)
    #expect(result.findings.isEmpty != isTouched)
  }

  @Test
  func `a canary of another domain is not touched by a name of ours`() async throws {
    let lines = [
      Line.miss("nora.quill@corp.example", from: "203.0.113.9", at: "2026-03-02T08:00:00Z")
    ]
    #expect(try await Self.scan(lines, Self.entry("nora.quill@other.example")).findings.isEmpty)
    #expect(try await Self.scan(lines, Self.entry("nora.quill")).findings.count == 1)
  }

  @Test
  func `a table is read back as it was written, and a wrong line is named`() throws {
    let entries = [try Self.entry("a.b"), try Self.entry("c.d", kind: "e")]
    let bytes = Array(CanaryFile.table(entries).utf8)
    #expect(try CanaryFile.read(bytes, file: "canaries.tsv") == entries)
    let wrong = "name\tclass\tchannel\towner\nx.y\tF\tweb\tSOC\n"
    let error = #expect(throws: TableError.self) {
      try CanaryFile.read(Array(wrong.utf8), file: "canaries.tsv")
    }
    #expect(error?.place.line == 2)
  }

  @Test
  func `planned names follow the company's template and are far from every account`() throws {
    let accounts = (0..<60).map { "given\($0 % 7)x.surname\($0)y@corp.example" } + ["root"]
    var plan = CanaryPlan(accounts: accounts.sorted(), seed: 4)
    let entries = try plan.entries(ofEach: 3, owner: "SOC", since: nil)
    #expect(plan.template == .firstDotLast)
    #expect(entries.count == 15)
    #expect(Set(entries.map(\.name)).count == 15)
    #expect(entries.allSatisfy { $0.name.hasSuffix("@corp.example") })
    let twins = entries.filter { $0.kind == .templateTwin }
    #expect(
      twins.allSatisfy { $0.name.firstIndex(of: ".") == $0.name.index(after: $0.name.startIndex) }
    )
    let bait = entries.filter { $0.kind == .alphabet }.map { $0.name.prefix(1) }
    #expect(bait[0] == "a")
    #expect(bait[1] == "l" || bait[1] == "m")
    var again = CanaryPlan(accounts: accounts.sorted(), seed: 4)
    #expect(try again.entries(ofEach: 3, owner: "SOC", since: nil) == entries)
  }

  @Test
  func `a planned name is nobody's, nor a slip of somebody's`() throws {
    // Everybody there could be but for one surname.
    let free = NameMaker(accounts: ["abel.abegg"])
    #expect(!free.isFree("abel.abegg"))
    #expect(!free.isFree("abel.abeg"))
    #expect(!free.isFree("abel.abgeg"))
    #expect(free.isFree("zoe.zangger"))
  }
}
