import Foundation
import Testing

struct ReportCommandTests {
  private static let report = """
    # Names called at night

    APT29 used T1589.002 from 45[.]77[.]1[.]2 and mailed from evil-host[.]ru.

    ## Indicators of compromise

    - hxxps://evil-host[.]ru/login
    - 10.0.0.1
    """

  @Test
  func `a report is taken in, listed, shown, reviewed and found`() throws {
    let folder = try Folder()
    try folder.write(Self.report, to: "r.md")
    let added = try Program.run(
      ["report", "add", "r.md", "--workspace", "w", "--tlp", "green", "--reliability", "B"],
      in: folder
    )
    #expect(added.status == 0, "\(added.errors)")
    #expect(added.text.contains("markdown, 5 claims, TLP green; left out: 1 private network"))
    let id = String(try #require(added.text.split(separator: " ").first))

    let again = try Program.run(["report", "add", "r.md", "--workspace", "w"], in: folder)
    #expect(again.text.contains("already here"))

    let listed = try Program.run(
      ["report", "list", "--technique", "T1589.002", "--workspace", "w"],
      in: folder
    )
    #expect(listed.lines.first?.hasPrefix(id) == true)

    let shown = try Program.run(["report", "show", id, "--json", "--workspace", "w"], in: folder)
    let claims = try shown.lines.dropFirst().map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    let subjects = claims.compactMap { ($0["claim"] as? [String: Any])?["subject"] as? String }
    #expect(
      subjects == ["G0016", "T1589.002", "45.77.1.2", "evil-host.ru", "https://evil-host.ru/login"]
    )
    let shownPage = try Program.run(["technique", "T1589.002", "--workspace", "w"], in: folder)
    #expect(shownPage.lines.prefix(2).joined(separator: " ").contains("· 1 of this workspace"))
    #expect(shownPage.text.contains("\(id) Names called at night · 5 claims"))
    let actor = try Program.run(["actor", "G0016", "--json", "--workspace", "w"], in: folder)
    #expect(actor.text.contains("\"id\":\"\(id)\""))
    let number = try #require(claims[1]["number"] as? Int)

    let rejected = try Program.run(
      ["report", "review", id, "--workspace", "w", "--reject", "\(number)", "--by", "ann"],
      in: folder
    )
    #expect(rejected.status == 0, "\(rejected.errors)")
    let without = try Program.run(
      ["report", "list", "--technique", "T1589.002", "--workspace", "w"],
      in: folder
    )
    #expect(!without.text.contains(id))

    let added2 = try Program.run(
      [
        "report", "review", id, "--workspace", "w", "--add", "T1566", "--at", "mailed from",
        "--by", "ann",
      ],
      in: folder
    )
    #expect(added2.status == 0, "\(added2.errors)")
    let page = try Program.run(["report", "show", id, "--workspace", "w"], in: folder)
    #expect(page.text.contains("technique T1566 (mailed from, analyst, score 1.0) accepted by ann"))
    #expect(page.text.contains("technique T1589.002") && page.text.contains("rejected by ann"))

    let found = try Program.run(["search", "night", "--workspace", "w"], in: folder)
    #expect(found.text.contains(id) && found.text.contains("[night]"))
    let claimed = try Program.run(["search", "45.77.1.2", "--workspace", "w"], in: folder)
    #expect(claimed.text.contains("claim    \(id)"))
    let odd = try Program.run(["search", "\"night AND (", "--workspace", "w"], in: folder)
    #expect(odd.status == 0, "\(odd.errors)")
  }

  @Test
  func `a near-duplicate names its original, and a file that is none is named`() throws {
    let folder = try Folder()
    let words = (0..<200).map { "word\($0)" }.joined(separator: " ")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/in",
      withIntermediateDirectories: false
    )
    try folder.write(words + " first", to: "in/a.txt")
    try folder.write(words + " second", to: "in/b.txt")
    try folder.write("a\0b", to: "in/c.bin")
    let run = try Program.run(["report", "add", "in", "--workspace", "w"], in: folder)
    #expect(run.status == 2)
    #expect(run.lines.count == 2)
    #expect(run.text.contains("says the same as rp-"))
    #expect(run.errors.contains("c.bin: none of text"))
    #expect(run.errors.contains("1 of 3 files not taken in"))
  }
}
