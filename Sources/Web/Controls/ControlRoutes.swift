import Foundation
import Hummingbird
import Mitigation
import Model
import WorkspaceStore

/// The form of a control.
struct ControlRoutes {
  let workspace: Workspace
  let now: @Sendable () -> Timestamp

  func add(to router: Router<WebContext>) {
    router.post("/controls/:id") { request, context -> Response in
      let form = try await Form(of: request)
      let visitor = try context.visitor(atLeast: .analyst).checked(form)
      let change = ControlDesk.Change(
        owner: form["owner"],
        due: form["due"],
        acceptedReason: form["accepted_reason"],
        acceptedUntil: form["accepted_until"]
      )
      let desk = ControlDesk(workspace: workspace, now: now)
      _ = try desk.set(context.parameters.require("id"), to: change, by: visitor)
      let technique = form["technique"]
      guard technique.wholeMatch(of: /T[0-9]{4}(\.[0-9]{3})?/) != nil else {
        throw HTTPError(.badRequest)
      }
      return Response.redirect(to: "/techniques/\(technique)#mitigation", type: .normal)
    }
  }
}

/// What the technique page shows of controls, audits and self-tests.
struct ControlSections {
  var mitigation: HTML = ""
  var detection: HTML = ""

  /// All controls stand on the page that the program is about; others have their own.
  static let home = "T1589.002"

  init(technique: String, workspace: Workspace, visitor: Visitor, now: Timestamp) throws {
    let controls = try ControlPage.all(in: workspace).filter {
      technique == Self.home || $0.technique == technique
    }
    let list = ControlList(controls: controls, visitor: visitor, now: now, technique: technique)
    mitigation = list.html
    guard technique == Self.home else { return }
    if let kept = try workspace.kept(.exposureAudit, limit: 1).first {
      let audit = try JSONDecoder().decode(ExposureAudit.self, from: Data(kept.content.utf8))
      mitigation = "\(mitigation)\(ExposureTable(audit: audit, at: kept.at).html)"
    }
    if let kept = try workspace.kept(.visibilityTest, limit: 1).first {
      let matrix = try JSONDecoder().decode(VisibilityMatrix.self, from: Data(kept.content.utf8))
      detection = MatrixOfVisibility(matrix: matrix).html
    }
  }
}
