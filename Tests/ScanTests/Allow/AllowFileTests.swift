import Model
import Scan
import Testing

struct AllowFileTests {
  private static let header = "source\tname\tservice\tfrom\texpires\towner\treason"

  private static func read(_ lines: String...) throws -> [AllowEntry] {
    let text = lines.joined(separator: "\n")
    return try AllowFile.read(Array(text.utf8), file: "allow.tsv").map(\.entry)
  }

  @Test
  func `a table gives an entry a row, in any order of columns, with comments and blanks`() throws {
    let entries = try Self.read(
      "\u{feff}# our scanners",
      "",
      "owner\treason\texpires\tsource\tclient\r",
      "SOC\tweekly scan\t2026-04-01\t192.0.2.0/24\t-\r",
      "Ann\tmonitor\t2026-04-01T12:30:00Z\t\tprobe/*\r",
      ""
    )
    #expect(entries.map(\.owner) == ["SOC", "Ann"])
    #expect(entries.map(\.source) == ["192.0.2.0/24", nil])
    #expect(entries.map(\.client) == [nil, "probe/*"])
    #expect(
      entries.map(\.expires.rfc3339) == ["2026-04-01T00:00:00.000Z", "2026-04-01T12:30:00.000Z"]
    )
    #expect(Set(entries.map(\.id)).count == 2)
  }

  @Test
  func `the same words have the same id`() throws {
    let line = "192.0.2.7\t-\tsshd\t-\t2026-04-01\tSOC\tscan"
    let ids = try Self.read(Self.header, line, line).map(\.id)
    #expect(ids[0] == ids[1])
    #expect(try Self.read(Self.header, line + "s").map(\.id) != [ids[0]])
  }

  @Test(arguments: [
    ("192.0.2.7\t\t\t\t\tSOC\tscan", "the expiry is missing"),
    ("192.0.2.7\t\t\t\tsoon\tSOC\tscan", "'soon' is no day"),
    ("192.0.2.7\t\t\t\t2026-02-30\tSOC\tscan", "'2026-02-30' is no day"),
    ("192.0.2.7\t\t\t\t2026-04-01\t\tscan", "the owner is missing"),
    ("192.0.2.7\t\t\t\t2026-04-01\tSOC\t", "the reason is missing"),
    ("\t\tsshd\t\t2026-04-01\tSOC\tscan", "one of source, client and name is needed"),
    ("\t*\t\t\t2026-04-01\tSOC\tscan", "covers everything"),
    ("0.0.0.0/0\t\t\t\t2026-04-01\tSOC\tscan", "covers everybody"),
    ("::/0\t\t\t\t2026-04-01\tSOC\tscan", "covers everybody"),
    ("192.0.2.7/24\t\t\t\t2026-04-01\tSOC\tscan", "neither an address nor a block"),
    ("192.0.2\t\t\t\t2026-04-01\tSOC\tscan", "neither an address nor a block"),
    ("192.0.2.7\t\tssh\t\t2026-04-01\tSOC\tscan", "service 'ssh' is unknown"),
    ("192.0.2.7\t\t\t2026-04-01\t2026-04-01\tSOC\tscan", "expires before it begins"),
    ("192.0.2.7\t\t\t\t2026-04-01\tSOC\tscan\tmore", "has 8 cells for 7 columns"),
  ])
  func `a wrong line is named with file, line and reason`(line: String, reason: String) {
    let error = #expect(throws: TableError.self) { try Self.read(Self.header, "# two", line) }
    #expect(error?.place.file == "allow.tsv")
    #expect(error?.place.line == 3)
    #expect(error?.place.message.contains(reason) == true, "\(error?.place.text ?? "")")
  }

  @Test(arguments: [
    ("source\texpires\towner", "column 'reason' is missing"),
    ("source\tuntil\towner\treason", "unknown column 'until'"),
    ("source\tsource\texpires\towner\treason", "column 'source' is named twice"),
  ])
  func `a wrong head of the table is named`(header: String, reason: String) {
    let error = #expect(throws: TableError.self) { try Self.read(header) }
    #expect(error?.place.line == 1)
    #expect(error?.place.message.contains(reason) == true)
  }

  @Test
  func `bytes that are no text are refused`() {
    let error = #expect(throws: TableError.self) {
      try AllowFile.read(Array(Self.header.utf8) + [10, 0xff, 0xfe], file: "allow.tsv")
    }
    #expect(error?.place.line == 2)
  }
}
