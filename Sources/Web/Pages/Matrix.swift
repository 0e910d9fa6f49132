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

  struct Entry {
    var id: String
    var name: String
    var findings = 0
    var reports = 0
    var hunts = 0

    var isEmpty: Bool { findings + reports + hunts == 0 }
  }

  struct Column {
    var tactic: String
    /// Techniques, each followed by those of its sub-techniques that something is here of.
    var entries: [Entry]
  }

  /// Read once: the library is YAML.
  private static let huntCounts = HuntLibrary.hunts.map(HuntPage.init).flatMap(\.techniques)
    .reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }

  let columns: [Column]
  let release: AttackRelease?

  init(of workspace: Workspace, in facts: AttackFacts) throws {
    let findings = try workspace.findingCounts()
    let reports = try workspace.reportCounts()
    let hunts = Self.huntCounts
    release = facts.releases.first { $0.domain == .enterprise }
    var byTactic: [String: [Entry]] = [:]
    let techniques = facts.current(.technique).map { facts.objects[$0] }
      .filter { facts.release(of: $0).domain == .enterprise }.sorted { $0.id < $1.id }
    for technique in techniques {
      let id = technique.id.rawValue
      let entry = Entry(
        id: id,
        name: technique.name,
        findings: findings[TechniqueID(rawValue: id)] ?? 0,
        reports: reports[TechniqueID(rawValue: id)] ?? 0,
        hunts: hunts[id] ?? 0
      )
      if id.contains("."), entry.isEmpty { continue }
      for tactic in technique.tactics { byTactic[tactic, default: []].append(entry) }
    }
    columns = byTactic.sorted { Self.place($0.key) < Self.place($1.key) }
      .map { Column(tactic: $0.key, entries: $0.value) }
  }

  private static func place(_ tactic: String) -> (Int, String) {
    (order.firstIndex(of: tactic) ?? order.count, tactic)
  }
}
