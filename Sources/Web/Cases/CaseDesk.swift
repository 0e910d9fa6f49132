import Hummingbird
import Model
import WorkspaceStore

/// Checks what people put into cases, and puts it there.
struct CaseDesk {
  static let longestText = 20_000

  let workspace: Workspace
  let now: @Sendable () -> Timestamp

  /// A new case, with a finding unless its id is empty.
  func open(titled title: String, with finding: String, by visitor: Visitor) throws -> CaseFile {
    let title = try Self.checked(title)
    // Before the case is there, so that none is opened for a finding that is not.
    let id = finding.isEmpty ? nil : try workspace.finding(id: finding).finding.id
    let name = visitor.person.name
    let file = try workspace.openCase(titled: title, by: name, at: now())
    guard let id else { return file }
    return try workspace.add(.findingAdded, target: id, toCase: file.id, by: name, at: now())
  }

  func add(
    _ kind: CaseEvent.Kind,
    target: String,
    body: String,
    toCase id: String,
    by visitor: Visitor
  ) throws -> CaseFile {
    guard body.utf8.count <= Self.longestText, target.utf8.count <= Self.longestText else {
      throw HTTPError(.contentTooLarge)
    }
    // What a case holds is never removed: nothing is not put in.
    if [.renamed, .note, .noteChanged, .task].contains(kind), body.allSatisfy(\.isWhitespace) {
      throw HTTPError(.badRequest, message: "There is nothing written.")
    }
    return try workspace.add(
      kind,
      target: target,
      body: body,
      toCase: id,
      by: visitor.person.name,
      at: now()
    )
  }

  private static func checked(_ title: String) throws -> String {
    let title = title.trimmingPrefix { $0.isWhitespace }
    guard (1...200).contains(title.count) else {
      throw HTTPError(.badRequest, message: "A case has a title, of 200 characters at most.")
    }
    return String(title)
  }
}
