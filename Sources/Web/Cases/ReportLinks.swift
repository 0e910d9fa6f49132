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
  /// All that texts may name, by id.
  private let exhibits: [String: Exhibit]

  init(_ form: Form, in workspace: Workspace) throws {
    self.form = form
    let kept = try workspace.exhibits(ofFinding: nil).filter { $0.disposedAt == nil }
    exhibits = Dictionary(kept.map { ($0.exhibit.id.description, $0.exhibit) }) { first, _ in first
    }
  }

  /// The latest exhibit that was taken from a place and has these bytes.
  func exhibit(from path: String, sha256: String) -> Exhibit? {
    exhibits.values
      .filter { $0.origin.path == path && $0.digests.sha256.hexadecimal == sha256 }
      .max { $0.id < $1.id }
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
