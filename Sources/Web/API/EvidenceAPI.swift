import Custody
import HTTPTypes
import Hummingbird
import Model
import WorkspaceStore

/// Exhibits, cited lines as they stand in their logs, and taking them in.
struct EvidenceAPI: Sendable {
  private struct Item: Encodable, Sendable {
    var id: String
    var kind: String
    var form: String
    var name: String
    var path: String
    var finding: String?
    var byteCount: Int64
    var sha256: String
    var isDisposedOf: Bool

    init(_ stored: StoredExhibit) {
      let exhibit = stored.exhibit
      (id, name) = (exhibit.id.description, exhibit.name)
      (kind, form) = (exhibit.kind.rawValue, exhibit.form.rawValue)
      (path, finding) = (exhibit.origin.path, exhibit.origin.finding)
      (byteCount, sha256) = (exhibit.digests.byteCount, exhibit.digests.sha256.hexadecimal)
      isDisposedOf = stored.disposedAt != nil
    }
  }

  private struct Line: Encodable, Sendable {
    var evidence: Evidence
    var state: CitedLine.State
    /// Empty where it is no longer what was cited.
    var text: String
    var before: [String]
    var after: [String]
  }

  private struct Purpose: Decodable {
    var purpose: String
  }

  private struct Taken: Encodable, Sendable {
    var exhibits: Int
  }

  let workspace: Workspace
  let toolVersion: String
  let now: @Sendable () -> Timestamp

  var routes: [APIRoute] { [list, line, take, layers] }

  private var list: APIRoute {
    APIRoute(
      path: "/exhibits",
      name: "listExhibits",
      summary: "Exhibits in the order in which they were taken in",
      query: [.init(name: "finding", meaning: "Only those that this finding cites; its full id")],
      answer: .page(of: "Exhibit")
    ) { call in
      let exhibits = try workspace.exhibits(ofFinding: call.query.get("finding"))
      return APIPage(items: exhibits.map(Item.init))
    }
  }

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
      let line = CitedLine.read(finding.evidence[number])
      return Line(
        evidence: finding.evidence[number],
        state: line.state,
        text: line.text,
        before: line.before,
        after: line.after
      )
    }
  }

  private var take: APIRoute {
    APIRoute(
      method: .post,
      path: "/findings/{id}/exhibits",
      name: "keepLines",
      summary: "Takes the lines that a finding cites in as exhibits: all of them or none",
      role: .analyst,
      body: .object(["purpose": .string]),
      answer: .object(["exhibits": .integer])
    ) { call in
      let purpose = try call.decoded(Purpose.self).purpose
      guard !purpose.isEmpty else { throw HTTPError(.badRequest) }
      let finding = try workspace.finding(id: call.path.require("id")).finding
      let desk = EvidenceDesk(workspace: workspace, toolVersion: toolVersion, now: now)
      return Taken(
        exhibits: try desk.takeIn(finding, by: call.visitor.person.name, purpose: purpose)
      )
    }
  }

  private struct Layer: Encodable, Sendable {
    var number: Int64
    var name: String
  }

  private var layers: APIRoute {
    APIRoute(
      path: "/layers",
      name: "listLayers",
      summary: "Layers of ATT&CK Navigator that were laid over the matrix, the latest first",
      answer: .page(of: "Layer")
    ) { _ in
      APIPage(items: try workspace.layers().map { Layer(number: $0.number, name: $0.name) })
    }
  }
}
