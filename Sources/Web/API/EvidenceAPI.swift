import Custody
import Foundation
import HTTPTypes
import Hummingbird
import Intake
import Model
import WorkspaceStore

/// Exhibits, and what is done with them: every deed asks why, and leaves its event.
struct EvidenceAPI: Sendable {
  struct ExhibitAnswer: Encodable, Sendable {
    var id: String
    var kind: String
    var form: String
    var name: String
    var path: String
    var bytes: Int64
    var sha256: String
    var sha1: String
    var md5: String
    var parent: String?
    var host: String?
    var offset: UInt64?
    var finding: String?
    /// The event that disposed of it.
    var disposedAt: Int64?

    init(_ stored: StoredExhibit) {
      let exhibit = stored.exhibit
      (id, name) = (exhibit.id.description, exhibit.name)
      (kind, form) = (exhibit.kind.rawValue, exhibit.form.rawValue)
      path = exhibit.origin.path
      bytes = exhibit.digests.byteCount
      sha256 = exhibit.digests.sha256.hexadecimal
      (sha1, md5) = (exhibit.digests.sha1, exhibit.digests.md5)
      parent = exhibit.parent?.description
      (host, offset) = (exhibit.origin.host, exhibit.origin.byteOffset)
      finding = exhibit.origin.finding
      disposedAt = stored.disposedAt
    }
  }

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

  var routes: [APIRoute] { [list, one, view, take] }

  private static let reason = APISchema.object(
    ["purpose": .string],
    optional: ["authority": .string]
  )

  private func reason(_ call: APICall, _ request: String) throws -> EvidenceDesk.Reason {
    let given = try call.decoded(Reason.self)
    return try EvidenceDesk.Reason(
      purpose: given.purpose,
      authority: given.authority ?? "",
      request: "POST \(APIRoutes.root)\(request)"
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
      query: [.init(name: "finding", meaning: "Only those that this finding cites; its full id")],
      answer: .page(of: "Exhibit")
    ) { call in
      let exhibits = try desk.workspace.exhibits(ofFinding: call.query.get("finding"))
      return APIPage(items: exhibits.map(ExhibitAnswer.init))
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
        for: reason(call, "/exhibits/\(id)/views"),
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
        for: reason(call, "/findings/\(id)/exhibits"),
        by: call.visitor
      )
      return APIPage(
        items: taken.exhibits.map {
          ExhibitAnswer(StoredExhibit(exhibit: $0, disposedAt: nil))
        }
      )
    }
  }
}
