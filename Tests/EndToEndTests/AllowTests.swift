import Foundation
import Testing

struct AllowTests {
  private static let head = "source\texpires\towner\treason\n"

  private static func folder() throws -> Folder {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(2), to: "auth.log")
    return folder
  }

  private static func allow(_ arguments: String..., in folder: Folder) throws -> Program {
    try Program.run(["allow"] + arguments + ["--workspace", "w"], in: folder)
  }

  private static func add(_ source: String, _ more: String..., in folder: Folder) throws -> Program
  {
    try Program.run(
      [
        "allow", "add", "--workspace", "w", "--source", source, "--owner", "SOC", "--reason",
        "weekly scan",
      ] + more,
      in: folder
    )
  }

  @Test
  func `declared scanners do not fail a scan, and come back when their entry goes`() throws {
    let folder = try Self.folder()
    let added = try Self.add("203.0.1.1", "--expires", "2099-01-01", in: folder)
    #expect(added.status == 0, "\(added.errors)")
    let id = try #require(added.lines.first).description
    _ = try Self.add("203.0.2.1", "--expires", "2099-01-01", in: folder)

    let scan = try Program.run(
      ["scan", "auth.log", "--workspace", "w", "--fail-on", "finding"],
      in: folder
    )
    #expect(scan.status == 0, "\(scan.errors)")
    #expect(scan.errors.contains("0 findings and 2 authorised"), "\(scan.errors)")
    #expect(scan.text.hasPrefix("Authorised:"))
    #expect(scan.text.contains("Authorised by SOC until 2099-01-01 00:00 UTC: weekly scan"))

    let removed = try Self.allow("remove", id, in: folder)
    #expect(removed.text.contains("1 findings came back"))
    let list = try Program.run(["findings", "--workspace", "w"], in: folder)
    #expect(list.lines.count == 3)
    #expect(list.lines[0].contains("203.0.1.1"))
    #expect(list.lines[1] == "authorised:")
    #expect(list.lines[2].contains("203.0.2.1"))
    let again = try Program.run(
      ["scan", "auth.log", "--workspace", "w", "--fail-on", "finding"],
      in: folder
    )
    #expect(again.status == 1)
  }

  @Test
  func `the status is in every format`() throws {
    let folder = try Self.folder()
    try folder.write(Self.head + "203.0.1.1\t2099-01-01\tSOC\tscan\n", to: "allow.tsv")
    func scan(_ format: String) throws -> [Substring] {
      try Program.run(
        ["scan", "auth.log", "--allow", "allow.tsv", "--format", format],
        in: folder
      ).lines
    }
    let json = try scan("jsonl")
    #expect(json.map { $0.contains("\"status\":\"authorised\"") } == [false, true])
    #expect(json[1].contains("\"owner\":\"SOC\""))
    let ocsf = try scan("ocsf")
    #expect(ocsf.map { $0.contains("\"status\":\"Suppressed\"") } == [false, true])
    // Rows of CSV end in CR LF, which is one character.
    let csv = try scan("csv").flatMap { $0.split(separator: "\r\n") }
    #expect(csv.map { $0.hasSuffix(",authorised") } == [false, false, true])
    #expect(csv.map { $0.hasSuffix(",open") } == [false, true, false])
  }

  @Test
  func `what came after the expiry is a finding, whatever the clock says`() throws {
    let folder = try Self.folder()
    // The roll calls are of 2026-03-02, 07:10 to 07:29 and 08:10 to 08:29.
    for (expires, status) in [("2026-03-02T08:30:00Z", Int32(0)), ("2026-03-02T08:20:00Z", 1)] {
      try folder.write(Self.head + "203.0.0.0/16\t\(expires)\tSOC\tscan\n", to: "allow.tsv")
      let run = try Program.run(
        ["scan", "auth.log", "--allow", "allow.tsv", "--fail-on", "finding"],
        in: folder
      )
      #expect(run.status == status, "\(expires): \(run.errors)")
    }
  }

  @Test
  func `a wrong file ends the scan with its line`() throws {
    let folder = try Self.folder()
    try folder.write(Self.head + "203.0.0.0/16\tsoon\tSOC\tscan\n", to: "allow.tsv")
    let run = try Program.run(["scan", "auth.log", "--allow", "allow.tsv"], in: folder)
    #expect(run.status == 2)
    #expect(run.lines.isEmpty)
    #expect(run.errors.contains("allow.tsv:2: 'soon' is no day"))
    let missing = try Program.run(["scan", "auth.log", "--allow", "nowhere"], in: folder)
    #expect(missing.status == 2)
    #expect(missing.errors.contains("nowhere: cannot be opened"))
  }

  @Test
  func `an entry that is over needs both its ends`() throws {
    let folder = try Self.folder()
    let past = try Self.add("192.0.2.7", "--expires", "2020-01-01", in: folder)
    #expect(past.status == 2)
    #expect(past.errors.contains("is past"))
    let window = try Self.add(
      "192.0.2.7",
      "--expires",
      "2020-01-02",
      "--from",
      "2020-01-01",
      in: folder
    )
    #expect(window.status == 0, "\(window.errors)")
    let list = try Self.allow("list", in: folder)
    #expect(
      list.text.contains("source 192.0.2.7  from 2020-01-01 00:00 until 2020-01-02 00:00 UTC")
    )
    let json = try Self.allow("list", "--json", in: folder)
    #expect(json.lines.count == 1)
    #expect(json.text.contains("\"expires\":\"2020-01-02T00:00:00.000Z\""))
    #expect(try Self.allow("remove", "allow-0", in: folder).status == 2)
  }
}
