import Knowledge

/// A layer of ATT&CK Navigator, format 4.5, with the techniques that something is here of.
struct NavigatorLayer: Encodable {
  struct Versions: Encodable {
    var attack: String
    let navigator = "5.1.0"
    let layer = "4.5"
  }

  struct Technique: Encodable {
    var techniqueID: String
    var tactic: String
    var score: Int
    var comment: String
  }

  struct Gradient: Encodable {
    let colors = ["#e3eef6", "#1f5f8b"]
    let minValue = 0
    var maxValue: Int
  }

  let name = "Rollcall workspace"
  let versions: Versions
  let domain = "enterprise-attack"
  let description = "The score is the number of findings, reports and hunts."
  let techniques: [Technique]
  let gradient: Gradient

  init(_ matrix: Matrix) {
    // Navigator knows whole versions of ATT&CK only.
    let version = matrix.release?.version.prefix { $0 != "." } ?? ""
    versions = Versions(attack: String(version))
    techniques = matrix.columns.flatMap { column in
      column.entries.filter { !$0.isEmpty }.map { entry in
        Technique(
          techniqueID: entry.id,
          tactic: column.tactic,
          score: entry.findings + entry.reports + entry.hunts,
          comment: "\(entry.findings) findings, \(entry.reports) reports, \(entry.hunts) hunts"
        )
      }
    }
    gradient = Gradient(maxValue: max(1, techniques.map(\.score).max() ?? 1))
  }
}
