import Hummingbird
import Model
import WorkspaceStore

/// All that is known of a source, an account or an indicator, and from where.
struct SubjectAPI: Sendable {
  private struct Answer: Encodable, Sendable {
    var subject: String
    /// The latest; the list of findings has all.
    var findings: [FindingSummary]
    var findingCount: Int
    /// Whether there are more than were counted.
    var hasMore: Bool
    /// Where reports name it, unless that was rejected.
    var places: [ClaimPlace]
    /// Of an account: attacks on it that followed findings.
    var stages: [AccountStage]?
  }

  private static let findingsShown = 20
  private static let placesShown = 50

  let workspace: Workspace

  var routes: [APIRoute] {
    [
      route("source", "address", "An address that took part in findings") {
        FindingFilter(source: $0)
      },
      route("account", "name", "An account: findings that named it, attacks that followed") {
        FindingFilter(account: $0)
      },
      route("indicator", "value", "An indicator of reports, and findings with it as a source") {
        FindingFilter(source: $0)
      },
    ]
  }

  private func route(
    _ kind: String,
    _ parameter: String,
    _ summary: String,
    _ filter: @escaping @Sendable (String) -> FindingFilter
  ) -> APIRoute {
    APIRoute(
      path: "/\(kind)",
      name: "get" + kind.prefix(1).uppercased() + kind.dropFirst(),
      summary: summary,
      query: [.init(name: parameter, meaning: "Which one, exactly as it was written")],
      answer: .named("Subject")
    ) { call in
      guard let subject = call.query.get(parameter), !subject.isEmpty else {
        throw HTTPError(.badRequest, message: "'\(parameter)' says which one.")
      }
      return try answer(subject, filter(subject), isAccount: kind == "account")
    }
  }

  private func answer(
    _ subject: String,
    _ filter: FindingFilter,
    isAccount: Bool
  ) throws -> Answer {
    let count = try workspace.countFindings(matching: filter, upTo: FindingCountText.most)
    return Answer(
      subject: subject,
      findings: try workspace.findings(matching: filter, limit: Self.findingsShown).findings,
      findingCount: count.value,
      hasMore: count.isMore,
      places: try workspace.places(naming: subject, limit: Self.placesShown),
      stages: isAccount ? try workspace.stages(onAccount: subject) : nil
    )
  }
}
