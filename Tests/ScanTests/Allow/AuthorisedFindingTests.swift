import Foundation
import Model
import Scan
import Testing

struct AuthorisedFindingTests {
  private static func scan(_ lines: [String], allow rows: String...) async throws -> ScanResult {
    let folder = try ScanFolder()
    let log = try folder.write(lines, to: "auth.log")
    let header = "source\tname\tservice\tfrom\texpires\towner\treason"
    let table = ([header] + rows).joined(separator: "\n")
    let rules = try AllowFile.read(Array(table.utf8), file: "allow.tsv")
    return try await ScanFolder.scan([log]) { $0.allow = AllowList(rules) }
  }

  private static let twoCalls =
    Line.rollCall("203.0.113.7") + Line.rollCall("203.0.113.8", hour: "09")

  @Test
  func `a declared source's finding is kept, marked, and stands behind the others`() async throws {
    let bare = try await Self.scan(Self.twoCalls)
    let result = try await Self.scan(
      Self.twoCalls,
      allow: "203.0.113.7\t\tsshd\t\t2026-03-03\tSOC\tweekly scan"
    )
    #expect(bare.openCount == 2)
    #expect(result.openCount == 1)
    #expect(result.findings.map { $0.sources[0].ip } == ["203.0.113.8", "203.0.113.7"])
    let authorised = try #require(result.findings.last)
    #expect(authorised.authorisedBy?.owner == "SOC")
    #expect(authorised.authorisedBy?.entry.hasPrefix("allow-") == true)
    let plain = try #require(bare.findings.first { $0.id == authorised.id })
    #expect(authorised.evidence.map(\.sha256) == plain.evidence.map(\.sha256))
    #expect(authorised.score == plain.score)
  }

  @Test(arguments: [
    ("203.0.113.0/24\t\t\t\t2026-03-03\tSOC\tscan", 0),
    ("203.0.113.0/29\t\t\t\t2026-03-03\tSOC\tscan", 1),
    ("\tguess*\t\t\t2026-03-03\tSOC\tscan", 0),
    // One of the names does not fit.
    ("\tguess1*\t\t\t2026-03-03\tSOC\tscan", 2),
    ("203.0.113.0/24\t\tdovecot\t\t2026-03-03\tSOC\tscan", 2),
    // The last probe came at 09:19:09, the first at 07:00:09.
    ("203.0.113.0/24\t\t\t\t2026-03-02T09:19:10Z\tSOC\tscan", 0),
    ("203.0.113.0/24\t\t\t\t2026-03-02T09:19:09Z\tSOC\tscan", 1),
    ("203.0.113.0/24\t\t\t2026-03-02T07:00:09Z\t2026-03-03\tSOC\tscan", 0),
    ("203.0.113.0/24\t\t\t2026-03-02T07:00:10Z\t2026-03-03\tSOC\tscan", 1),
  ])
  func `an entry covers a finding wholly or not at all, by the time of its events`(
    row: String,
    open: Int
  ) async throws {
    #expect(try await Self.scan(Self.twoCalls, allow: row).openCount == open)
  }

  @Test
  func `two entries that each cover a part do not authorise the whole`() async throws {
    let result = try await Self.scan(
      Line.rollCall("203.0.113.7"),
      allow: "203.0.113.7\t\t\t\t2026-03-02T07:10:00Z\tSOC\tscan",
      "203.0.113.7\t\t\t2026-03-02T07:10:00Z\t2026-03-03\tSOC\tscan"
    )
    #expect(result.openCount == 1)
  }

  @Test
  func `a stranger who works the scanner's list with it is not covered by its entry`() async throws
  {
    let together = Line.rollCall("203.0.113.7") + Line.rollCall("203.0.113.8")
    let row = "203.0.113.7\t\t\t\t2026-03-03\tSOC\tscan"
    let result = try await Self.scan(together, allow: row)
    let open = result.findings.filter { $0.status == nil }.flatMap(\.sources).map(\.ip)
    #expect(open.contains("203.0.113.8"))
  }
}
