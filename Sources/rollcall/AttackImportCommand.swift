import ArgumentParser
import Crypto
import Foundation
import Knowledge
import Model
import Scan
import WorkspaceStore

struct AttackImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Keeps a version of ATT&CK, with its texts, in a workspace.",
    discussion: """
      FILE is a STIX 2.0 or 2.1 bundle of ATT&CK for Enterprise, Mobile or ICS, packed or not. Versions
      are kept side by side; the same version again takes the place of the first.
      """
  )

  @Argument(help: "The bundle, or - for standard input.")
  var file: String

  @Option(help: "The workspace folder; made if it is not there.")
  var workspace: String

  @Option(help: "The version, where the bundle does not say it.")
  var version: String?

  func validate() throws {
    if let version, version.firstMatch(of: /^[0-9]{1,3}(\.[0-9]{1,3})?$/) == nil {
      throw ValidationError("--version: '\(version)' is no version as in 18.1.")
    }
  }

  func run() throws {
    let (imported, content) = try AttackImport.read(file, version: version)
    guard let release = imported.facts.releases.first else { return }
    let record = AttackReleaseRecord(
      domain: release.domain.rawValue,
      version: release.version,
      origin: release.origin.rawValue,
      date: release.date,
      file: file,
      sha256: SHA256.hash(data: content).map { String(format: "%02x", $0) }.joined(),
      importedAt: Timestamp(Date()),
      toolVersion: Rollcall.version
    )
    do {
      let store = try Workspace(directory: workspace)
      let replaced = try store.importAttack(
        record,
        facts: FactsPack.write(imported.facts),
        texts: imported.texts
      )
      try report(imported, release, replaced: replaced)
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
  }

  private func report(
    _ imported: AttackImport,
    _ release: AttackRelease,
    replaced: Bool
  ) throws {
    let facts = imported.facts
    var output = StandardOutput()
    try output.write(
      "\(release.title) (version \(release.origin.rawValue), last change \(release.date)): "
        + "\(facts.objects.count) objects, \(facts.relations.count) relations, "
        + "\(facts.citations.count) citations, \(imported.texts.count) texts"
        + (replaced ? "; in place of an earlier import" : "") + "\n"
    )
    for reason in imported.leftOut {
      try output.write("left out: \(reason.count) \(VisibleText.escaped(reason.reason))\n")
    }
    try output.flush()
  }
}
