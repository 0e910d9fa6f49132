import HTTPTypes
import Hummingbird
import Model
import WorkspaceStore

/// Declared traffic, and the filters of whoever asks.
struct SettingsAPI: Sendable {
  private struct Removal: Encodable, Sendable {
    var findingsThatCameBack: Int
  }

  let workspace: Workspace
  let now: @Sendable () -> Timestamp

  var routes: [APIRoute] { [list, add, remove, filters] }

  private var desk: AllowDesk { AllowDesk(workspace: workspace, now: now) }

  private var list: APIRoute {
    APIRoute(
      path: "/allow",
      name: "listAllowEntries",
      summary: "Declared traffic: own scanners, monitors, migrations, each with owner and expiry",
      answer: .page(of: "AllowEntry")
    ) { _ in APIPage(items: try workspace.allowEntries()) }
  }

  private var add: APIRoute {
    APIRoute(
      method: .post,
      path: "/allow",
      name: "addAllowEntry",
      summary: "Declares traffic; it covers findings from the next scan on",
      role: .lead,
      body: .object(
        ["expires": .string, "owner": .string, "reason": .string],
        optional: [
          "source": .string, "client": .string, "name": .string, "service": .string,
          "from": .string,
        ]
      ),
      answer: .named("AllowEntry")
    ) { call in try desk.add(try call.decoded(AllowDesk.Draft.self), by: call.visitor) }
  }

  private var remove: APIRoute {
    APIRoute(
      method: .delete,
      path: "/allow/{id}",
      name: "removeAllowEntry",
      summary: "Takes a declaration back; findings that it covered are open again",
      role: .lead,
      answer: .object(["findings_that_came_back": .integer])
    ) { call in
      let id = try call.path.require("id")
      return Removal(findingsThatCameBack: try desk.remove(id, by: call.visitor))
    }
  }

  private var filters: APIRoute {
    APIRoute(
      path: "/filters",
      name: "listFilters",
      summary: "The filters that the token's owner keeps",
      answer: .page(of: "SavedFilter")
    ) { call in APIPage(items: try workspace.savedFilters(of: call.visitor.person)) }
  }
}
