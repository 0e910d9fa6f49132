import Foundation
import HTTPTypes
import Hummingbird
import Scan
import ServiceLifecycle
import WorkspaceStore

/// Server-sent events of a job: how far it is, four times a second where something changed, until it
/// is over. Each is the JSON of a `JobStatus` with a sentence for people beside it.
struct JobEvents {
  /// A browser that wants more asks again by itself.
  private static let longest = Duration.seconds(300)
  private static let interval = Duration.milliseconds(250)

  private struct Event: Encodable {
    var status: JobStatus
    var sentence: String
    /// What was found so far, as markup for the page.
    var provisional: String?
  }

  let workspace: Workspace
  let runner: JobRunner

  func response(of number: Int64) -> Response {
    Response(
      status: .ok,
      headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
      body: .init { [self] writer in
        let end = ContinuousClock.now + Self.longest
        var told: JobStatus?
        while told?.state.isMoving ?? true, ContinuousClock.now < end,
          !Task.isShuttingDownGracefully
        {
          if told != nil { try await Task.sleep(for: Self.interval) }
          let status = JobStatus(try workspace.job(number), runner.progress(of: number))
          if status != told {
            try await writer.write(ByteBuffer(string: try Self.event(status, after: told)))
          }
          told = status
        }
        try await writer.finish(nil)
      }
    )
  }

  static func event(_ status: JobStatus, after told: JobStatus?) throws -> String {
    let isNew = status.provisional != told?.provisional
    let json = try ReportJSON.line(
      Event(
        status: status,
        sentence: status.sentence,
        provisional: isNew
          ? status.provisional.map { ProvisionalList(findings: $0).html.text } : nil
      ),
      keys: .convertToSnakeCase
    )
    return "data: \(json.trimmingCharacters(in: .newlines))\n\n"
  }
}
