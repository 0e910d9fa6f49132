import Foundation
import LogBytes
import LogFormats
import Model
import Testing

/// The example logs in the repository, which people try first.
struct IdentityExamplesTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Examples")

  @Test(arguments: [
    ("entra/signins.ndjson", "entra-ndjson", "203.0.113.61", 23),
    ("entra/signins-graph.json", "entra-graph", "2001:db8:61::f62", 23),
    ("entra/InteractiveSignIns.csv", "entra-csv", "203.0.113.63", 23),
    ("keycloak/keycloak.log", "keycloak-log", "203.0.113.64", 20),
  ])
  func `every record of an example is understood and one source calls the roll`(
    path: String,
    id: String,
    attacker: String,
    namesTried: Int
  ) throws {
    let text = try String(contentsOf: Self.folder.appendingPathComponent(path), encoding: .utf8)
    let bytes = Array(text.utf8)
    let sample = Array(bytes.prefix(65536))
    let found = LogFormats.detect(sample.span)
    let detected = try #require(found)
    #expect(detected.format.facts.id == id)
    let header = Array(bytes.prefix { $0 != 0x0a })
    let decoded = Decoded(text, as: detected.format, context: FormatContext(firstRecord: header))
    #expect(decoded.verdict == .attempt)
    #expect((200...400).contains(decoded.attempts.count))
    let tried = decoded.attempts.filter { $0.source == attacker }
    #expect(tried.count == namesTried)
    #expect(Set(tried.map(\.name)).count == namesTried)
    #expect(tried.count { $0.outcome.existence == .absent } >= namesTried - 4)
    #expect(tried.contains { $0.outcome.existence.exists })
  }
}
