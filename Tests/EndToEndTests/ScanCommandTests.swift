import Foundation
import Testing

struct ScanCommandTests {
  @Test
  func `the exit status tells what came of it`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(1), to: "bad.log")
    try folder.write(Folder.honest, to: "good.log")
    let cases: [([String], Int32)] = [
      (["scan", "bad.log"], 0), (["scan", "good.log"], 0),
      (["scan", "bad.log", "--fail-on", "finding"], 1),
      (["scan", "good.log", "--fail-on", "finding"], 0),
      (["scan", "missing.log"], 2),
      (["scan", "missing.log", "bad.log", "--fail-on", "finding"], 2),
      (["scan"], 64), (["scan", "bad.log", "--threads", "0"], 64), (["nonsense"], 64),
      (["scan", "bad.log", "--year", "1900"], 64), (["scan", "bad.log", "--timezone", "Mars"], 64),
      (["scan", "bad.log", "--memory", "12X"], 64), (["scan", "bad.log", "--memory", "64K"], 0),
      (["findings", "--workspace", "none"], 2), (["formats"], 0), (["--version"], 0),
      (["--help"], 0),
    ]
    for (arguments, status) in cases {
      let run = try Program.run(arguments, in: folder)
      #expect(run.status == status, "\(arguments): \(run.errors)")
      if status == 2 { #expect(run.errors.contains("rollcall: ")) }
    }
  }

  @Test
  func `a log of which nothing was understood is no clean log`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(1), to: "auth.log")
    try folder.write("# what is in here\n", to: "readme.md")
    try folder.write("", to: "empty.log")
    let setUp =
      "mkdir none; python3 -m zipfile -c both.zip auth.log readme.md;"
      + " python3 -m zipfile -c other.zip readme.md"
    _ = try Program.shell(setUp, in: folder)
    let cases: [(String, Int32, String)] = [
      ("scan auth.log --format access-log -q", 2, "auth.log:1: nothing of it was understood"),
      ("scan none -q", 2, "none: holds no file to read"),
      ("scan - -q </dev/null", 2, "standard input is empty"),
      ("scan other.zip -q", 2, "other.zip: holds no known log format"),
      ("scan both.zip -q --fail-on finding", 1, ""), ("scan empty.log -q", 0, ""),
      ("scan auth.log -q --threads 100000", 64, "from 1 to 256"),
    ]
    for (line, status, words) in cases {
      let run = try Program.shell("$R \(line)", in: folder)
      #expect(run.status == status, "\(line): \(run.errors)")
      #expect(words.isEmpty || run.errors.contains(words), "\(line): \(run.errors)")
    }
  }

  @Test
  func `what a folder holds besides logs is said, and is no failure`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(1), to: "auth.log")
    let setUp =
      "mkdir logs; mv auth.log logs; echo hidden >logs/.old; mkfifo logs/pipe;"
      + " echo '# what is in here' >logs/readme.md"
    _ = try Program.shell(setUp, in: folder)
    let scan = try Program.run(["scan", "logs"], in: folder)
    #expect(scan.status == 0, "\(scan.errors)")
    #expect(scan.errors.contains("note: logs/.old: left out, and 1 more:"), "\(scan.errors)")
    #expect(scan.errors.contains("note: logs/readme.md: left out"), "\(scan.errors)")
    for command in ["mitigation check logs", "audit logs"] {
      let run = try Program.shell("$R \(command)", in: folder)
      #expect(run.status == 0, "\(command): \(run.errors)")
    }
  }

  @Test
  func `attempts without a source are counted, and a port behind the address is none`() throws {
    let folder = try Folder()
    let sources = ["203.0.113.7:443", "[2001:db8::7]:50123", "", "not an address"]
    let lines = sources.map { source in
      #"{"time":"2026-03-02T08:00:00Z","category":"SignInLogs","properties":{"createdDateTime":"#
        + #""2026-03-02T07:12:09Z","userPrincipalName":"a@corp.example","ipAddress":""# + source
        + #"","status":{"errorCode":50034}}}"#
    }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "signins.ndjson")
    let run = try Program.run(["scan", "signins.ndjson"], in: folder)
    #expect(run.status == 0)
    #expect(run.errors.contains("2 sources"), "\(run.errors)")
    let note = "note: signins.ndjson: 2 of 4 attempts name no source address"
    #expect(run.errors.contains(note), "\(run.errors)")
  }

  /// Keys that consumers may rely on, from `finding-format.md`.
  private static let contract: Set<String> = [
    "schema", "id", "technique", "kind", "pattern", "first_seen", "last_seen", "detected_at",
    "probes", "probes_at_detection", "sources", "accounts", "score", "stages", "visibility",
    "evidence",
  ]

  @Test
  func `every JSON line is a finding with the keys of the contract`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(3), to: "auth.log")
    let run = try Program.run(["scan", "auth.log", "--format", "jsonl"], in: folder)
    #expect(run.lines.count == 3)
    for line in run.lines {
      let json = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let object = try #require(json)
      #expect(Self.contract.subtracting(object.keys).isEmpty)
      #expect(object["schema"] as? String == "rollcall.finding/1")
      #expect(object["technique"] as? String == "T1589.002")
      #expect(object["probes"] as? Int == 20)
      #expect((object["id"] as? String)?.wholeMatch(of: /rc-[0-9a-f]{32}/) != nil)
      let evidence = try #require(object["evidence"] as? [[String: Any]])
      #expect(evidence.count == 20)
      #expect(
        evidence.allSatisfy { Set($0.keys).isSuperset(of: ["file", "sha256", "offset", "length"]) }
      )
      let score = try #require(object["score"] as? [String: Any])
      #expect(Set(score.keys).isSuperset(of: ["log10_e", "expected_false_findings", "terms"]))
    }
  }

  @Test
  func `a temporary file that cannot be written is an error, and the findings are there`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(1), to: "auth.log")
    let line = "TMPDIR=/nowhere $R scan auth.log --format jsonl --memory 1"
    let run = try Program.shell(line, in: folder)
    #expect(run.status == 2)
    #expect(run.lines.count == 1)
    #expect(run.errors.contains("--memory: "))
  }

  @Test
  func `the same scan twice gives the same bytes`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(3), to: "auth.log")
    let first = try Program.run(
      ["scan", "auth.log", "--format", "jsonl", "--threads", "1"],
      in: folder
    )
    let second = try Program.run(
      ["scan", "auth.log", "--format", "jsonl", "--threads", "4"],
      in: folder
    )
    #expect(first.output == second.output)
  }

  @Test
  func `csv has a header and as many fields in every row`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(2), to: "auth.log")
    let run = try Program.run(["scan", "auth.log", "--format", "csv"], in: folder)
    // RFC 4180 ends lines with CRLF, which is one Character.
    let rows = run.text.split(separator: "\r\n")
    #expect(rows.count == 3)
    #expect(rows.first?.hasPrefix("id,technique,") == true)
    let commas = rows.map { row in row.count { $0 == "," } }
    #expect(Set(commas).count == 1)
    try folder.write(Folder.honest, to: "good.log")
    let none = try Program.run(["scan", "good.log", "--format", "csv"], in: folder)
    #expect(none.text.split(separator: "\r\n").count == 1)
    #expect(none.text.split(separator: "\r\n").first == rows.first)
  }

  @Test
  func `ocsf is a detection finding`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(1), to: "auth.log")
    let run = try Program.run(["scan", "auth.log", "--format", "ocsf"], in: folder)
    let line = try #require(run.lines.first)
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    #expect(object?["class_uid"] as? Int == 2004)
  }

  @Test
  func `a reader that goes away is a quiet success`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(200), to: "auth.log")
    let run = try Program.shell(
      "$R scan auth.log --format jsonl --quiet | head -c1; exit ${PIPESTATUS[0]}",
      in: folder
    )
    #expect(run.status == 0)
    #expect(run.text == "{")
    #expect(run.errors == "")
  }

  @Test
  func `a full disk is an error with a message`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(2), to: "auth.log")
    let run = try Program.shell("$R scan auth.log --format jsonl > /dev/full", in: folder)
    #expect(run.status == 2)
    #expect(run.errors.contains("No space left on device"))
  }

  @Test
  func `standard input is read from a pipe and from a file`() throws {
    let folder = try Folder()
    let text = Folder.rollCalls(1)
    try folder.write(text, to: "auth.log")
    let piped = try Program.run(
      ["scan", "-", "--format", "jsonl"],
      in: folder,
      input: Array(text.utf8)
    )
    let file = try Program.shell("$R scan - --format jsonl < auth.log", in: folder)
    #expect(piped.status == 0)
    #expect(piped.lines.count == 1)
    #expect(piped.output == file.output)
    let named = try Program.run(["scan", "auth.log", "--format", "jsonl"], in: folder)
    #expect(named.text.replacing("\"auth.log\"", with: "\"-\"") == piped.text)
  }

  @Test
  func `a pattern in quotes is expanded`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(1), to: "auth.log")
    try folder.write(Folder.honest, to: "auth.1")
    let run = try Program.run(["scan", "auth.*", "--format", "jsonl"], in: folder)
    #expect(run.status == 0)
    #expect(run.lines.count == 1)
    #expect(try Program.run(["scan", "none.*"], in: folder).status == 2)
  }

  @Test
  func `an unknown format is named together with the known ones`() throws {
    let folder = try Folder()
    try folder.write(Folder.honest, to: "auth.log")
    let run = try Program.run(["scan", "auth.log", "--format", "xml"], in: folder)
    #expect(run.status == 64)
    for word in ["'xml'", "jsonl", "ocsf", "csv", "syslog"] { #expect(run.errors.contains(word)) }
  }

  @Test
  func `a format can be given for the log and for the findings`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(1), to: "auth.log")
    let run = try Program.run(
      ["scan", "auth.log", "--format", "syslog", "--format", "jsonl"],
      in: folder
    )
    #expect(run.lines.count == 1)
  }

  @Test
  func `without a terminal there is no progress, no colour, and with --quiet nothing at all`()
    throws
  {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(1, honestLines: 20_000), to: "auth.log")
    let run = try Program.run(["scan", "auth.log"], in: folder)
    #expect(!run.errors.contains("\u{1b}") && !run.errors.contains("\r"))
    #expect(!run.text.contains("\u{1b}"))
    #expect(!run.errors.isEmpty)
    #expect(try Program.run(["scan", "auth.log", "--quiet"], in: folder).errors == "")
  }

  private static let examples = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Examples").path

  @Test(arguments: ["entra", "keycloak", "mail", "sshd", "web"])
  func `each folder of examples holds a finding`(name: String) throws {
    let path = Self.examples + "/" + name
    guard FileManager.default.fileExists(atPath: path) else {
      print("skipped: there is no Examples/\(name)")
      return
    }
    let run = try Program.run(["scan", path, "--format", "jsonl"], in: Folder())
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.lines.count >= 1)
  }
}
