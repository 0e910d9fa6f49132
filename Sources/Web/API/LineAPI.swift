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
      let cited = try workspace.citedLine(
        call.path.require("number"),
        ofFinding: call.path.require("id")
      )
      try workspace.audit(call.visitor.person.name, "read line", cited.subject, at: now())
      let line = await CitedLine.read(cited.evidence)
      return Line(
        evidence: cited.evidence,
        state: line.state,
        isUnpacked: line.isUnpacked,
        text: line.text,
        before: line.before,
        after: line.after
      )
    }
  }
}
