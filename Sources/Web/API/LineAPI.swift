import Hummingbird
import Model
import Scan
import WorkspaceStore

/// Cited lines as they stand in their logs.
struct LineAPI: Sendable {
  private struct Line: Encodable, Sendable {
    var evidence: Evidence
    var state: CitedLineReading.State
    /// Whether the place is one in the unpacked text of the log.
    var isUnpacked: Bool
    /// Empty where it is no longer what was cited.
    var text: String
    var before: [String]
    var after: [String]
  }

  let workspace: Workspace
  let now: @Sendable () -> Timestamp

  var routes: [APIRoute] { [line] }

  private var line: APIRoute {
    APIRoute(
      path: "/findings/{id}/lines/{number}",
      name: "getLine",
      summary: "A cited line with its neighbours, read again from its log; counted from 0",
      answer: .named("Line")
    ) { call in
      let finding = try workspace.finding(id: call.path.require("id")).finding
      guard let number = Int(try call.path.require("number")),
        finding.evidence.indices.contains(number)
      else { throw HTTPError(.notFound) }
      let subject = "\(finding.id) line \(number)"
      try workspace.audit(call.visitor.person.name, "read line", subject, at: now())
      let line = await CitedLine.read(finding.evidence[number])
      return Line(
        evidence: finding.evidence[number],
        state: line.state,
        isUnpacked: line.isUnpacked,
        text: line.text,
        before: line.before,
        after: line.after
      )
    }
  }
}
