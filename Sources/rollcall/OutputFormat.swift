import LogFormats
import Model
import Scan

/// How findings are written.
enum OutputFormat: String, CaseIterable {
  case csv
  case jsonl
  case ocsf
  case table

  /// Writes the findings, with a header where the format has one. Up to `threads` tasks make the text of
  /// as many as are held at a time.
  func write(
    _ findings: [Finding],
    terminal: Terminal,
    rest: FindingTable.Rest,
    threads: Int,
    to output: inout StandardOutput
  ) async throws {
    if self == .csv { try output.write(FindingCSV.header) }
    var isApart = false
    for start in stride(from: 0, to: findings.count, by: Self.heldCount) {
      let held = Array(findings[start..<min(start + Self.heldCount, findings.count)])
      let texts = await held.mapConcurrently(width: threads) { finding in
        Result { try text(of: finding, terminal: terminal, rest: rest) }
      }
      for (finding, text) in zip(held, texts) {
        if self == .table, finding.status != nil, !isApart {
          try output.write("Authorised: declared traffic, see 'rollcall allow'\n\n")
          isApart = true
        }
        try output.write(text.get())
      }
    }
  }

  /// Findings whose texts are held at a time: one may have megabytes.
  private static let heldCount = 64

  func writeOne(
    _ finding: Finding,
    terminal: Terminal,
    rest: FindingTable.Rest,
    to output: inout StandardOutput
  ) throws {
    try output.write(text(of: finding, terminal: terminal, rest: rest))
  }

  private func text(
    of finding: Finding,
    terminal: Terminal,
    rest: FindingTable.Rest
  ) throws -> String {
    switch self {
    case .csv:
      return FindingCSV.row(for: finding)
    case .jsonl:
      return try FindingJSONL.line(for: finding)
    case .ocsf:
      return try FindingOCSF.line(for: finding, toolVersion: Rollcall.version)
    case .table:
      let table = FindingTable(
        width: terminal.width,
        style: terminal.style,
        gaps: LogFormats.gaps,
        rest: rest
      )
      return table.text(of: finding)
    }
  }
}
