import Foundation
import Testing

struct LabCommandTests {
  @Test
  func `a lab is written, and a scan of its log finds the list in it`() throws {
    let folder = try Folder()
    let lab = try Program.run(
      ["lab", "l", "--seed", "4", "--events", "3000", "--format", "journal-json"]
        + ["--scenario", "fast-single"],
      in: folder
    )
    #expect(lab.status == 0, "\(lab.errors)")
    #expect(lab.lines.first?.hasPrefix("journal.jsonl  journal-json  ") == true)
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/l/truth.json"))
    let truth = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let campaign = try #require((truth["campaigns"] as? [[String: Any]])?.first)
    let source = try #require((campaign["sources"] as? [[String: Any]])?.first?["ip"] as? String)
    let scan = try Program.run(["scan", "l/journal.jsonl", "--format", "jsonl"], in: folder)
    #expect(scan.lines.contains { $0.contains("\"\(source)\"") }, "\(scan.errors)")
  }

  @Test
  func `a folder that is not empty ends with status 2 and is left alone`() throws {
    let folder = try Folder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/l",
      withIntermediateDirectories: false
    )
    try folder.write("mine", to: "l/note")
    let run = try Program.run(["lab", "l", "--seed", "4", "--format", "syslog"], in: folder)
    #expect(run.status == 2)
    #expect(run.errors == "rollcall: l: is not empty\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/l") == ["note"])
  }

  @Test(arguments: [
    ["--format", "pcap"], ["--scenario", "no-such"],
    ["--benign-only", "--scenario", "canary"],
  ])
  func `an option that makes no lab is a usage error`(options: [String]) throws {
    let folder = try Folder()
    let run = try Program.run(["lab", "l", "--seed", "4"] + options, in: folder)
    #expect(run.status == 64, "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/l"))
  }
}
