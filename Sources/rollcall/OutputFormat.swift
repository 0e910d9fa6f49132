import LogFormats
import Model
import Scan

/// How findings are written.
enum OutputFormat: String, CaseIterable {
  case csv
  case jsonl
  case ocsf
  case table

  /// Writes the findings, with a header where the format has one.
  func write(
    _ findings: [Finding],
    terminal: Terminal,
    rest: FindingTable.Rest,
    to output: inout StandardOutput
  ) throws {
    if self == .csv { try output.write(FindingCSV.header) }
    var isApart = false
    for finding in findings {
      if self == .table, finding.status != nil, !isApart {
        try output.write("Authorised: declared traffic, see 'rollcall allow'\n\n")
        isApart = true
      }
      try writeOne(finding, terminal: terminal, rest: rest, to: &output)
    }
  }

  func writeOne(
    _ finding: Finding,
    terminal: Terminal,
    rest: FindingTable.Rest,
    to output: inout StandardOutput
  ) throws {
    switch self {
    case .csv:
      try output.write(FindingCSV.row(for: finding))
    case .jsonl:
      try output.write(FindingJSONL.line(for: finding))
    case .ocsf:
      try output.write(FindingOCSF.line(for: finding, toolVersion: Rollcall.version))
    case .table:
      let table = FindingTable(
        width: terminal.width,
        style: terminal.style,
        gaps: LogFormats.gaps,
        rest: rest
      )
      try output.write(table.text(of: finding))
    }
  }
}
