import Testing

/// Saved hunts and their results, and hunts over findings, as a person runs them.
struct HuntResultCommandTests {
  private static let at = ["--workspace", "w"]

  @Test
  func `a result is listed, judged and stays judged when the hunt runs again`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(1), to: "auth.log")
    let save = ["hunt", "save", "mine", "absent-names-by-source", "--json"] + Self.at
    let saved = try Program.run(save, in: folder)
    #expect(saved.text.contains("\"saved\":\"mine\""), "\(saved.text)\(saved.errors)")
    let run = ["hunt", "run", "mine", "auth.log"] + Self.at
    #expect(try Program.run(run, in: folder).status == 0)
    let judge = ["hunt", "judge", "hr-1", "benign", "--note", "the scanner", "--person", "Ada"]
    let judged = try Program.run(judge + Self.at, in: folder)
    #expect(judged.text.hasPrefix("hr-1  benign  new"), "\(judged.text)\(judged.errors)")
    #expect(judged.text.hasSuffix("Ada: the scanner\n"))
    try folder.write(Folder.rollCalls(2), to: "auth.log")
    #expect(try Program.run(run, in: folder).status == 0)
    let results = ["hunt", "results", "mine"] + Self.at
    let all = try Program.run(results, in: folder)
    #expect(all.lines.count == 2)
    #expect(all.lines.last?.hasPrefix("hr-1  benign  absent-names") == true, "\(all.text)")
    let new = try Program.run(results + ["--new", "--json"], in: folder)
    #expect(new.lines.count == 1)
    #expect(new.text.contains("\"content\":{\"fields\":"), "\(new.text)")
    #expect(new.text.contains("\"verdict\":\"open\""))
    // Found from whatever folder it is looked at.
    #expect(new.text.contains("/auth.log\"") && !new.text.contains("\"auth.log\""), "\(new.text)")
    let absent = try Program.run(["hunt", "judge", "hr-9", "benign"] + Self.at, in: folder)
    #expect(absent.status == 2)
  }

  @Test
  func `a hunt over findings reads the workspace, and knows what is new`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(1), to: "auth.log")
    try folder.write(
      """
      title: Any roll call
      logsource: {product: rollcall, category: finding}
      detection:
        s: {technique: T1589.002, accounts.probed|gte: 5}
        condition: s
      """,
      to: "r.yml"
    )
    #expect(try Program.run(["scan", "auth.log"] + Self.at, in: folder).status == 0)
    let once = try Program.run(["hunt", "run", "r.yml"] + Self.at, in: folder)
    #expect(once.text.contains("1 found in 1 records"), "\(once.text)\(once.errors)")
    #expect(once.text.contains("finding rc-"), "\(once.text)")
    #expect(try Program.run(["hunt", "save", "f", "r.yml"] + Self.at, in: folder).status == 0)
    let run = ["hunt", "run", "f"] + Self.at
    #expect(try Program.run(run, in: folder).text.contains("; 1 new;"))
    #expect(try Program.run(run, in: folder).text.contains("; 0 new;"))
    let results = try Program.run(["hunt", "results", "f"] + Self.at, in: folder)
    #expect(results.text.contains("finding rc-"), "\(results.text)\(results.errors)")
  }

  @Test
  func `a hunt with nothing to look at is an error`() throws {
    let folder = try Folder()
    let logs = try Program.run(["hunt", "run", "absent-names-by-source"], in: folder)
    #expect(logs.status == 2)
    #expect(logs.errors.contains("the hunt reads logs"), "\(logs.errors)")
    let findings = try Program.run(["hunt", "run", "roll-call-then-takeover"], in: folder)
    #expect(findings.status == 2)
    #expect(findings.errors.contains("--workspace"), "\(findings.errors)")
  }
}
