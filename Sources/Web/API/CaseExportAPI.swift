import HTTPTypes
import Hummingbird
import WorkspaceStore

/// Reports of cases, and everything of one to take away.
struct CaseExportAPI: Sendable {
  let desk: CaseExportDesk

  var routes: [APIRoute] { [html, pdf, keep, bundle] }

  private var html: APIRoute {
    APIRoute(
      path: "/cases/{id}/report.html",
      name: "getCaseReport",
      summary: "The report of a case as one file that needs no server",
      fileOf: "text/html"
    ) { call in try desk.html(ofCase: call.path.require("id"), by: call.visitor) }
  }

  private var pdf: APIRoute {
    APIRoute(
      path: "/cases/{id}/report.pdf",
      name: "getCaseReportAsPDF",
      summary: "The report of a case as PDF; 503 where the server has no Chromium",
      fileOf: "application/pdf"
    ) { call in try await desk.pdf(ofCase: call.path.require("id"), by: call.visitor) }
  }

  private var keep: APIRoute {
    APIRoute(
      method: .post,
      path: "/cases/{id}/report",
      name: "keepCaseReport",
      summary: "Takes the report of a case in as an exhibit, and all that it cites",
      role: .analyst,
      body: EvidenceAPI.reason,
      answer: .named("Exhibit")
    ) { call in
      let exhibit = try await desk.keepReport(
        ofCase: call.path.require("id"),
        for: EvidenceAPI.reason(of: call),
        by: call.visitor
      )
      return ExhibitAnswer(exhibit)
    }
  }

  private var bundle: APIRoute {
    APIRoute(
      method: .post,
      path: "/cases/{id}/export",
      name: "exportCase",
      summary: "Everything of a case as one ZIP file",
      role: .analyst,
      fileOf: "application/zip"
    ) { call in
      try await desk.bundle(
        ofCase: call.path.require("id"),
        request: call.request,
        by: call.visitor
      )
    }
  }
}
