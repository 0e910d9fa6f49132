import HTTPTypes
import Hummingbird
import Hunting
import Model
import Sigma
import WorkspaceStore

/// Hunts of the library, saved hunts with what their runs found, and what people make of it.
struct HuntAPI: Sendable {
  private static let mostResults = 500

  private struct Hunt: Encodable, Sendable {
    struct Query: Encodable, Sendable {
      var language: String
      var text: String
    }

    var hunt: HuntPage
    var sigma: String
    var queries: [Query]
  }

  private struct Saved: Encodable, Sendable {
    var name: String
    var savedAt: Timestamp
    var parameters: [Parameter]
    /// Those that are new first; no more than the page of the technique tells of.
    var results: [HuntResultRecord]
  }

  private struct Parameter: Encodable, Sendable {
    var name: String
    var value: String
  }

  private struct Verdict: Decodable {
    var verdict: String
    var note: String?
  }

  let workspace: Workspace
  let now: @Sendable () -> Timestamp

  var routes: [APIRoute] { [list, one, saved, judge] }

  private var list: APIRoute {
    APIRoute(
      path: "/hunts",
      name: "listHunts",
      summary: "Hunts that are ready to run, with what they would show and what they would not",
      query: APIRoute.paging,
      answer: .page(of: "Hunt")
    ) { call in
      let length = try call.pageLength()
      let last = call.query.get("after") ?? ""
      let hunts = HuntPage.library.sorted { $0.key < $1.key }.filter { $0.key > last }
      return APIPage(hunts, length: length) { $0.key }
    }
  }

  private var one: APIRoute {
    APIRoute(
      path: "/hunts/{key}",
      name: "getHunt",
      summary: "A hunt of the library: its Sigma rules, and the same in other languages",
      answer: .object([
        "hunt": .named("Hunt"), "sigma": .string,
        "queries": .list(.object(["language": .string, "text": .string])),
      ])
    ) { call in
      let key = try call.path.require("key")
      guard let hunt = HuntPage.library.first(where: { $0.key == key }) else {
        throw HTTPError(.notFound)
      }
      let queries = HuntPageView.names.flatMap { dialect, name in
        HuntPageView.written(key, in: dialect).queries.map {
          Hunt.Query(language: name, text: $0.text)
        }
      }
      return Hunt(hunt: hunt, sigma: HuntLibrary.text(of: key), queries: queries)
    }
  }

  private var saved: APIRoute {
    APIRoute(
      path: "/saved-hunts",
      name: "listSavedHunts",
      summary: "Hunts that are kept in the workspace, by name, with what their runs found",
      query: APIRoute.paging,
      answer: .page(of: "SavedHunt")
    ) { call in
      let length = try call.pageLength()
      let last = call.query.get("after") ?? ""
      let hunts = try workspace.savedHunts().filter { $0.name > last }.prefix(length + 1)
      return APIPage(try hunts.map(saved), length: length) { $0.name }
    }
  }

  private func saved(_ hunt: SavedHunt) throws -> Saved {
    Saved(
      name: hunt.name,
      savedAt: hunt.savedAt,
      parameters: hunt.parameters.sorted { $0.key < $1.key }.map {
        Parameter(name: $0.key, value: $0.value)
      },
      results: try workspace.huntResults(of: hunt.name, limit: Self.mostResults)
    )
  }

  private var judge: APIRoute {
    APIRoute(
      method: .post,
      path: "/hunt-results/{id}/verdicts",
      name: "judgeHuntResult",
      summary: "Adds what somebody makes of a result; earlier verdicts stay as its history",
      role: .analyst,
      body: .object(
        ["verdict": .choice(HuntVerdict.Word.allCases.map(\.rawValue))],
        optional: ["note": .string]
      ),
      answer: .named("HuntResult")
    ) { call in
      let given = try call.decoded(Verdict.self)
      return try HuntRoutes.judge(
        call.path.require("id"),
        as: given.verdict,
        note: given.note ?? "",
        by: call.visitor,
        in: workspace,
        at: now()
      )
    }
  }
}
