import Foundation
import LogFormats
import Model
import Scan
import Testing

struct OddInputTests {
  @Test
  func `an empty file is a note and no failure`() async throws {
    let folder = try ScanFolder()
    let file = try folder.write([UInt8](), to: "empty.log")
    let result = try await ScanFolder.scan([file])
    #expect(result.failures.isEmpty)
    #expect(result.logs.notes == [Diagnostic(file: file, message: "is empty")])
  }

  @Test
  func `a file in no known format fails if it was named, and is left out if it was found`()
    async throws
  {
    let folder = try ScanFolder()
    let file = try folder.write(["lorem ipsum", "dolor sit amet"], to: "a.txt")
    let named = try await ScanFolder.scan([file])
    #expect(named.failures.map(\.file) == [file])
    let found = try await ScanFolder.scan([folder.path])
    #expect(found.failures.isEmpty)
    #expect(found.logs.notes.map(\.file) == [file])
  }

  @Test
  func `a missing path fails by name, and the others are read`() async throws {
    let folder = try ScanFolder()
    let file = try folder.write(Line.rollCall("203.0.113.7"), to: "auth.log")
    let missing = folder.path + "/none.log"
    let result = try await ScanFolder.scan([missing, file, folder.path + "/*.gone"])
    #expect(result.failures.map(\.file) == [folder.path + "/*.gone", missing])
    #expect(result.findings.count == 1)
  }

  @Test
  func `a file that may not be read fails by name`() async throws {
    if geteuid() == 0 {
      print("skipped: root may read every file")
      return
    }
    let folder = try ScanFolder()
    let file = try folder.write(Line.rollCall("203.0.113.7"), to: "auth.log")
    chmod(file, 0)
    let result = try await ScanFolder.scan([file])
    #expect(result.failures.map(\.file) == [file])
  }

  @Test
  func `links: a loop and a dead end are told, a second way to a file is read once`() async throws {
    let folder = try ScanFolder()
    try folder.write(Line.rollCall("203.0.113.7"), to: "a/auth.log")
    let manager = FileManager.default
    try manager.createSymbolicLink(
      atPath: folder.path + "/a/loop",
      withDestinationPath: folder.path
    )
    try manager.createSymbolicLink(
      atPath: folder.path + "/b.log",
      withDestinationPath: "a/auth.log"
    )
    try manager.createSymbolicLink(
      atPath: folder.path + "/dead.log",
      withDestinationPath: "nowhere"
    )
    let result = try await ScanFolder.scan([folder.path])
    #expect(result.failures.map(\.file) == [folder.path + "/a/loop", folder.path + "/dead.log"])
    #expect(result.logs.members.count == 1)
    #expect(result.findings.map(\.probes) == [20])
  }

  @Test
  func `NUL bytes in front of a line are taken off and counted`() async throws {
    let folder = try ScanFolder()
    let lines = Line.rollCall("203.0.113.7")
    var content = Array((lines[0] + "\n").utf8)
    content += [UInt8](repeating: 0, count: 5000)
    content += Array((lines[1...].joined(separator: "\n") + "\n").utf8)
    content += [UInt8](repeating: 0, count: 4096)
    let file = try folder.write(content, to: "auth.log")
    let result = try await ScanFolder.scan([file])
    let tally = try #require(result.tallies.first)
    #expect(tally.attempts == lines.count)
    #expect(tally.recordsWithNUL == 2)
    #expect(tally.notUnderstood[Int(RecordVerdict.Reason.nulBytes.rawValue)] == 1)
    #expect(tally.records == lines.count + 1)
    #expect(result.findings.map(\.probes) == [20])
  }

