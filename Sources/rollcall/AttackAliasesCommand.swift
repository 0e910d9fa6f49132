import ArgumentParser
import Crypto
import Foundation
import Knowledge
import LogBytes
import Model
import Scan
import WorkspaceStore

struct AttackAliasesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "aliases",
    abstract:
      "Keeps names of actors that ATT&CK does not list, from MISP's galaxy of threat actors.",
    discussion: """
      FILE is the galaxy's JSON, packed or not. Names are tied to ATT&CK's groups by the ids that the
      galaxy states, else by a name that only one group has; actors that ATT&CK does not have keep their
      own name. Reports taken in later are searched for them. Without FILE, lists the names that mean
      several actors.
      """
  )

  @Argument(help: "The galaxy: misp-galaxy's clusters/threat-actor.json.")
  var file: String?

  @Option(help: "The workspace folder; made if it is not there.")
  var workspace: String

  private static let largestFile = 64 << 20

  func run() throws {
    do {
      let store = try Workspace(directory: workspace, ifAbsent: file == nil ? .fail : .create)
      if let file { try take(file, into: store) }
      try report(try LoadedKnowledge(store, wanted: nil).aliases())
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
  }

  private func take(_ file: String, into store: Workspace) throws {
    let bytes: [UInt8]
    do {
      bytes = try WholeFile.read(file, from: LogFiles(), limit: Self.largestFile)
    } catch {
      throw Failure(message: error.message)
    }
    guard let galaxy = MISPGalaxy(bytes.span) else {
      throw Failure(message: "\(file): this is no galaxy of threat actors as MISP writes it")
    }
    try store.addAliases(
      AliasSourceRecord(
        name: galaxy.name,
        version: galaxy.version,
        file: file,
        sha256: SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined(),
        importedAt: Timestamp(Date()),
        toolVersion: Rollcall.version,
        actors: String(decoding: try JSONEncoder().encode(galaxy.clusters), as: UTF8.self)
      )
    )
    var output = StandardOutput()
    let names = galaxy.clusters.reduce(0) { $0 + 1 + $1.aliases.count }
    try output.write(
      "\(VisibleText.escaped(galaxy.name)) \(VisibleText.escaped(galaxy.version)): "
        + "\(galaxy.clusters.count) actors, \(names) names"
        + (galaxy.notUnderstood == 0 ? "" : "; left out: \(galaxy.notUnderstood) without a name")
        + "\n"
    )
    try output.flush()
  }

  private func report(_ aliases: ActorAliases) throws {
    let tied = aliases.all.count { $0.subject != $0.cluster }
    let groups = Set(aliases.all.lazy.filter { $0.subject != $0.cluster }.map(\.subject)).count
    var output = StandardOutput()
    try output.write(
      "\(tied) names besides ATT&CK's own for \(groups) groups of ATT&CK; "
        + "\(aliases.all.count - tied) names of actors that ATT&CK does not have\n"
    )
    for collision in aliases.collisions {
      try output.write(
        "means several: \(VisibleText.escaped(collision.name)) — "
          + VisibleText.escaped(collision.subjects.joined(separator: ", ")) + "\n"
      )
    }
    try output.flush()
  }
}
