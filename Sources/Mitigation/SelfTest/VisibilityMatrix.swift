package import Model

/// What a self-test showed: for each flow whether a miss and a hit were logged, and how late.
package struct VisibilityMatrix: Codable, Equatable, Sendable {
  package enum Logged: String, Codable, Sendable {
    case yes
    case no
    /// Not found, and nobody says that it was done; or a name that several flows share.
    case unknown
  }

  package struct Cell: Codable, Equatable, Sendable {
    package var name: String
    package var performed: Timestamp?
    package var logged: Logged
    /// As what attempt it was decoded; `nil` if the name stands in the log and nothing was made of it.
    package var decodedAs: String?
    /// From the deed to the time that the log gives it, in seconds.
    package var delaySeconds: Double?
    package var citation: ControlCitation?
  }

  package struct Row: Codable, Equatable, Sendable {
    package var flow: String
    package var title: String
    package var expectation: String
    package var miss: Cell?
    package var hit: Cell?
  }

  package var token: String
  package var checkedAt: Timestamp
  /// The logs that were read.
  package var logs: [String]
  package var rows: [Row]

  package var text: String {
    var lines = ["Self-test \(token), checked \(checkedAt.rfc3339)"]
    for row in rows {
      lines.append("\(row.flow)  \(row.title)")
      lines += [("miss", row.miss), ("hit", row.hit)].compactMap { side, cell in
        cell.map { "  \(side): \(Self.text(of: $0))" }
      }
      lines.append("  said to be: \(row.expectation)")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  package static func text(of cell: Cell) -> String {
    switch cell.logged {
    case .no: return "not logged (done \(cell.performed?.rfc3339 ?? ""))"
    case .unknown:
      return cell.performed == nil
        ? "not found; say when it was done" : "the name alone does not tell"
    case .yes:
      let kind = cell.decodedAs.map { "logged as \($0)" } ?? "in the log, not read as an attempt"
      let delay = cell.delaySeconds.map { ", after \(EndpointAudit.figure($0)) s" } ?? ""
      return kind + delay + (cell.citation.map { ", \(ControlText.place(of: $0))" } ?? "")
    }
  }
}
