import Hummingbird
import Model
import Scan
import WorkspaceStore

/// Declares traffic that somebody answers for, and takes declarations back.
struct AllowDesk {
  /// As people write it; what is empty is left out.
  struct Draft: Decodable {
    var source: String?
    var client: String?
    var name: String?
    var service: String?
    var from: String?
    var expires: String
    var owner: String
    var reason: String
  }

  let workspace: Workspace
  let now: @Sendable () -> Timestamp

  /// - Throws: 400 with what is wrong with it.
  func add(_ draft: Draft, by visitor: Visitor) throws -> AllowEntry {
    let entry: AllowEntry
    do throws(AllowError) {
      entry = try rule(draft).entry
    } catch {
      throw HTTPError(.badRequest, message: error.message)
    }
    if try workspace.addAllowEntry(entry) {
      try workspace.audit(visitor.person.name, "allowed", entry.id, at: now())
    }
    return entry
  }

  private func rule(_ draft: Draft) throws(AllowError) -> AllowRule {
    func kept(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
    let end = try AllowFile.time(draft.expires)
    // A window that was over before it was declared is an excuse, unless both its ends are named.
    if end <= now(), kept(draft.from) == nil {
      throw AllowError(
        message: "it expires in the past; a window in the past needs a begin as well"
      )
    }
    let begins = kept(draft.from)
    return try AllowRule(
      AllowEntry(
        source: kept(draft.source),
        client: kept(draft.client),
        name: kept(draft.name),
        service: kept(draft.service),
        begins: try begins.map { text throws(AllowError) in try AllowFile.time(text) },
        expires: end,
        owner: draft.owner,
        reason: draft.reason
      )
    )
  }

  /// How many findings came back.
  func remove(_ id: String, by visitor: Visitor) throws -> Int {
    let count = try workspace.removeAllowEntry(id: id)
    try workspace.audit(visitor.person.name, "took back allowance", id, at: now())
    return count
  }
}
