import Foundation
import Testing

struct DemoTests {
  private static let script = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("script/demo").path

  @Test
  func `the demonstration ends by itself where nobody is at a terminal, and says how to go on`()
    throws
  {
    let folder = try Folder()
    let run = try Program.shell("ROLLCALL=$R '\(Self.script)' w", in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.contains("serve --workspace \(folder.path)/w"))
    #expect(try Program.run(["findings", "--workspace", "w"], in: folder).lines.count >= 4)
    let reports = try Program.run(["report", "list", "--workspace", "w"], in: folder)
    #expect(reports.text.contains("A roll call at a freight forwarder"))
  }

  @Test
  func `a folder that is no workspace is left alone`() throws {
    let folder = try Folder()
    try folder.write("mine", to: "notes.txt")
    let run = try Program.shell("ROLLCALL=$R '\(Self.script)' .", in: folder)
    #expect(run.status == 2)
    #expect(FileManager.default.fileExists(atPath: folder.path + "/notes.txt"))
  }
}
