import Testing

struct TriageCommandTests {
  @Test
  func `a budget shows the most pressing, says what it cut, and the workspace has all`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(3), to: "auth.log")
    let scan = try Program.run(
      ["scan", "auth.log", "--workspace", "w", "--budget", "1/day", "--format", "jsonl"],
      in: folder
    )
    #expect(scan.lines.count == 1, "\(scan.errors)")
    #expect(scan.text.contains("\"rank\":1"))
    #expect(scan.text.contains("\"state\":\"page\""))
    #expect(
      scan.errors.contains("budget: 2 of 3 findings are not shown; they are in the workspace")
    )
    let all = try Program.run(["findings", "--workspace", "w"], in: folder)
    #expect(all.lines.count == 3)
    #expect(all.lines.allSatisfy { $0.contains("  page, rank ") || $0.contains("  queue, rank ") })
    let cut = try Program.run(["findings", "--workspace", "w", "--budget", "2"], in: folder)
    #expect(cut.lines.count == 2)
    #expect(cut.errors.contains("budget: 1 findings not shown"))
    let wrong = try Program.run(["findings", "--workspace", "w", "--fdr", "2"], in: folder)
    #expect(wrong.status == 64)
  }
}
