import Testing

/// What a saved hunt found, as exhibits.
struct HuntEvidenceTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    try folder.write(Folder.rollCalls(1), to: "auth.log")
    let run = try Program.shell(
      """
      $R hunt save mine absent-names-by-source --workspace w >/dev/null &&
      $R hunt run mine auth.log --workspace w >/dev/null
      """,
      in: folder
    )
    #expect(run.status == 0, "\(run.errors)")
  }

  private func add(_ options: String = "") throws -> Program {
    try Program.shell(
      "$R evidence add --hunt mine --workspace w --purpose case \(options)",
      in: folder
    )
  }

  @Test
  func `what a saved hunt found becomes exhibits with its rules and its lines, once`() throws {
    let run = try add()
    #expect(run.status == 0 && run.lines.count == 21, "\(run.text)\(run.errors)")
    let list = try Program.shell("$R evidence list --workspace w", in: folder)
    #expect(list.text.contains("E-1  original  hunt-result"), "\(list.text)")
    #expect(list.lines.count { $0.contains("log-line") } == 20)
    let result = try Program.shell(
      "$R evidence show E-1 --workspace w --purpose look; $R evidence log --workspace w",
      in: folder
    ).text
    for words in [
      "\"schema\":\"rollcall.hunt-results/1\"", "\"hunt\":\"mine\"", "matchCount",
      // The query, word for word, is the rules; that of a line is the run.
      "\"query\":\"title: ", "\"query\":\"rollcall hunt run 'mine'\"",
      "\"source_tool\":\"rollcall ",
    ] { #expect(result.contains(words), "\(words): \(result)") }
    let line = try Program.shell("$R evidence show E-2 --workspace w --purpose look", in: folder)
    #expect(line.text.contains("Invalid user guess"))
    let again = try add()
    #expect(again.status == 0 && again.text.isEmpty)
    #expect(again.errors == "20 lines were exhibits before\n")
    let verified = try Program.shell("$R verify w", in: folder)
    #expect(verified.status == 0, "\(verified.text)")
  }

  @Test
  func `a line that changed since the hunt is no evidence, and an unknown hunt is an error`() throws
  {
    _ = try Program.shell("sed -i 's/guess7x/guess8x/' auth.log", in: folder)
    let changed = try add()
    #expect(changed.status == 2 && changed.text.isEmpty)
    #expect(changed.errors.contains("the line changed"), "\(changed.errors)")
    let list = try Program.shell("$R evidence list --workspace w", in: folder)
    #expect(list.text.isEmpty, "none of it or all of it")
    let unknown = try Program.shell(
      "$R evidence add --hunt other --workspace w --purpose case",
      in: folder
    )
    #expect(unknown.status == 2 && unknown.errors.contains("no saved hunt 'other'"))
  }
}
