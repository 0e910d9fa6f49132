import Foundation
import Testing

struct BaselineCommandTests {
  private static func day(_ day: Int, misses: Bool) -> String {
    (0..<15).map { person in
      let time = "2026-03-0\(day)T08:\(10 + person):00Z"
      return misses
        ? "\(time) gate sshd[1]: Invalid user person\(person)x from 192.0.2.50 port 4\n"
        : "\(time) gate sshd[1]: Accepted password for person\(person)x from 198.51.100.\(person) port 4 ssh2\n"
    }.joined()
  }

  private static func run(_ arguments: String..., in folder: Folder) throws -> Program {
    try Program.run(arguments + ["--workspace", "w"], in: folder)
  }

  @Test
  func `a second day knows the first, and the same day again changes nothing`() throws {
    let folder = try Folder()
    try folder.write(Self.day(2, misses: false), to: "auth.log")
    let first = try Self.run("scan", "auth.log", in: folder)
    #expect(first.errors.contains("baseline 1 learned"), "\(first.errors)")
    let again = try Self.run("scan", "auth.log", in: folder)
    #expect(!again.errors.contains("learned"), "\(again.errors)")
    #expect(try Self.run("baseline", "list", in: folder).lines.count == 1)

    try folder.write(Self.day(3, misses: true), to: "auth.log")
    let alone = try Program.run(["scan", "auth.log", "--format", "jsonl"], in: folder)
    #expect(alone.lines.count == 1)
    let second = try Self.run("scan", "auth.log", "--format", "jsonl", in: folder)
    #expect(second.lines.isEmpty, "leavers are no misses: \(second.text)")
    #expect(second.errors.contains("baseline 2 learned"), "\(second.errors)")

    let show = try Self.run("baseline", "show", "1", in: folder)
    #expect(show.text.contains("Names that exist: 15"), "\(show.text)")
    #expect(show.text.contains("sshd absent"))
    let json = try Self.run("baseline", "show", "--json", in: folder)
    #expect(json.text.contains("\"version\":2"))
    let diff = try Self.run("baseline", "diff", "1", "2", "--json", in: folder)
    #expect(diff.text.contains("\"names_added\":[]"), "\(diff.text)\(diff.errors)")
    #expect(try Self.run("baseline", "show", "9", in: folder).status == 2)

    #expect(try Self.run("baseline", "reset", in: folder).text.contains("version 3"))
    let fresh = try Self.run("scan", "auth.log", "--format", "jsonl", in: folder)
    #expect(fresh.lines.count == 1)
  }

  @Test
  func `a finding of a scan with a baseline can be explained`() throws {
    let folder = try Folder()
    try folder.write(Self.day(1, misses: false), to: "auth.log")
    _ = try Self.run("scan", "auth.log", in: folder)
    try folder.write(Folder.rollCalls(1), to: "auth.log")
    let scan = try Self.run("scan", "auth.log", "--format", "jsonl", in: folder)
    let list = try Self.run("findings", in: folder)
    let id = try #require(list.lines.first?.split(separator: " ").first).description
    let explained = try Self.run("explain", id, in: folder)
    #expect(explained.status == 0, "\(explained.errors) \(scan.errors)")
  }
}
