import Hummingbird
import Model
import Scan
import WorkspaceStore

/// What the start page shows: how much is in the workspace, and what needs attention.
struct QueueAPI: Sendable {
  private struct Summary: Encodable, Sendable {
    var findings: Int
    var withConfirmedAccounts: Int
    var withStages: Int
    var reports: Int
    var scans: Int
  }

  private struct Queue: Encodable, Sendable {
    var items: [FindingQueue.Entry]
    var next: String?
    /// Whether there are weaker findings that were not ranked.
    var hasMore: Bool
  }

  let workspace: Workspace

  var routes: [APIRoute] { [summary, queue] }

  private var summary: APIRoute {
    APIRoute(
      path: "/summary",
      name: "getSummary",
      summary: "How much is in the workspace; superseded findings are not counted",
      answer: .object([
        "findings": .integer, "with_confirmed_accounts": .integer, "with_stages": .integer,
        "reports": .integer, "scans": .integer,
      ])
    ) { _ in
      Summary(
        findings: try workspace.countFindings(),
        withConfirmedAccounts: try workspace.countFindings(
          matching: FindingFilter(withConfirmedAccounts: true)
        ),
        withStages: try workspace.countFindings(matching: FindingFilter(withStages: true)),
        reports: try workspace.countReports(),
        scans: try workspace.countScans()
      )
    }
  }

  private var queue: APIRoute {
    APIRoute(
      path: "/queue",
      name: "getQueue",
      summary: "Findings that nobody answers for, ranked: those that page, the queue, the rest",
      query: Self.parameters,
      answer: .object(
        ["items": .list(.named("QueueEntry")), "has_more": .boolean],
        optional: ["next": .string]
      )
    ) { call in
      let length = try call.pageLength()
      let start = try call.number("from", in: 0...Int(Int32.max), otherwise: 0)
      let filter = try FindingQueryForm(call.query).filter
      let queue = try FindingQueue(of: workspace, matching: filter, by: Self.rule(call))
      let items = Array(queue.entries.dropFirst(start).prefix(length))
      let end = start + items.count
      return Queue(
        items: items,
        next: end < queue.entries.count ? String(end) : nil,
        hasMore: queue.hasMore
      )
    }
  }

  private static let parameters: [APIRoute.Parameter] = [
    .init(name: "fdr", meaning: "Share of false findings in the queue", schema: .number),
    .init(
      name: "page",
      meaning: "Chance that a scan without any roll call pages",
      schema: .number
    ),
    .init(name: "budget", meaning: "Findings of a day that are shown", schema: .integer),
    .init(name: "since", meaning: "Seen on or after this day, as in 2026-03-02"),
    .init(name: "until", meaning: "Seen before this day"),
    .init(name: "from", meaning: "The 'next' of the page before", schema: .integer),
    .init(name: "limit", meaning: "Findings on a page, 1 to 500", schema: .integer),
  ]

  /// - Throws: 400 for a share that is none.
  private static func rule(_ call: APICall) throws -> TriageRule {
    let usual = TriageRule()
    func share(_ name: String, _ usual: Double) throws -> Double {
      guard let text = call.query.get(name) else { return usual }
      guard let value = Double(text), value > 0, value < 1 else {
        throw HTTPError(.badRequest, message: "'\(name)' is a number between 0 and 1.")
      }
      return value
    }
    let budget = try call.number("budget", in: 0...1_000_000, otherwise: 0)
    return TriageRule(
      fdr: try share("fdr", usual.fdr),
      pageLevel: try share("page", usual.pageLevel),
      budget: budget == 0 ? nil : budget
    )
  }
}
