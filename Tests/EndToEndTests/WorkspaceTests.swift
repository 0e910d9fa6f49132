import Foundation
import Testing

struct WorkspaceTests {
  private static func ids(_ folder: Folder) throws -> [String] {
    let run = try Program.run(["findings", "--workspace", "w", "--format", "jsonl"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    return try run.lines.map { line in
      let json = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return try #require(json?["id"] as? String)
    }
  }

  @Test
  func `a scan that is done again adds nothing`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(5), to: "auth.log")
    let first = try Program.run(["scan", "auth.log", "--workspace", "w"], in: folder)
    #expect(first.errors.contains("5 findings added, 0 known before"))
    let ids = try Self.ids(folder)
    #expect(Set(ids).count == 5)
    let second = try Program.run(["scan", "auth.log", "--workspace", "w"], in: folder)
    #expect(second.status == 0)
    #expect(second.errors.contains("0 findings added, 5 known before"))
    #expect(try Self.ids(folder) == ids)
  }

  @Test
  func `what is kept is what the scan printed`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(3), to: "auth.log")
    let scan = try Program.run(
      ["scan", "auth.log", "--workspace", "w", "--format", "jsonl"],
      in: folder
    )
    let kept = try Program.run(["findings", "--workspace", "w", "--format", "jsonl"], in: folder)
    // The workspace names the log from the root.
    let placed = scan.lines.map {
      $0.replacing("\"file\":\"auth.log\"", with: "\"file\":\"\(folder.path)/auth.log\"")
    }
    #expect(placed.sorted() == kept.lines.sorted())
  }

  @Test
  func `lines of a log that was scanned by a relative path are found from any folder`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(1), to: "auth.log")
    let run = try Program.shell(
      """
      mkdir here elsewhere && mv auth.log here && cd here || exit 9
      $R scan ./auth.log --workspace ../w --quiet --format jsonl > found || exit 8
      id=$(sed -E 's/.*"id":"([^"]+)".*/\\1/' found); cd ../elsewhere
      $R explain $id --workspace ../w > explained || exit 7
      $R evidence add --finding $id --workspace ../w --purpose case | wc -l
      """,
      in: folder
    )
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.trimmingCharacters(in: .whitespacesAndNewlines) == "21")
  }

  @Test
  func `a finding is shown by the first characters of its id`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(3), to: "auth.log")
    _ = try Program.run(["scan", "auth.log", "--workspace", "w"], in: folder)
    let list = try Program.run(["findings", "--workspace", "w"], in: folder)
    #expect(list.lines.count == 3)
    for id in try Self.ids(folder) {
      let shown = try Program.run(
        ["show", String(id.prefix(15)), "--workspace", "w", "--format", "jsonl"],
        in: folder
      )
      #expect(shown.text.contains("\"\(id)\""))
      let cited = try Program.run(["show", id, "--workspace", "w", "--evidence"], in: folder)
      #expect(cited.lines.count { $0.contains("auth.log:") && $0.contains(" sha256 ") } == 20)
    }
    for id in ["rc-", "rc-zzzz", ""] {
      let run = try Program.run(["show", id, "--workspace", "w"], in: folder)
      #expect(run.status == 2, "\(id): \(run.text)")
      #expect(!run.errors.isEmpty)
    }
  }

  @Test
  func `findings are filtered by source`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(3), to: "auth.log")
    _ = try Program.run(["scan", "auth.log", "--workspace", "w"], in: folder)
    let run = try Program.run(
      ["findings", "--workspace", "w", "--source", "203.0.2.1"],
      in: folder
    )
    #expect(run.lines.count == 1)
    #expect(run.text.contains("203.0.2.1"))
  }

  @Test
  func `a reader that goes away does not keep findings from the workspace`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(100), to: "auth.log")
    let run = try Program.shell(
      "$R scan auth.log --format jsonl --workspace w | head -c1; exit ${PIPESTATUS[0]}",
      in: folder
    )
    #expect(run.status == 0)
    #expect(try Self.ids(folder).count == 100)
  }

  @Test
  func `a scan that is killed at any moment leaves a workspace that opens`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(150, honestLines: 2000), to: "auth.log")
    var killed = 0
    for milliseconds in [5, 40, 80, 120, 160, 200, 260, 330, 420, 550] {
      let seconds = Double(milliseconds) / 1000
      let run = try Program.shell(
        "timeout -s KILL \(seconds) $R scan auth.log --quiet --format csv --workspace w > /dev/null",
        in: folder
      )
      if run.status == 137 { killed += 1 }
      if FileManager.default.fileExists(atPath: folder.path + "/w") {
        let list = try Program.run(["findings", "--workspace", "w"], in: folder)
        // A folder without a database yet is no workspace, and is said to be none.
        #expect([0, 2].contains(list.status), "after \(milliseconds) ms: \(list.errors)")
        #expect([0, 150].contains(list.lines.count), "after \(milliseconds) ms")
      }
    }
    #expect(killed > 0)
    let last = try Program.run(["scan", "auth.log", "--workspace", "w"], in: folder)
    #expect(last.status == 0, "\(last.errors)")
    #expect(try Self.ids(folder).count == 150)
  }

  @Test
  func `a scan that was killed between the first two tables leaves a workspace that opens`() throws
  {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(1), to: "auth.log")
    let script = """
      import os, sqlite3
      os.mkdir("w")
      file = sqlite3.connect("w/rollcall.sqlite")
      file.execute("CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
      file.commit()
      """
    guard try Program.shell("python3 -c '\(script)'", in: folder).status == 0 else {
      print("skipped: python3 is not there")
      return
    }
    let run = try Program.run(["scan", "auth.log", "--workspace", "w"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try Self.ids(folder).count == 1)
  }

  @Test
  func `a scan that was killed amid its first change leaves a workspace that opens`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(1), to: "auth.log")
    // More rows than the cache holds, so that some are in the file and the journal must undo them.
    let script = """
      import os, sqlite3
      os.mkdir("w")
      file = sqlite3.connect("w/rollcall.sqlite", isolation_level=None)
      file.execute("PRAGMA cache_size = 1")
      file.execute("BEGIN")
      file.execute("CREATE TABLE t (a)")
      file.executemany("INSERT INTO t VALUES (zeroblob(3000))", [()] * 200)
      os._exit(0)
      """
    guard try Program.shell("python3 -c '\(script)'", in: folder).status == 0 else {
      print("skipped: python3 is not there")
      return
    }
    #expect(FileManager.default.fileExists(atPath: folder.path + "/w/rollcall.sqlite-journal"))
    let run = try Program.run(["scan", "auth.log", "--workspace", "w"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try Self.ids(folder).count == 1)
  }
}
