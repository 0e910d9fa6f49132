import Foundation
import HTTPTypes
import Hummingbird
import Mitigation
import Model
import WorkspaceStore

/// Controls with their states and duties, audits of exposure, and self-tests.
struct ControlAPI: Sendable {
  private static let mostKept = 20

  let workspace: Workspace
  let now: @Sendable () -> Timestamp

  var routes: [APIRoute] { [controls, set, audits, selfTests] }

  private var controls: APIRoute {
    APIRoute(
      path: "/controls",
      name: "listControls",
      summary: "Controls against account enumeration, with state, evidence, owner and due date",
      answer: .page(of: "Control")
    ) { _ in APIPage(items: try ControlPage.all(in: workspace)) }
  }

  private var set: APIRoute {
    APIRoute(
      method: .post,
      path: "/controls/{id}",
      name: "setControl",
      summary: "Sets owner, due date and acceptance of risk; an empty text takes one away",
      role: .analyst,
      body: .object(
        [:],
        optional: [
          "owner": .string, "due": .string, "accepted_reason": .string, "accepted_until": .string,
        ]
      ),
      answer: .named("Control")
    ) { call in
      try ControlDesk(workspace: workspace, now: now).set(
        call.path.require("id"),
        to: try call.decoded(ControlDesk.Change.self),
        by: call.visitor
      )
    }
  }

  private struct Kept<Content: Codable & Sendable>: Encodable, Sendable {
    var number: Int64
    var at: Timestamp
    var content: Content

    init(_ kept: KeptResult) throws {
      (number, at) = (kept.number, kept.at)
      content = try JSONDecoder().decode(Content.self, from: Data(kept.content.utf8))
    }
  }

  private var audits: APIRoute {
    APIRoute(
      path: "/audits",
      name: "listAudits",
      summary: "Audits of what endpoints tell, the latest first",
      answer: .page(of: "ExposureAudit")
    ) { _ in
      let kept = try workspace.kept(.exposureAudit, limit: Self.mostKept)
      return APIPage(items: try kept.map { try Kept<ExposureAudit>($0) })
    }
  }

  private var selfTests: APIRoute {
    APIRoute(
      path: "/self-tests",
      name: "listSelfTests",
      summary: "Self-tests of visibility, the latest first",
      answer: .page(of: "SelfTest")
    ) { _ in
      let kept = try workspace.kept(.visibilityTest, limit: Self.mostKept)
      return APIPage(items: try kept.map { try Kept<VisibilityMatrix>($0) })
    }
  }
}

extension APISchemas {
  static let controls: [String: APISchema] = [
    "Control": .object(
      [
        "technique": .string,
        "changes": .list(.object(["at": .string, "state": state])),
        "record": .object([
          "id": .string, "title": .string, "state": state, "would_tell": .list(.string),
          "observations": .list(
            .object([
              "state": state, "kind": .choice(["log", "configuration"]), "scope": .string,
              "statement": .string, "is_indirect": .boolean, "count": .integer,
              "citations": .list(.object(["file": .string])),
            ])
          ),
        ]),
      ],
      optional: [
        "checked_at": .string,
        "duty": .object(
          ["control": .string],
          optional: [
            "owner": .string, "due": .string,
            "acceptance": .object(["reason": .string, "expires": .string, "person": .string]),
          ]
        ),
      ]
    ),
    "ExposureAudit": .object([
      "number": .integer, "at": .string,
      "content": .object([
        "requests": .integer, "unlabelled": .integer, "contradicted_names": .integer,
        "endpoints": .list(
          .object([
            "endpoint": .string, "verdict": .choice(["differs", "alike", "not-enough"]),
            "existing": .integer, "absent": .integer, "existing_names": .integer,
            "sources": .integer, "differences": .list(difference),
          ])
        ),
      ]),
    ]),
    "SelfTest": .object([
      "number": .integer, "at": .string,
      "content": .object([
        "token": .string, "checked_at": .string, "logs": .list(.string),
        "rows": .list(
          .object(
            ["flow": .string, "title": .string, "expectation": .string],
            optional: ["miss": cell, "hit": cell]
          )
        ),
      ]),
    ]),
  ]

  private static let state = APISchema.choice(ControlState.allCases.map(\.rawValue))

  private static let difference = APISchema.object([
    "channel": .choice(["status", "length", "time"]), "statement": .string,
    "adjusted_p": .number, "effect": .number, "low": .number, "high": .number, "unit": .string,
    "bits": .number, "probes_per_name": .number,
  ])

  private static let cell = APISchema.object(
    ["name": .string, "logged": .choice(["yes", "no", "unknown"])],
    optional: ["performed": .string, "decoded_as": .string, "delay_seconds": .number]
  )
}
