import Custody
import Foundation
import Hummingbird
import Model
import WorkspaceStore

/// Reports of cases and everything of one, for pages and for programs.
struct CaseExportDesk: Sendable {
  let workspace: Workspace
  let evidence: EvidenceDesk
  let now: @Sendable () -> Timestamp
  let printer = PrintedPage()

  /// The report as a file that needs no server.
  func html(ofCase id: String, by visitor: Visitor) throws -> Response {
    let report = try report(ofCase: id, by: visitor)
    let bytes = Data(CaseDocument(report: report).html.utf8)
    let name = "\(report.file.id).html"
    return FileResponse.sending(bytes, as: name, type: "text/html; charset=utf-8")
  }

  /// - Throws: 503 where there is no Chromium, or it is at work.
  func pdf(ofCase id: String, by visitor: Visitor) async throws -> Response {
    let report = try report(ofCase: id, by: visitor)
    do {
      let pdf = try await printer.pdf(of: CaseDocument(report: report).html)
      return FileResponse.sending(pdf, as: "\(report.file.id).pdf", type: "application/pdf")
    } catch let failure as PrintedPage.Failure {
      throw HTTPError(.serviceUnavailable, message: failure.sentence)
    }
  }

  /// Everything of a case as one ZIP file; `request` is what the log of evidence says of it.
  func bundle(ofCase id: String, request: String, by visitor: Visitor) async throws -> Response {
    let report = try report(ofCase: id, by: visitor)
    // Without a browser, or while it is at work, the README in the file says that there is none.
    let pdf = try? await printer.pdf(of: CaseDocument(report: report).html)
    let bundle = CaseBundle(
      desk: evidence,
      report: report,
      pdf: pdf,
      reason: try EvidenceDesk.Reason(
        purpose: "export of case \(report.file.id)",
        authority: "",
        request: request
      ),
      visitor: visitor
    )
    let path = workspace.directory + "/export-\(UUID().uuidString).zip"
    try bundle.write(to: path)
    try workspace.audit(visitor.person.name, "exported case", report.file.id, at: now())
    return try FileResponse.sending(path, as: "\(report.file.id).zip", type: "application/zip")
  }

  private func report(ofCase id: String, by visitor: Visitor) throws -> CaseReport {
    let file = try workspace.caseFile(id)
    try workspace.audit(visitor.person.name, "read case report", file.id, at: now())
    return try CaseReport(file: file, in: workspace, at: now())
  }

  /// Takes in all that the report cites, and then the report, whose links lead to those exhibits
  /// wherever an export puts them.
  func keepReport(
    ofCase id: String,
    for reason: EvidenceDesk.Reason,
    by visitor: Visitor
  ) async throws -> Exhibit {
    let file = try workspace.caseFile(id)
    for finding in file.findings {
      _ = try await evidence.take(finding: finding, for: reason, by: visitor)
    }
    let locker = evidence.locker(for: reason, by: visitor)
    let record = try CaseRecord.bytes(of: file)
    if try ReportLinks(.files, of: file, in: workspace).record == nil {
      _ = try locker.add([(CaseRecord.exhibit(of: file), record)])
    }
    let report = try CaseReport(file: file, .files, in: workspace, at: now())
    let page = Layout(title: file.title, isPrinted: true).page(report.html)
    let new = NewExhibit(
      kind: .report,
      name: "\(file.id) report.html",
      origin: Exhibit.Origin(path: "\(Workspace.fileName) \(file.id)")
    )
    return try locker.add([(new, Data(page.text.utf8))])[0]
  }
}
