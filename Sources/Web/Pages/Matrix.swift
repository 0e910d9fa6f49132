import Hunting
import Knowledge
import Model
import WorkspaceStore

/// What a workspace has of each technique, by tactic.
struct Matrix {
  /// The order in which ATT&CK shows its tactics; what is not here comes behind, by name.
  private static let order = [
    "reconnaissance", "resource-development", "initial-access", "execution", "persistence",
    "privilege-escalation", "stealth", "defense-evasion", "defense-impairment",
    "credential-access", "discovery", "lateral-movement", "collection", "command-and-control",
    "exfiltration", "impact",
  ]

  struct Entry: Sendable {
    var id: String
    var name: String
    /// Of a technique: shown where something is here of it.
    var isSub: Bool
    var findings = 0
    var reports = 0
    var hunts = 0

    var isEmpty: Bool { findings + reports + hunts == 0 }
  }

  struct Column: Sendable {
    var tactic: String
    /// Techniques, each followed by those of its sub-techniques that something is here of.
    var entries: [Entry]
  }

  /// Read once: the library is YAML.
  private static let huntCounts = HuntPage.library.flatMap(\.techniques)
    .reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }

  let columns: [Column]
  let release: AttackRelease?

  init(of workspace: Workspace, in knowing: WebServer.Knowing) throws {
    let findings = try workspace.findingCounts()
    let reports = try workspace.reportCounts()
    release = knowing.facts.releases.first { $0.domain == .enterprise }
    let empty = knowing.pages.matrix.value(of: 0) { Self.empty(knowing.facts) }
    columns = empty.map { column in
      var column = column
      column.entries = column.entries.compactMap { entry in
        var entry = entry
        let id = TechniqueID(rawValue: entry.id)
        (entry.findings, entry.reports) = (findings[id] ?? 0, reports[id] ?? 0)
        return entry.isSub && entry.isEmpty ? nil : entry
      }
      return column
    }
  }

  /// All techniques by tactic, without what a workspace has of them.
  private static func empty(_ facts: AttackFacts) -> [Column] {
    var byTactic: [String: [Entry]] = [:]
    let techniques = facts.current(.technique).map { facts.objects[$0] }
      .filter { facts.release(of: $0).domain == .enterprise }.sorted { $0.id < $1.id }
    for technique in techniques {
      let id = technique.id.rawValue
      var entry = Entry(id: id, name: technique.name, isSub: id.contains("."))
      entry.hunts = huntCounts[id] ?? 0
      for tactic in technique.tactics { byTactic[tactic, default: []].append(entry) }
    }
    return byTactic.sorted { place($0.key) < place($1.key) }
      .map { Column(tactic: $0.key, entries: $0.value) }
  }

  private static func place(_ tactic: String) -> (Int, String) {
    (order.firstIndex(of: tactic) ?? order.count, tactic)
  }
}
