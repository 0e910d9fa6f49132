import Foundation
import Testing

struct NetworkTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures").path

  private static func folder() throws -> Folder {
    let folder = try Folder()
    let sources = ["203.0.113.7", "198.51.100.7", "2001:db8::7"]
    var lines = ""
    for (place, source) in sources.enumerated() {
      for number in 10..<30 {
        let line = "gate sshd[4711]: Invalid user guess\(number)x\(place) from \(source) port 40022"
        // Apart in time: lists of one make at one time would be parts of one campaign.
        lines += "2026-03-02T0\(5 + place):\(number):09Z \(line)\n"
      }
    }
    try folder.write(lines, to: "auth.log")
    return folder
  }

  private static func scan(_ database: String, _ folder: Folder) throws -> Program {
    try Program.run(
      ["scan", "auth.log", "--format", "jsonl", "--asn-database", database],
      in: folder
    )
  }

  @Test
  func `the network of each source that the database knows is in the finding`() throws {
    let run = try Self.scan(Self.fixtures + "/asn.mmdb", Self.folder())
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.lines.count == 3)
    let networks = try run.lines.map { line in
      let json = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let source = try #require((json?["sources"] as? [[String: Any]])?.first)
      return "\(source["ip"] ?? "") \(source["asn"] ?? "none")"
    }
    #expect(
      Set(networks) == ["203.0.113.7 64511", "198.51.100.7 none", "2001:db8::7 64496"]
    )
  }

  @Test(arguments: ["auth.log", "nowhere.mmdb"])
  func `a file that is no database ends the scan before it begins`(file: String) throws {
    let run = try Self.scan(file, Self.folder())
    #expect(run.status == 2)
    #expect(run.lines.isEmpty)
    #expect(run.errors.contains(file), "\(run.errors)")
  }

  @Test
  func `a database without numbers is a failure that costs no finding`() throws {
    let run = try Self.scan(Self.fixtures + "/country.mmdb", Self.folder())
    #expect(run.status == 2)
    #expect(run.lines.count == 3)
    #expect(run.errors.contains("country.mmdb: has no numbers of autonomous systems"))
  }
}