  @Test
  func `carriage returns are no part of a record`() async throws {
    let folder = try ScanFolder()
    let lines = Line.rollCall("203.0.113.7")
    let unix = try folder.write(lines, to: "unix.log")
    let windows = try folder.write(Array(lines.joined(separator: "\r\n").utf8), to: "windows.log")
    let findings = [
      try await ScanFolder.scan([unix]).findings, try await ScanFolder.scan([windows]).findings,
    ]
    // The id is made of the records' hashes: equal ids, equal records.
    #expect(findings[0].map(\.id) == findings[1].map(\.id))
    #expect(findings[0].count == 1)
  }

  @Test
  func `a line of ten megabytes is one record among the others`() async throws {
    let folder = try ScanFolder()
    var lines = Line.rollCall("203.0.113.7")
    lines.insert(String(repeating: "x", count: 10 << 20), at: 20)
    let file = try folder.write(lines, to: "auth.log")
    let result = try await ScanFolder.scan([file]) { $0.threads = 2 }
    let tally = try #require(result.tallies.first)
    #expect(tally.records == 41)
    #expect(tally.notUnderstoodTotal == 1)
    #expect(result.findings.map(\.probes) == [20])
  }

  @Test
  func `a JSON line that the end of the file cuts off is counted as such`() async throws {
    let folder = try ScanFolder()
    let example = try #require(
      LogFormats.named("entra-ndjson")?.facts.examples.first { $0.attempt != nil }
    )
    let whole = [example.record, example.record].joined(separator: "\n")
    let content = Array((whole + "\n" + example.record.prefix(example.record.count / 2)).utf8)
    let file = try folder.write(content, to: "signins.ndjson")
    let result = try await ScanFolder.scan([file])
    let tally = try #require(result.tallies.first)
    #expect(tally.records == 3)
    #expect(tally.attempts == 2)
    #expect(tally.notUnderstoodTotal == 1)
    #expect(tally.examples.map(\.place.line) == [3])
  }

  /// Mail to names that are not there, taken first and bounced later: the client stands in one line,
  /// the name in another, with a queue id in common.
  private static func bounces(from source: String, names: Range<Int>) -> [String] {
    let taken = names.map { number in
      "Mar  2 07:15:00 mx postfix/smtpd[1]: 4Zb3k45R\(number): client=unknown[\(source)]"
    }
    let bounced = names.map { number in
      "Mar  2 07:16:04 mx postfix/local[2]: 4Zb3k45R\(number): to=<ghost\(source.suffix(1))x\(number)@corp.example>, "
        + "relay=local, delay=0.1, delays=0.1/0/0/0, dsn=5.1.1, status=bounced (unknown user: \"ghost\")"
    }
    return taken + bounced
  }

  @Test(arguments: [4 << 20, 500, 1])
  func `a queue id joins the client of one line with the name of another`(blockBytes: Int)
    async throws
  {
    let folder = try ScanFolder()
    // The same ids come round again for another client.
    let lines =
      Self.bounces(from: "203.0.113.7", names: 100..<130)
      + Self.bounces(from: "203.0.113.8", names: 100..<130)
    let file = try folder.write(lines, to: "mail.log")
    let result = try await ScanFolder.scan([file]) { options in
      options.blockBytes = blockBytes
      options.threads = 2
    }
    #expect(
      result.findings.map { $0.sources.map(\.ip) }.sorted { $0[0] < $1[0] } == [
        ["203.0.113.7"], ["203.0.113.8"],
      ]
    )
    #expect(result.findings.map(\.probes) == [30, 30])
  }

  @Test
  func `queue ids of two logs are two servers'`() async throws {
    let folder = try ScanFolder()
    try folder.write(Self.bounces(from: "203.0.113.7", names: 100..<130), to: "mx1.log")
    try folder.write(Self.bounces(from: "203.0.113.8", names: 100..<130), to: "mx2.log")
    let result = try await ScanFolder.scan([folder.path])
    #expect(result.findings.map(\.probes) == [30, 30])
    #expect(
      Set(result.findings.flatMap { $0.sources.map(\.ip) }) == ["203.0.113.7", "203.0.113.8"]
    )
  }
}
