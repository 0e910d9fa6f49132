import Model
import WorkspaceStore

/// The evidence tab of a technique: its findings, exhibits with hash, their custody, and the export.
struct TechniqueEvidence {
  let technique: String
  let findings: [FindingSummary]
  let count: Int
  let state: EvidenceState

  var html: HTML {
    """
    <section id="evidence"><h2>Evidence in this workspace</h2>
    \(FindingList(findings: findings).html)
    <p><a href="/findings?technique=\(technique)">All \(count) findings</a>; superseded ones are left
    out.</p>
    <h3>Exhibits</h3>\(EvidenceTable.exhibits(state))\(EvidenceTable.proof(state))
    \(HTML.when(!state.events.isEmpty, timeline))</section>
    """
  }

  private var timeline: HTML {
    """
    <h3>Custody</h3>\(EvidenceTable.timeline(state.events))
    <p><a href="/evidence">All of it, with the check of every exhibit and the export</a></p>
    """
  }
}
