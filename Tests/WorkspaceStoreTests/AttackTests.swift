import GRDB
import Model
import Testing

@testable import WorkspaceStore

struct AttackTests {
  private let directory: TemporaryDirectory
  private let workspace: Workspace

  init() throws {
    directory = try TemporaryDirectory()
    workspace = try Workspace(directory: directory.path)
  }

  private static func release(_ version: String, digest: String? = nil) -> AttackReleaseRecord {
    AttackReleaseRecord(
      domain: "enterprise-attack",
      version: version,
      origin: "given",
      date: "2025-11-12",
      file: "bundle.json",
      sha256: digest ?? String(repeating: "0f", count: 32),
      importedAt: Timestamp(year: 2026, month: 3, day: 2),
      toolVersion: "0.1.0"
    )
  }

  private static let texts = [
    AttackText(kind: .description, subject: "T1", body: "a technique"),
    AttackText(kind: .procedure, subject: "G1", target: "T1", body: "what G1 did"),
    AttackText(kind: .description, subject: "G1", body: "a group"),
  ]

  private func texts(_ version: String, about subject: String) throws -> [String] {
    try workspace.attackTexts(domain: "enterprise-attack", version: version, about: [subject])
      .map(\.body)
  }

  @Test
  func `versions are kept side by side, each with its facts and texts`() throws {
    #expect(try !workspace.importAttack(Self.release("17.1"), facts: [1, 2], texts: Self.texts))
    #expect(try !workspace.importAttack(Self.release("18.1"), facts: [3], texts: []))
    #expect(try workspace.attackReleases() == [Self.release("17.1"), Self.release("18.1")])
    #expect(try workspace.attackFacts(domain: "enterprise-attack", version: "17.1") == [1, 2])
    #expect(try workspace.attackFacts(domain: "ics-attack", version: "17.1") == nil)
    #expect(try texts("17.1", about: "T1") == ["a technique", "what G1 did"])
    #expect(try texts("17.1", about: "G1") == ["what G1 did", "a group"])
    #expect(try texts("18.1", about: "T1").isEmpty)
    try workspace.verify()
  }

  @Test
  func `the same version again takes the place of the first`() throws {
    try workspace.importAttack(Self.release("18.1"), facts: [1], texts: Self.texts)
    #expect(try workspace.importAttack(Self.release("18.1"), facts: [2], texts: [Self.texts[0]]))
    #expect(try workspace.attackFacts(domain: "enterprise-attack", version: "18.1") == [2])
    #expect(try texts("18.1", about: "T1") == ["a technique"])
  }

  @Test
  func `an import that cannot be stored leaves the earlier one`() throws {
    try workspace.importAttack(Self.release("18.1"), facts: [1], texts: Self.texts)
    let broken = AttackText(kind: .field, subject: "", body: "about nothing")
    #expect(throws: WorkspaceError.self) {
      try workspace.importAttack(Self.release("18.1"), facts: [2], texts: [broken])
    }
    #expect(throws: WorkspaceError.self) {
      try workspace.importAttack(Self.release("18.1", digest: "x"), facts: [2], texts: [])
    }
    #expect(try workspace.attackFacts(domain: "enterprise-attack", version: "18.1") == [1])
    #expect(try texts("18.1", about: "T1").count == 2)
  }

  @Test
  func `texts are looked up in indexes`() throws {
    for sql in Workspace.textSQL {
      let plan = try workspace.pool.read { database in
        try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql, arguments: [1, "T1"])
          .map { $0["detail"] as String }
      }
      #expect(plan.contains { $0.contains("USING INDEX attack_text_by_") }, "\(plan)")
    }
  }
}
