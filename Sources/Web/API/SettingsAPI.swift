import HTTPTypes
import Hummingbird
import Model
import WorkspaceStore

/// The alert budget, declared traffic, the logs that were read, and the filters of whoever asks.
struct SettingsAPI: Sendable {
  private struct Removal: Encodable, Sendable {
    var findingsThatCameBack: Int
  }

  private struct Budget: Codable, Sendable {
    var budget: Double
  }

  private struct NewFilter: Decodable {
    var name: String
    var query: String
  }

  private struct Log: Encodable, Sendable {
    var path: String
    var format: String
    var readAt: Timestamp
    var records: Int
    var notUnderstood: Int
  }

  let workspace: Workspace
  let now: @Sendable () -> Timestamp

  var routes: [APIRoute] {
    [settings, setBudget, logs, list, add, remove, filters, addFilter, removeFilter]
  }

  private var desk: AllowDesk { AllowDesk(workspace: workspace, now: now) }

  private var settings: APIRoute {
    APIRoute(
      path: "/settings",
      name: "getSettings",
      summary: "The alert budget: false findings that a scan here may be expected to hold",
      answer: .object(["budget": .number])
    ) { _ in Budget(budget: try AlertBudget.read(from: workspace).expectedFalseFindings) }
  }

  private var setBudget: APIRoute {
    APIRoute(
      method: .post,
      path: "/settings/budget",
      name: "setBudget",
      summary: "Sets the alert budget; it counts from the next scan on",
      role: .admin,
      body: .object(["budget": .number]),
      answer: .object(["budget": .number])
    ) { call in
      let budget = try call.decoded(Budget.self)
      try AlertBudget.set(budget.budget, in: workspace, by: call.visitor, at: now())
      return budget
    }
  }

  private var logs: APIRoute {
    APIRoute(
      path: "/logs",
      name: "listLogs",
      summary: "Logs that scans have read, by path, as the latest of them saw each",
      query: APIRoute.paging,
      answer: .page(of: "Log")
    ) { call in
      let length = try call.pageLength()
      let logs = try workspace.readLogs(limit: length + 1, after: call.query.get("after"))
      return APIPage(
        logs.map {
          Log(
            path: $0.input.path,
            format: $0.input.format,
            readAt: $0.readAt,
            records: $0.input.records,
            notUnderstood: $0.input.notUnderstood
          )
        },
        length: length
      ) { $0.path }
    }
  }

  private var list: APIRoute {
    APIRoute(
      path: "/allow",
      name: "listAllowEntries",
      summary: "Declared traffic: own scanners, monitors, migrations, each with owner and expiry",
      query: APIRoute.paging,
      answer: .page(of: "AllowEntry")
    ) { call in
      let length = try call.pageLength()
      let last = call.query.get("after") ?? ""
      let entries = try workspace.allowEntries().sorted { $0.id < $1.id }.filter { $0.id > last }
      return APIPage(entries, length: length) { $0.id }
    }
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
      summary: "The filters that whoever asks keeps, by name",
      query: APIRoute.paging,
      answer: .page(of: "SavedFilter")
    ) { call in
      let length = try call.pageLength()
      let last = call.query.get("after") ?? ""
      let filters = try workspace.savedFilters(of: call.visitor.person).filter { $0.name > last }
      return APIPage(filters, length: length) { $0.name }
    }
  }

  private var addFilter: APIRoute {
    APIRoute(
      method: .post,
      path: "/filters",
      name: "saveFilter",
      summary: "Keeps conditions of the list of findings under a name; that name's are replaced",
      body: .object(["name": .string, "query": .string]),
      answer: .named("SavedFilter")
    ) { call in
      let new = try call.decoded(NewFilter.self)
      return try SavedFilterRoutes.save(new.name, new.query, for: call.visitor, in: workspace)
    }
  }

  private var removeFilter: APIRoute {
    APIRoute(
      method: .delete,
      path: "/filters/{number}",
      name: "removeFilter",
      summary: "Forgets a filter of one's own",
      answer: .object(["removed": .integer])
    ) { call in
      let number = try call.numberInPath()
      guard try workspace.removeFilter(number, of: call.visitor.person) else {
        throw HTTPError(.notFound)
      }
      return ["removed": number]
    }
  }
}
