import Custody
import WorkspaceStore

/// How the sentences of a case report lead to the bytes behind them.
struct ReportLinks {
  enum Form {
    /// To the pages of a workspace that is being served.
    case pages
    /// To files named by their SHA-256 beside the report, as an export lays them out.
    case files
  }

  let form: Form
  /// The exhibits that the texts of the case name, by id; those disposed of are left out.
  private let exhibits: [String: Exhibit]
  /// The case as it is now, where that is an exhibit.
  let record: Exhibit?

  /// - Complexity: A look-up of each exhibit that the case names, however many there are.
  init(_ form: Form, of file: CaseFile, in workspace: Workspace) throws {
    self.form = form
    var exhibits: [String: Exhibit] = [:]
    for id in Self.ids(in: file) {
      guard let stored = try ExhibitID(id).flatMap(workspace.exhibit), stored.disposedAt == nil
      else { continue }
      exhibits[id] = stored.exhibit
    }
    self.exhibits = exhibits
    record = try workspace.exhibit(
      from: CaseRecord.path(of: file),
      sha256: Exhibit.sha256(of: try CaseRecord.bytes(of: file))
    )
  }

  private static func ids(in file: CaseFile) -> Set<String> {
    Set(file.events.flatMap { $0.body.matches(of: /\bE-[0-9]{1,18}\b/).map { String($0.0) } })
  }

  func link(_ exhibit: Exhibit) -> HTML {
    let id = exhibit.id.description
    return switch form {
    case .pages: "<a href=\"/evidence/\(id)\">\(id)</a>"
    case .files: "<a href=\"\(exhibit.digests.sha256.hexadecimal)\">\(id)</a>"
    }
  }

  /// Text in which the ids of exhibits lead to their bytes.
  func text(_ text: String) -> HTML {
    var result: HTML = ""
    var rest = text[...]
    while let found = rest.firstMatch(of: /\bE-[0-9]{1,18}\b/) {
      let linked = exhibits[String(found.0)].map(link) ?? "\(String(found.0))"
      result = "\(result)\(String(rest[..<found.range.lowerBound]))\(linked)"
      rest = rest[found.range.upperBound...]
    }
    return "\(result)\(String(rest))"
  }
}
