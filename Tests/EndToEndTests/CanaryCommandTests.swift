import Foundation
import Testing

struct CanaryCommandTests {
  private static let touch =
    "2026-03-02T08:00:00Z gate sshd[4711]: Invalid user nora.quill from 203.0.113.9 port 40022\n"

  @Test
  func `a canary of the workspace or of a file is found by one touch, and tells what leaked`()
    throws
  {
    let folder = try Folder()
    try folder.write(Self.touch, to: "auth.log")
    try folder.write(
      "name\tclass\tchannel\towner\nnora.quill\tD\tbackup share\tSOC\n",
      to: "canaries.tsv"
    )
    let plain = try Program.run(["scan", "auth.log", "--fail-on", "finding"], in: folder)
    #expect(plain.status == 0)
    let byFile = try Program.run(
      ["scan", "auth.log", "--canaries", "canaries.tsv", "--format", "jsonl"],
      in: folder
    )
    #expect(byFile.text.contains("\"pattern\":\"canary\""), "\(byFile.errors)")
    #expect(byFile.text.contains("\"channel\":\"backup share\""))

    let added = try Program.run(
      ["canary", "add", "--workspace", "w", "--file", "canaries.tsv"],
      in: folder
    )
    #expect(added.status == 0, "\(added.errors)")
    let scan = try Program.run(
      ["scan", "auth.log", "--workspace", "w", "--fail-on", "finding"],
      in: folder
    )
    #expect(scan.status == 1, "\(scan.errors)")
    #expect(scan.text.contains("backup share"))
    let list = try Program.run(["findings", "--workspace", "w"], in: folder)
    #expect(list.lines.count == 1)
    #expect(list.text.contains("page, rank 1"))
    let show = try Program.run(["canary", "list", "--workspace", "w", "--json"], in: folder)
    #expect(show.text.contains("\"class\":\"D\""))
    let id = try #require(added.lines.first).description
    #expect(try Program.run(["canary", "remove", id, "--workspace", "w"], in: folder).status == 0)
    #expect(try Program.run(["canary", "remove", id, "--workspace", "w"], in: folder).status == 2)
  }

  @Test
  func `a wrong table ends the scan with its line, and add asks for what is missing`() throws {
    let folder = try Folder()
    try folder.write(Self.touch, to: "auth.log")
    try folder.write("name\tclass\tchannel\towner\nnora\tZ\tweb\tSOC\n", to: "canaries.tsv")
    let scan = try Program.run(["scan", "auth.log", "--canaries", "canaries.tsv"], in: folder)
    #expect(scan.status == 2)
    #expect(scan.errors.contains("canaries.tsv:2: the class 'Z' is none of A, B, C, D, E"))
    let add = try Program.run(["canary", "add", "--workspace", "w", "--name", "x"], in: folder)
    #expect(add.status == 64)
  }

  @Test
  func `a plan is a table that add takes`() throws {
    let folder = try Folder()
    try folder.write("anna.berg@corp.example\nivo.petrov@corp.example\n", to: "accounts.txt")
    try folder.write(Self.touch, to: "auth.log")
    _ = try Program.run(["scan", "auth.log", "--workspace", "w"], in: folder)
    let plan = try Program.run(
      ["canary", "plan", "--workspace", "w", "--accounts", "accounts.txt", "--each", "1"],
      in: folder
    )
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(plan.lines.count == 7)
    #expect(plan.text.contains("made as first.last"))
    try folder.write(plan.text, to: "plan.tsv")
    let add = try Program.run(
      ["canary", "add", "--workspace", "w", "--file", "plan.tsv"],
      in: folder
    )
    #expect(add.lines.count == 5, "\(add.errors)")
  }
}
