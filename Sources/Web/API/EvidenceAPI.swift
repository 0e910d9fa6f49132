import Custody
import Foundation
import HTTPTypes
import Hummingbird
import Intake
import Model
import WorkspaceStore

/// Exhibits, and what is done with them: every deed asks why, and leaves its event.
struct EvidenceAPI: Sendable {
  /// An exhibit, the records of its events as the log holds them, and how it is proved.
  struct ExhibitPage: Encodable, Sendable {
    var exhibit: ExhibitAnswer
    var events: [String]
    var isProved: Bool
    var logSize: Int64
    var logKey: String
  }

  struct Content: Encodable, Sendable {
    var id: String
    var sha256: String
    var base64: String
  }

  private struct Reason: Decodable {
    var purpose: String
    var authority: String?
  }

  let desk: EvidenceDesk

  var routes: [APIRoute] { [list, one, view, take, export] }

  /// The body of every deed.
  static let reason = APISchema.object(["purpose": .string], optional: ["authority": .string])

  static func reason(of call: APICall) throws -> EvidenceDesk.Reason {
    let given = try call.decoded(Reason.self)
    return try EvidenceDesk.Reason(
      purpose: given.purpose,
      authority: given.authority ?? "",
      request: call.request
    )
  }

  private func exhibit(_ call: APICall) throws -> ExhibitID {
    let text = try call.path.require("id")
    guard let id = ExhibitID(text) else { throw CustodyError.noSuchExhibit(text) }
    return id
  }

  private var list: APIRoute {
    APIRoute(
      path: "/exhibits",
      name: "listExhibits",
      summary: "Exhibits in the order in which they were taken in, without their bytes",
      query: [.init(name: "finding", meaning: "Only those that this finding cites; its full id")]
        + APIRoute.paging,
      answer: .page(of: "Exhibit")
    ) { call in
      let length = try call.pageLength()
      let exhibits = try desk.workspace.exhibits(
        matching: ExhibitFilter(finding: call.query.get("finding")),
        limit: length + 1,
        after: EvidenceRoutes.place(call.query)
      )
      return APIPage(exhibits.map { ExhibitAnswer($0) }, length: length) { $0.id }
    }
  }

  private var one: APIRoute {
    APIRoute(
      path: "/exhibits/{id}",
      name: "getExhibit",
      summary: "An exhibit, its events, and whether its record is in the signed log",
      answer: .object([
        "exhibit": .named("Exhibit"), "events": .list(.string), "is_proved": .boolean,
        "log_size": .integer, "log_key": .string,
      ])
    ) { call in
      let id = try exhibit(call)
      guard let stored = try desk.workspace.exhibit(id) else {
        throw CustodyError.noSuchExhibit(id.description)
      }
      let reason = try EvidenceDesk.Reason(purpose: "proof", authority: "", request: "")
      let proof = try desk.locker(for: reason, by: call.visitor).proofState(of: id)
      let events = try desk.workspace.events(of: id, limit: ExhibitPageView.eventsShown)
      return ExhibitPage(
        exhibit: ExhibitAnswer(stored),
        events: events.map { String(decoding: $0.record.line, as: UTF8.self) },
        isProved: proof.isProved,
        logSize: proof.head.size,
        logKey: proof.keyID
      )
    }
  }

  private var view: APIRoute {
    APIRoute(
      method: .post,
      path: "/exhibits/{id}/views",
      name: "viewExhibit",
      summary: "The bytes of an exhibit, hashed again; the log says who read them, and why",
      role: .analyst,
      body: Self.reason,
      answer: .object(["id": .string, "sha256": .string, "base64": .string])
    ) { call in
      let id = try exhibit(call)
      let bytes = try await desk.bytes(
        of: id,
        for: Self.reason(of: call),
        by: call.visitor
      )
      return Content(
        id: id.description,
        sha256: Exhibit.sha256(of: bytes),
        base64: bytes.base64EncodedString()
      )
    }
  }

  private var take: APIRoute {
    APIRoute(
      method: .post,
      path: "/findings/{id}/exhibits",
      name: "takeFindingIn",
      summary: "Takes the lines that a finding cites in as exhibits, and the finding itself",
      role: .analyst,
      body: Self.reason,
      answer: .page(of: "Exhibit")
    ) { call in
      let id = try desk.workspace.finding(id: call.path.require("id")).finding.id
      let taken = try await desk.take(
        finding: id,
        for: Self.reason(of: call),
        by: call.visitor
      )
      return APIPage(
        items: taken.exhibits.map { ExhibitAnswer($0) }
      )
    }
  }

  private var export: APIRoute {
    APIRoute(
      method: .post,
      path: "/exhibits/export",
      name: "exportEvidence",
      summary: "All exhibits with a log that proves itself, as one ZIP file",
      role: .analyst,
      body: Self.reason,
      fileOf: "application/octet-stream"
    ) { call in
      let handle = try await desk.export(for: Self.reason(of: call), by: call.visitor)
      return EvidenceRoutes.file(named: "evidence.zip", try EvidenceRoutes.body(handle))
    }
  }
}
