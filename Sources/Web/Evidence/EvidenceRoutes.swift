import Custody
import Foundation
import HTTPTypes
import Hummingbird
import Model
import WorkspaceStore

/// Exhibits: the list, each with its custody and whether its bytes are intact, taking lines in, and the
/// export.
struct EvidenceRoutes {
  let workspace: Workspace
  let desk: EvidenceDesk
  let now: @Sendable () -> Timestamp

  func add(to router: Router<WebContext>) {
    router.get("/evidence") { _, context in
      let visitor = try context.visitor()
      let page = EvidencePage(state: try EvidenceState(of: workspace), visitor: visitor)
      return Layout(title: "Evidence", visitor: visitor, section: "/evidence").response(page.html)
    }
    router.get("/evidence/:id") { _, context in
      let visitor = try context.visitor()
      let text = try context.parameters.require("id")
      guard let id = ExhibitID(text), let stored = try workspace.exhibit(id) else {
        throw CustodyError.noSuchExhibit(text)
      }
      let name = visitor.person.name
      try workspace.audit(name, "looked at exhibit", id.description, at: now())
      let page = ExhibitPage(
        stored: stored,
        state: stored.disposedAt == nil ? try desk.state(of: stored.exhibit) : nil,
        events: try events(of: id)
      )
      return Layout(title: text, visitor: visitor, section: "/evidence").response(page.html)
    }
    router.post("/findings/:id/exhibits") { request, context -> Response in
      let form = try await Form(of: request)
      let visitor = try context.visitor(atLeast: .analyst).checked(form)
      let purpose = form["purpose"].isEmpty ? "kept from the page of the finding" : form["purpose"]
      let finding = try workspace.finding(id: context.parameters.require("id")).finding
      _ = try desk.takeIn(finding, by: visitor.person.name, purpose: purpose)
      return Response.redirect(to: "/evidence", type: .normal)
    }
    router.post("/evidence/export") { request, context -> Response in
      let form = try await Form(of: request)
      let visitor = try context.visitor(atLeast: .analyst).checked(form)
      guard !form["purpose"].isEmpty else {
        throw HTTPError(.badRequest, message: "Say what the export is for: its record does.")
      }
      let path = workspace.directory + "/export-\(UUID().uuidString).zip"
      try desk.export(nil, to: path, by: visitor.person.name, purpose: form["purpose"])
      return try FileResponse.sending(path, as: "evidence.zip", type: "application/zip")
    }
  }

  /// - Complexity: Reads the whole log.
  private func events(of id: ExhibitID) throws -> [CustodyEvent] {
    var events: [CustodyEvent] = []
    let size = try workspace.logState().frontier.size
    try workspace.forEachRecord(in: id.position..<max(id.position, size)) { _, line in
      let event = try CustodyEvent(line: line)
      if event.exhibit == id { events.append(event) }
    }
    return events
  }
}
