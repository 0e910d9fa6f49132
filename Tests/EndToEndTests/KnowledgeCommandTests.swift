import Foundation
import Testing

struct KnowledgeCommandTests {
  private static let bundle = """
    {"type":"bundle","id":"bundle--1","objects":[
      {"type":"attack-pattern","id":"attack-pattern--1","name":"Calling \\u001b[31mnames","modified":"2030-01-01T00:00:00Z",
       "description":"Names are called.","x_mitre_domains":["enterprise-attack"],
       "external_references":[{"source_name":"mitre-attack","external_id":"T7001"}]},
      {"type":"attack-pattern","id":"attack-pattern--2","name":"Old","revoked":true,
       "x_mitre_domains":["enterprise-attack"],
       "external_references":[{"source_name":"mitre-attack","external_id":"T7002"}]},
      {"type":"relationship","id":"relationship--1","relationship_type":"revoked-by",
       "source_ref":"attack-pattern--2","target_ref":"attack-pattern--1"}]}
    """

  @Test
  func `the page of the seed technique needs nothing but the program`() throws {
    let run = try Program.run(["technique", "T1589.002"], in: Folder())
    #expect(run.status == 0, "\(run.errors)")
    let head = run.text.split(separator: "\n").prefix(2).joined(separator: " ")
    #expect(
      head.contains(
        "T1589.002 · reconnaissance · 17 actors (14 groups + 2 campaigns + 1 tool, ATT&CK v18.1) · 22 correlated reports"
      )
    )
    for heading in [
      "Email Addresses", "Description", "Detection logic", "Observed actors",
      "Correlated CTI and IR reports", "Mitigation", "Continue the investigation",
    ] {
      #expect(run.text.contains("\n" + heading), "\(heading)")
    }
  }

  @Test(arguments: [
    ["technique", "T1589.002"], ["technique", "t1003.001"], ["actor", "G0094"], ["actor", "C0055"],
    ["actor", "APT43"], ["software", "S0677"],
  ])
  func `every page is also one JSON object`(arguments: [String]) throws {
    let run = try Program.run(arguments + ["--json"], in: Folder())
    #expect(run.status == 0, "\(run.errors)")
    let json = try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any]
    #expect(json?["release"] as? String == "ATT&CK v18.1")
  }

  @Test
  func `an unknown id is an error that names the nearest`() throws {
    let run = try Program.run(["technique", "T1589.012"], in: Folder())
    #expect(run.status == 2)
    #expect(run.text.isEmpty)
    #expect(run.errors.contains("T1589.002"))
  }

  @Test
  func `an imported version is kept, listed, shown with its texts and compared`() throws {
    let folder = try Folder()
    try folder.write(Self.bundle, to: "b.json")
    let unnamed = try Program.run(["attack", "import", "b.json", "--workspace", "w"], in: folder)
    #expect(unnamed.status == 2)
    #expect(unnamed.errors.contains("--version"))
    let run = try Program.run(
      ["attack", "import", "b.json", "--workspace", "w", "--version", "99.0"],
      in: folder
    )
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.contains("2 objects, 0 relations, 0 citations, 1 texts"))
    let versions = try Program.run(["attack", "versions", "--workspace", "w"], in: folder)
    #expect(versions.text.contains("enterprise-attack 99.0 (given"))
    let page = try Program.run(["technique", "T7002", "--workspace", "w"], in: folder)
    #expect(page.status == 0, "\(page.errors)")
    #expect(page.text.contains("T7002 was revoked"))
    #expect(page.text.contains("Names are called."))
    #expect(!page.text.contains("\u{1b}[31m"))
    let older = try Program.run(
      ["technique", "T1589.002", "--workspace", "w", "--attack", "18.1"],
      in: folder
    )
    #expect(older.text.contains("ATT&CK v18.1"))
    let diff = try Program.run(["attack", "diff", "18.1", "99.0", "--workspace", "w"], in: folder)
    #expect(diff.text.contains("Techniques added (1)"))
    let absent = try Program.run(["attack", "diff", "1.0", "99.0", "--workspace", "w"], in: folder)
    #expect(absent.status == 2)
  }

  @Test
  func `a report says what it is cited for`() throws {
    let list = try Program.run(["report", "list", "--technique", "T1589.002"], in: Folder())
    #expect(list.lines.count == 23)
    let id = try #require(list.lines.first?.split(separator: " ").first)
    let shown = try Program.run(["report", "show", String(id)], in: Folder())
    #expect(shown.status == 0, "\(shown.errors)")
    #expect(shown.text.contains("T1589.002 Email Addresses"))
    #expect(try Program.run(["report", "show", "ar-zzzz"], in: Folder()).status == 2)
  }
}
