import Hummingbird
import Model
import Scan
import WorkspaceStore

/// What stands behind a finding: its probes one by one, and the verdict without part of them.
struct StrikeAPI: Sendable {
  private struct Probe: Encodable, Sendable {
    var at: Timestamp
    /// The place of the name in the alphabet among all that were tried, from 0.
    var rank: Int
    var answer: String
    /// The place of the line among those that the finding cites, from 0.
    var line: Int
  }

  private struct Verdict: Encodable, Sendable {
    struct Remaining: Encodable, Sendable {
      var id: String
      var probes: Int
      var log10E: Double

      enum CodingKeys: String, CodingKey {
        case id, probes
        case log10E = "log10_e"
      }
    }

    var what: String
    /// Why there is no verdict.
    var reason: String?
    var struckAttempts: Int?
    var stands: Bool?
    var remaining: [Remaining]?
  }

  let workspace: Workspace
  let points: PointCache

  var routes: [APIRoute] { [probes, strike] }

  private var probes: APIRoute {
    APIRoute(
      path: "/findings/{id}/probes",
      name: "listProbes",
      summary: "What the roll-call plot is drawn from, in order of time, read again from the logs",
      query: [
        .init(name: "from", meaning: "The 'next' of the page before", schema: .integer),
        .init(name: "limit", meaning: "Probes on a page, 1 to 5000", schema: .integer),
      ],
      answer: .page(of: "Probe")
    ) { call in
      let start = try call.number("from", in: 0...Int(Int32.max), otherwise: 0)
      let limit = try call.number("limit", in: 1...5000, otherwise: 1000)
      let reading = try await points.reading(
        ofFinding: call.path.require("id"),
        in: workspace
      ).reading
      if case .absent(let reason) = reading { throw HTTPError(.conflict, message: reason) }
      let all = Self.all(reading)
      let page = Array(all.dropFirst(start).prefix(limit))
      let end = start + page.count
      return APIPage(items: page, next: end < all.count ? String(end) : nil)
    }
  }

  private static func all(_ reading: ProbePoints.Reading) -> [Probe] {
    guard case .points(let points) = reading else { return [] }
    let ranks = RollCallPlot.ranks(of: points)
    return points.sorted { ($0.time, $0.line) < ($1.time, $1.line) }.map { point in
      Probe(
        at: point.time,
        rank: ranks[point.name] ?? 0,
        answer: RollCallPlot.Kind(point.outcome).name,
        line: point.line
      )
    }
  }

  private var strike: APIRoute {
    APIRoute(
      path: "/findings/{id}/strike",
      name: "strikeOut",
      summary: "The verdict as if part of the attempts had not been made; reads the logs again",
      role: .analyst,
      query: [
        .init(
          name: "what",
          meaning: "source:ADDRESS, account:NAME or term:NAME, as the score names it"
        )
      ],
      answer: .named("Strike")
    ) { call in
      let stored = try workspace.finding(id: call.path.require("id"))
      let (text, strike) = try StrikeDesk.strike(call.query.get("what"))
      switch try await StrikeDesk(workspace: workspace).answer(on: stored, striking: strike) {
      case .none(let reason): return Verdict(what: text, reason: reason)
      case .verdict(let verdict):
        return Verdict(
          what: text,
          struckAttempts: verdict.struckAttempts,
          stands: !verdict.remaining.isEmpty,
          remaining: verdict.remaining.map {
            Verdict.Remaining(id: $0.id, probes: $0.probes, log10E: $0.score.log10E)
          }
        )
      }
    }
  }
}
