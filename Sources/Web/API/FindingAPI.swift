import Hummingbird
import Knowledge
import Model
import WorkspaceStore

/// Findings, and the lines they cite.
struct FindingAPI: Sendable {
  /// A finding without its lines, which have a list of their own, and what belongs to it.
  struct Answer: Encodable, Sendable {
    var finding: Finding
    var evidenceCount: Int
    var scans: [String]
    var supersedes: [String]
    var supersededBy: String?
    var known: FindingKnowledge
    /// What of the finding reports name.
    var named: NamedFindings
    /// Ids of the cases that hold it.
    var cases: [String]
  }

  let workspace: Workspace
  let knowing: WebServer.Knowing
  let now: @Sendable () -> Timestamp

  var routes: [APIRoute] { [list, one, evidence] }

  private var list: APIRoute {
    APIRoute(
      path: "/findings",
      name: "listFindings",
      summary: "Findings that meet all conditions",
      query: Self.conditions,
      answer: .page(of: "FindingSummary")
    ) { call in
      let form = try FindingQueryForm(call.query)
      let page = try workspace.findings(
        matching: form.filter,
        by: form.order,
        limit: call.number("limit", in: 1...500, otherwise: 50),
        after: form.cursor
      )
      return APIPage(items: page.findings, next: page.next?.text)
    }
  }

  private static let conditions = [
    APIRoute.Parameter(name: "technique", meaning: "Of this technique of ATT&CK"),
    .init(
      name: "pattern",
      meaning: "With this pattern",
      schema: .choice(FindingQueryForm.patterns.map(\.rawValue))
    ),
    .init(name: "source", meaning: "With this source address"),
    .init(name: "account", meaning: "With this account among those that exist"),
    .init(name: "since", meaning: "Seen on or after this day, as in 2026-03-02"),
    .init(name: "until", meaning: "Seen before this day"),
    .init(name: "scan", meaning: "Seen by this scan"),
    .init(name: "confirmed", meaning: "Anything: only with accounts confirmed to the operator"),
    .init(name: "stages", meaning: "Anything: only with follow-on attacks"),
    .init(
      name: "authorised",
      meaning: "Only those that somebody answers for (yes), or only the others (no)",
      schema: .choice(["yes", "no"])
    ),
    .init(name: "superseded", meaning: "Anything: those too that a later finding replaced"),
    .init(
      name: "order",
      meaning: "What comes first",
      schema: .choice(FindingOrder.allCases.map(\.rawValue))
    ),
    .init(name: "after", meaning: "The 'next' of the page before, asked for with the same order"),
    .init(name: "limit", meaning: "Findings on a page, 1 to 500", schema: .integer),
  ]

  private var one: APIRoute {
    APIRoute(
      path: "/findings/{id}",
      name: "getFinding",
      summary: "One finding; its list of evidence is empty here, and has a route of its own",
      answer: .named("Finding")
    ) { call in
      let stored = try read(call, evidence: 0..<0)
      let records = try await knowing.pages.signs(ofFinding: stored.finding.id, in: workspace)
      return Answer(
        finding: stored.finding,
        evidenceCount: stored.evidenceCount,
        scans: stored.scanIDs,
        supersedes: stored.supersedes,
        supersededBy: stored.supersededBy,
        known: knowing.pages.knowledge(
          of: stored.finding,
          records: records,
          in: knowing.facts,
          today: String(now().rfc3339.prefix(10))
        ),
        named: try workspace.reports(namingFinding: stored.finding.id),
        cases: try workspace.caseFiles(holding: stored.finding.id).map(\.id)
      )
    }
  }

  private var evidence: APIRoute {
    APIRoute(
      path: "/findings/{id}/evidence",
      name: "listEvidence",
      summary: "The lines that a finding cites: where they stand, and their SHA-256",
      query: [
        .init(name: "from", meaning: "The 'next' of the page before", schema: .integer),
        .init(name: "limit", meaning: "Lines on a page, 1 to 1000", schema: .integer),
      ],
      answer: .page(of: "Evidence")
    ) { call in
      let start = try call.number("from", in: 0...Int(Int32.max), otherwise: 0)
      let limit = try call.number("limit", in: 1...1000, otherwise: 100)
      let stored = try read(call, evidence: start..<start + limit)
      let end = start + stored.finding.evidence.count
      let isLast = end >= stored.evidenceCount
      return APIPage(items: stored.finding.evidence, next: isLast ? nil : String(end))
    }
  }

  /// Reading a finding is noted, as it is on its page.
  private func read(_ call: APICall, evidence: Range<Int>) throws -> StoredFinding {
    let stored = try workspace.finding(id: call.path.require("id"), evidence: evidence)
    try workspace.audit(call.visitor.person.name, "read evidence", stored.finding.id, at: now())
    return stored
  }
}
