import Foundation
import Testing

struct ExplainTests {
  private static func explain(_ arguments: String..., in folder: Folder) throws -> Program {
    try Program.run(["explain"] + arguments + ["--workspace", "w"], in: folder)
  }

  @Test
  func `a finding is explained, falls without its source, and stands without another's`() throws {
    let folder = try Folder()
    try folder.write(Folder.rollCalls(2), to: "auth.log")
    let scan = try Program.run(["scan", "auth.log", "--workspace", "w", "-q"], in: folder)
    #expect(scan.status == 0, "\(scan.errors)")
    let list = try Program.run(
      ["findings", "--workspace", "w", "--source", "203.0.1.1"],
      in: folder
    )
    let id = try #require(list.lines.first).prefix(15).description

    let whole = try Self.explain(id, in: folder)
    #expect(whole.status == 0, "\(whole.errors)")
    #expect(whole.text.contains("It rests on") && whole.text.contains("It would fall without"))

    let fallen = try Self.explain(id, "--strike", "source:203.0.1.1", in: folder)
    #expect(fallen.text.contains("Nothing is left"))
    let standing = try Self.explain(id, "--strike", "source:203.0.2.1", "--json", in: folder)
    #expect(standing.text.contains("\"stands\":true"))

    let odd = try Self.explain(id, "--strike", "source:192.0.2.99", in: folder)
    #expect(odd.status == 2)
    #expect(odd.errors.contains("nothing in the logs is of source 192.0.2.99"))

    try folder.write("", to: "auth.log")
    let gone = try Self.explain(id, in: folder)
    #expect(gone.status == 2)
  }

  @Test
  func `the logs are read as the scan read them: in its zone, its year, and in an archive`() throws
  {
    let folder = try Folder()
    let lines = (0..<20).map { number in
      "Mar  2 07:\(10 + number):09 gate sshd[4711]: Invalid user guess\(number) from 203.0.113.9 port 9\n"
    }
    try folder.write(lines.joined(), to: "auth.log")
    let scan = try Program.shell(
      "mkdir logs && python3 -m zipfile -c logs/logs.zip auth.log && echo '# what' >logs/readme.md"
        + " && $R scan logs --timezone America/New_York"
        + " --year 2024 --workspace 'my case'",
      in: folder
    )
    #expect(scan.text.contains("2024-03-02 12:10"), "\(scan.text)\(scan.errors)")
    // What the table suggests can be typed as it stands.
    let words = try #require(scan.text.firstMatch(of: /all: rollcall (show .*)\n/)).1
    let show = try Program.shell("$R \(words)", in: folder)
    #expect(show.lines.count { $0.contains(" sha256 ") } == 20, "\(words): \(show.errors)")
    let id = try #require(show.text.firstMatch(of: /rc-[0-9a-f]{10}/)).0
    let explained = try Program.shell("$R explain \(id) --workspace 'my case'", in: folder)
    #expect(explained.status == 0, "\(explained.errors)")
    let flip = try #require(explained.text.firstMatch(of: /the first ([0-9]+) of its 20 absent/))
    #expect(try #require(Int(flip.1)) <= 20)
  }
}
