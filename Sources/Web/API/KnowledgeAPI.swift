import Foundation
import Hummingbird
import Knowledge
import LogFormats
import Model
import Scan
import WorkspaceStore

/// Techniques, actors and software of ATT&CK, each with the workspace's reports on it.
struct KnowledgeAPI: Sendable {
  private static let mostOwnReports = 100
  private static let mostWritten = 64

  /// What an answer is made of: the same of both, and it is the same text.
  private struct Subject: Hashable {
    var id: String
    var ownReports: [String]
  }

  private struct Entry: Encodable, Sendable {
    var id: String
    var name: String
    var tactics: [String]
  }

  private struct Activity: Encodable, Sendable {
    struct Month: Encodable, Sendable {
      var month: String
      var findings: Int
    }

    var technique: String
    var findings: Int
    var months: [Month]
  }

  private struct Visibility: Encodable, Sendable {
    struct Service: Encodable, Sendable {
      var service: String
      var confirmed: String
      var gaps: [String]
    }

    var format: String
    var title: String
    var isReadHere: Bool
    var services: [Service]
  }

  let workspace: Workspace
  let knowing: WebServer.Knowing
  /// A page of ATT&CK is a hundred kilobytes: it costs more to write than to keep.
  private let written = Kept<Subject, String>(limit: mostWritten)

  init(workspace: Workspace, knowing: WebServer.Knowing) {
    (self.workspace, self.knowing) = (workspace, knowing)
  }

  var routes: [APIRoute] {
    [
      list,
      technique,
      activity,
      visibility,
      actor("/actors/{id}", "getActor", "A group or a campaign", [.group, .campaign]),
      actor("/software/{id}", "getSoftware", "Malware or a tool", [.malware, .tool]),
    ]
  }

  private var list: APIRoute {
    APIRoute(
      path: "/techniques",
      name: "listTechniques",
      summary: "Techniques of the ATT&CK in use, by id",
      query: APIRoute.paging,
      answer: .page(of: "TechniqueEntry")
    ) { call in
      let length = try call.pageLength()
      let last = call.query.get("after") ?? ""
      let facts = knowing.facts
      let all = facts.current(.technique).map { facts.objects[$0] }.sorted { $0.id < $1.id }
      let rest = all.lazy.filter { $0.id.rawValue > last }.prefix(length + 1).map {
        Entry(id: $0.id.rawValue, name: $0.name, tactics: $0.tactics)
      }
      return APIPage(Array(rest), length: length) { $0.id }
    }
  }

  private var technique: APIRoute {
    APIRoute(
      writing: "/techniques/{id}",
      name: "getTechnique",
      summary: "What is known of a technique",
      answer: .named("Technique")
    ) { call in
      let page = try knowing.technique(call.path.require("id"))
      return try write(page, page.id) { page, own in page.ownReports = own }
    }
  }

  private func actor(
    _ path: String,
    _ name: String,
    _ summary: String,
    _ kinds: Set<AttackObject.Kind>
  ) -> APIRoute {
    APIRoute(writing: path, name: name, summary: summary, answer: .named("Actor")) { call in
      let page = try knowing.actor(call.path.require("id"), among: kinds)
      return try write(page, page.id) { page, own in page.ownReports = own }
    }
  }

  private func write<Page: Encodable>(
    _ page: Page,
    _ id: String,
    _ put: (inout Page, [OwnReport]) -> Void
  ) throws -> String {
    let own = try workspace.reports(claiming: id, limit: Self.mostOwnReports).map {
      OwnReport(id: $0.id, title: $0.title, claimCount: $0.claimCount)
    }
    let subject = Subject(id: id, ownReports: own.map { "\($0.id) \($0.claimCount)" })
    return try written.value(of: subject) {
      var page = page
      put(&page, own)
      return try ReportJSON.line(page, keys: .convertToSnakeCase)
    }
  }

  private var activity: APIRoute {
    APIRoute(
      path: "/techniques/{id}/activity",
      name: "getActivity",
      summary: "Findings of a technique by the month in which each was last seen",
      answer: .object([
        "technique": .string, "findings": .integer,
        "months": .list(.object(["month": .string, "findings": .integer])),
      ])
    ) { call in
      let id = TechniqueID(rawValue: try knowing.technique(call.path.require("id")).id)
      return Activity(
        technique: id.rawValue,
        findings: try workspace.countFindings(matching: FindingFilter(technique: id)),
        months: try workspace.findingMonths(of: id).map {
          Activity.Month(month: $0.month, findings: $0.count)
        }
      )
    }
  }

  private var visibility: APIRoute {
    APIRoute(
      path: "/visibility",
      name: "listVisibility",
      summary: "What each log can show of a roll call and what not, and whether one was read here",
      answer: .page(of: "Visibility")
    ) { _ in
      let read = try workspace.scannedFormats()
      let items = LogFormats.all.map { format in
        Visibility(
          format: format.facts.id,
          title: format.facts.title,
          isReadHere: read.contains(format.facts.id),
          services: format.facts.services.map {
            .init(
              service: $0.service.name,
              confirmed: $0.confirmedVisibility.rawValue,
              gaps: $0.gaps.map(\.id)
            )
          }
        )
      }
      return APIPage(items: items)
    }
  }
}
