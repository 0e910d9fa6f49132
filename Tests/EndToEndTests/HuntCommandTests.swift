import Testing

struct HuntCommandTests {
  @Test
  func `translated rules find the same rows in every engine that is here`() throws {
    let folder = try Folder()
    let tools = Program.repository + "/.build/python/bin"
    let line = """
      PATH=\(tools):$PATH python3 \(Program.repository)/script/checks/query-engines.py $R
      """
    let run = try Program.shell(line, in: folder)
    for line in run.lines where line.contains("skipped") { print("skipped: \(line)") }
    #expect(run.status == 0, "\(run.text)\(run.errors)")
  }

  @Test
  func `the library is listed, by technique and as JSON`() throws {
    let folder = try Folder()
    let all = try Program.run(["hunt", "list"], in: folder)
    #expect(all.status == 0)
    #expect(all.lines.count >= 25)
    let some = try Program.run(["hunt", "list", "--technique", "T1110.003"], in: folder)
    #expect(some.lines.allSatisfy { $0.contains("T1110.003") })
    #expect(some.lines.count < all.lines.count)
    let json = try Program.run(["hunt", "list", "--json"], in: folder)
    #expect(json.lines.allSatisfy { $0.contains("\"hypothesis\":") })
  }

  @Test
  func `a hunt is shown with what the logs hide, and its rules are rules`() throws {
    let folder = try Folder()
    let shown = try Program.run(["hunt", "show", "absent-names-by-source"], in: folder)
    #expect(shown.text.contains("What the logs hide"))
    let rules = try Program.run(["hunt", "show", "absent-names-by-source", "--rules"], in: folder)
    try folder.write(rules.text, to: "r.yml")
    try folder.write(Folder.rollCalls(1), to: "auth.log")
    let run = try Program.run(["hunt", "run", "r.yml", "auth.log"], in: folder)
    #expect(run.status == 0)
    #expect(run.text.contains("20 in one window"), "\(run.text)")
  }

  @Test
  func `a run prints counts and exact lines`() throws {
    let folder = try Folder()
    try folder.write(Folder.honest + Folder.rollCalls(1), to: "auth.log")
    let run = try Program.run(["hunt", "run", "absent-names-by-source", "auth.log"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.contains("1 found in 21 records"), "\(run.text)")
    let offset = Folder.honest.utf8.count
    #expect(run.text.contains("auth.log:2  byte \(offset)  "), "\(run.text)")
    #expect(!run.text.contains("Invalid user"))
    let text = try Program.run(
      ["hunt", "run", "absent-names-by-source", "auth.log", "--text", "--limit", "1"],
      in: folder
    )
    #expect(text.text.contains("Invalid user guess0x1"))
    #expect(text.text.contains("and 19 more lines"))
  }

  @Test(arguments: [("20", true), ("21", false)])
  func `a threshold can be set`(threshold: String, finds: Bool) throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(1), to: "auth.log")
    let run = try Program.run(
      ["hunt", "run", "absent-names-by-source", "auth.log", "--set", "threshold=\(threshold)"],
      in: folder
    )
    #expect(run.text.contains("1 found") == finds)
  }

  @Test
  func `a saved hunt shows what is new`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(1), to: "auth.log")
    let save = ["hunt", "save", "mine", "absent-names-by-source", "--workspace", "w"]
    #expect(try Program.run(save, in: folder).status == 0)
    let run = ["hunt", "run", "mine", "auth.log", "--workspace", "w"]
    #expect(try Program.run(run, in: folder).text.contains("; 1 new;"))
    #expect(try Program.run(run, in: folder).text.contains("; 0 new;"))
    try folder.write(Folder.rollCalls(2), to: "auth.log")
    let third = try Program.run(run, in: folder)
    #expect(third.text.contains("2 found in 40 records; 1 new;"), "\(third.text)")
    #expect(third.text.contains("new: source.address 203.0.2.1"), "\(third.text)")
    let list = try Program.run(["hunt", "list", "--workspace", "w"], in: folder)
    #expect(list.text.contains("mine  [saved "))
  }

  @Test
  func `what cannot be run is an error that names file and line`() throws {
    let folder = try Folder()
    try folder.write(Folder.honest, to: "auth.log")
    try folder.write(
      "title: t\nlogsource: {product: windows}\ndetection:\n  s:\n    A|frob: x\n  condition: s\n",
      to: "bad.yml"
    )
    let run = try Program.run(["hunt", "run", "bad.yml", "auth.log"], in: folder)
    #expect(run.status == 2)
    #expect(run.errors.contains("bad.yml:5: the modifier 'frob' is not supported"), "\(run.errors)")
    #expect(try Program.run(["hunt", "run", "nothing", "auth.log"], in: folder).status == 2)
    let canary = try Program.run(["hunt", "run", "canary-name-touched", "auth.log"], in: folder)
    #expect(canary.status == 2)
    #expect(canary.errors.contains("--set canaries="), "\(canary.errors)")
  }

  @Test
  func `a hunt is written as a query of another system`() throws {
    let folder = try Folder()
    let arguments = ["hunt", "translate", "absent-names-by-source", "--table", "logins", "--to"]
    let sqlite = try Program.run(arguments + ["sqlite"], in: folder)
    #expect(sqlite.status == 0, "\(sqlite.errors)")
    #expect(sqlite.text.contains("count(DISTINCT earlier.value0) >= 10"))
    #expect(sqlite.text.contains("BETWEEN later.time - 86400 AND later.time"))
    let kql = try Program.run(arguments + ["kql"], in: folder)
    #expect(kql.status == 0, "\(kql.errors)")
    #expect(kql.text.contains("other_moment >= moment - 86400s"), "\(kql.text)")
    let esql = try Program.run(arguments + ["esql"], in: folder)
    #expect(esql.text.contains("time_earlier >= time_later - 86400000"), "\(esql.text)")
    let nested = ["hunt", "translate", "account-confirmed-after-misses", "--to", "esql"]
    let refused = try Program.run(nested, in: folder)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("library/"), "\(refused.errors)")
  }

  @Test(arguments: ["account-confirmed-after-misses", "absent-names-by-source"])
  func `a hunt is written as Sigma, and finds the same when it is run from there`(hunt: String)
    throws
  {
    let folder = try Folder()
    try folder.write(Folder.honest + Folder.rollCalls(2), to: "auth.log")
    let sigma = try Program.run(
      ["hunt", "translate", hunt, "--to", "sigma", "--set", "threshold=20"],
      in: folder
    )
    #expect(sigma.status == 0, "\(sigma.errors)")
    #expect(sigma.text.contains("gte: 20"))
    try folder.write(sigma.text, to: "written.yml")
    let before = try Program.run(
      ["hunt", "run", hunt, "auth.log", "--set", "threshold=20"],
      in: folder
    )
    let after = try Program.run(["hunt", "run", "written.yml", "auth.log"], in: folder)
    #expect(before.status == 0)
    #expect(before.text == after.text)
    #expect(before.text.contains("2 found in 41 records"), "\(before.text)")
  }

  @Test
  func `a language that is not known is refused with those that are`() throws {
    let run = try Program.run(["hunt", "translate", "all", "--to", "sql"], in: try Folder())
    #expect(run.status != 0)
    #expect(run.errors.contains("kql, sigma, spark"), "\(run.errors)")
  }
}
