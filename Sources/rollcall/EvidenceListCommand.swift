import ArgumentParser
import Custody
import Scan
import WorkspaceStore

struct EvidenceListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists exhibits, without their bytes."
  )

  @OptionGroup
  var location: WorkspaceOption

  @Option(help: "Only exhibits that this finding cites; its full id.")
  var finding: String?

  func run() throws {
    try reportingFailures {
      var output = StandardOutput()
      for stored in try location.open().exhibits(ofFinding: finding) {
        let exhibit = stored.exhibit
        let end = stored.disposedAt.map { "  disposed of by event \($0)" } ?? ""
        let parent = exhibit.parent.map { " of \($0)" } ?? ""
        try output.write(
          "\(exhibit.id)  \(exhibit.form.rawValue)\(parent)  \(exhibit.kind.rawValue)  "
            + "\(exhibit.digests.byteCount) bytes  \(exhibit.digests.sha256.hexadecimal)  "
            + "\(VisibleText.escaped(exhibit.name))\(end)\n"
        )
      }
      try output.flush()
    }
  }
}
