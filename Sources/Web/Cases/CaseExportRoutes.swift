import Foundation
import HTTPTypes
import Hummingbird
import Model
import WorkspaceStore

/// A case to take away: its report as HTML or PDF, and everything as one ZIP file.
struct CaseExportRoutes {
  let workspace: Workspace
  let desk: EvidenceDesk
  let now: @Sendable () -> Timestamp
  let printer = PrintedPage()

  func add(to router: Router<WebContext>) {
    router.get("/cases/:id/report.html") { _, context in
      let report = try report(context)
      let bytes = Data(CaseDocument(report: report).html.utf8)
      let name = "\(report.file.id).html"
      return FileResponse.sending(bytes, as: name, type: "text/html; charset=utf-8")
    }
    router.get("/cases/:id/report.pdf") { _, context -> Response in
      let report = try report(context)
      do {
        let pdf = try await printer.pdf(of: CaseDocument(report: report).html)
        return FileResponse.sending(pdf, as: "\(report.file.id).pdf", type: "application/pdf")
      } catch let failure as PrintedPage.Failure {
        throw HTTPError(.serviceUnavailable, message: failure.sentence)
      }
    }
    router.post("/cases/:id/export.zip") { request, context -> Response in
      let form = try await Form(of: request)
      let visitor = try context.visitor(atLeast: .analyst).checked(form)
      let report = try report(context)
      // Without a browser, or while it is at work, the README in the file says that there is none.
      let pdf = try? await printer.pdf(of: CaseDocument(report: report).html)
      let bundle = CaseBundle(
        desk: desk,
        report: report,
        pdf: pdf,
        reason: try EvidenceDesk.Reason(
          purpose: "export of case \(report.file.id)",
          authority: "",
          request: "POST \(request.uri.path)"
        ),
        visitor: visitor
      )
      let path = workspace.directory + "/export-\(UUID().uuidString).zip"
      try bundle.write(to: path)
      try workspace.audit(visitor.person.name, "exported case", report.file.id, at: now())
      return try FileResponse.sending(path, as: "\(report.file.id).zip", type: "application/zip")
    }
  }

  private func report(_ context: WebContext) throws -> CaseReport {
    let visitor = try context.visitor()
    let file = try workspace.caseFile(context.parameters.require("id"))
    try workspace.audit(visitor.person.name, "read case report", file.id, at: now())
    return try CaseReport(file: file, in: workspace, at: now())
  }
}
