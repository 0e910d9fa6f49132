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
}
