import Foundation
import Testing

struct LearnedReportTests {
  /// Two techniques and three examples of each, by two groups.
  private static let bundle: String = {
    func object(_ type: String, _ id: String, _ name: String, _ more: String) -> String {
      #"{"type":"\#(type)","id":"\#(type)--\#(id)","name":"\#(name)","modified":"2030-01-01T00:00:00Z","#
        + #""external_references":[{"source_name":"mitre-attack","external_id":"\#(id)"}]\#(more)}"#
    }
    let domain = #","x_mitre_domains":["enterprise-attack"]"#
    var objects = [
      object("attack-pattern", "T7001", "Screen Capture", domain),
      object("attack-pattern", "T7002", "Scheduled Task", domain),
      object("intrusion-set", "G7001", "Red Sparrow", domain),
      object("intrusion-set", "G7002", "Grey Sparrow", domain),
    ]
    let examples = [
      ("G7001", "T7001", "Red Sparrow captured screenshots of the desktop of each user."),
      ("G7002", "T7001", "Grey Sparrow took a screenshot of the desktop every minute."),
      ("G7001", "T7002", "Red Sparrow created a scheduled task to start again."),
      ("G7002", "T7002", "Grey Sparrow registered a scheduled task that runs each day."),
    ]
    for (number, (group, technique, text)) in examples.enumerated() {
      objects.append(
        #"{"type":"relationship","id":"relationship--\#(number)","relationship_type":"uses","#
          + #""source_ref":"intrusion-set--\#(group)","target_ref":"attack-pattern--\#(technique)","#
          + #""description":"\#(text)"}"#
      )
    }
    return #"{"type":"bundle","id":"bundle--1","objects":[\#(objects.joined(separator: ","))]}"#
  }()

  private static func run(_ arguments: [String], _ folder: Folder) throws -> Program {
    let run = try Program.run(arguments + ["--workspace", "w"], in: folder)
    #expect(run.status == 0, "\(arguments): \(run.errors)")
    return run
  }

  private static func object(_ line: some StringProtocol) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }

  @Test
  func `a model is made at first use, learns from verdicts, and has a card`() throws {
    let folder = try Folder()
    try folder.write(Self.bundle, to: "b.json")
    try folder.write(
      "# Night\n\nIt rained for hours.\n\nThen they took a screenshot of the desktop of each user.\n",
      to: "r.md"
    )
    let early = try Self.run(["report", "add", "r.md"], folder)
    #expect(early.errors.contains("techniques are not ranked"))
    _ = try Self.run(["attack", "import", "b.json", "--version", "19.0"], folder)
    try folder.write(
      "# Day\n\nAnd they took a screenshot of the desktop of each user, too.\n\n# Mitigations\n\nNone.",
      to: "s.md"
    )
    let added = try Self.object(try Self.run(["report", "add", "s.md", "--json"], folder).text)
    #expect(added["model"] as? Int == 1)
    let id = try #require(added["id"] as? String)

    _ = try Self.run(
      ["report", "review", id, "--add", "T7001", "--at", "took a screenshot", "--by", "ann"],
      folder
    )
    let card = try Self.object(try Self.run(["report", "model", "train", "--json"], folder).text)
    #expect(card["version"] as? Int == 2)
    let inner = try #require(card["card"] as? [String: Any])
    #expect(inner["accepted_verdicts"] as? Int == 1)
    #expect(inner["procedures"] as? Int == 4)
    #expect(inner["attack"] as? String == "ATT&CK v19.0")
    let versions = try Self.run(["report", "model", "versions"], folder)
    #expect(versions.lines.count == 2)
    let first = try Self.run(["report", "model", "card", "1"], folder)
    #expect(first.text.contains("0 accepted and 0 rejected sentences"))
  }

  @Test
  func `without an import there is no model, and it says so`() throws {
    let folder = try Folder()
    try folder.write("words", to: "r.txt")
    _ = try Self.run(["report", "add", "r.txt"], folder)
    let train = try Program.run(["report", "model", "train", "--workspace", "w"], in: folder)
    #expect(train.status == 2)
    #expect(train.errors.contains("rollcall attack import"))
    let card = try Program.run(["report", "model", "card", "--workspace", "w"], in: folder)
    #expect(card.status == 2)
  }

  @Test
  func `reports are tied by what few share, and the search marks what matched`() throws {
    let folder = try Folder()
    let hash = String(repeating: "5e884898", count: 8)
    try folder.write("# One\n\nAPT29 left \(hash) behind.\n", to: "1.md")
    try folder.write("# Two\n\nSomebody left \(hash) there too.\n", to: "2.md")
    try folder.write("# Three\n\nNothing was left.\n", to: "3.md")
    let ids = try ["1.md", "2.md", "3.md"].map { name in
      String(
        try #require(
          try Self.run(["report", "add", name], folder).text.split(separator: " ").first
        )
      )
    }
    let ties = try Self.run(["report", "correlate", ids[0]], folder)
    #expect(ties.text.contains("\(ids[1]) Two · weight 4.6"))
    #expect(ties.text.contains("\(hash) (indicator, in 2"))
    #expect(ties.text.contains("actors: G0016 APT29"))
    let all = try Self.run(["report", "correlate", "--json"], folder)
    #expect(all.lines.count == 3)
    let none = try Self.object(try #require(all.lines.last))
    #expect((none["reports"] as? [Any])?.isEmpty == true)

    let hits = try Self.run(["search", hash, "--json"], folder).lines.map(Self.object)
    #expect(hits.map { $0["kind"] as? String } == ["report", "report", "claim", "claim"])
    let plain = try Self.run(["search", "left", "APT29"], folder)
    #expect(plain.text.contains("[APT29] [left]"))
  }

  @Test
  func `names of a galaxy are found in reports taken in later`() throws {
    let folder = try Folder()
    try folder.write(
      #"{"type":"threat-actor","name":"Threat Actor","version":3,"values":["#
        + #"{"value":"APT29","meta":{"synonyms":["Blue Heron"]}}]}"#,
      to: "g.json"
    )
    let imported = try Self.run(["attack", "aliases", "g.json"], folder)
    #expect(imported.text.contains("1 actors, 2 names"))
    try folder.write("It was Blue Heron.", to: "r.txt")
    let id = String(
      try #require(
        try Self.run(["report", "add", "r.txt"], folder).text.split(separator: " ").first
      )
    )
    let shown = try Self.run(["report", "show", id], folder)
    #expect(shown.text.contains("actor G0016 (Blue Heron, name"))
    #expect(shown.text.contains("alias of APT29 in MISP Threat Actor 3"))
    let actor = try Self.run(["actor", "blue heron"], folder)
    #expect(actor.text.contains("alias of APT29 in MISP Threat Actor 3: Blue Heron"))
    let other = try Program.run(["attack", "aliases", "r.txt", "--workspace", "w"], in: folder)
    #expect(other.status == 2)
  }
}
