import ArgumentParser
import Knowledge

struct AttackPackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract: "Writes the facts of ATT&CK bundles, without their texts, as a facts pack.",
    discussion: "This makes the pack that is built into the program."
  )

  @Argument(help: "STIX bundles of ATT&CK, packed or not; each of another domain.")
  var bundles: [String]

  func run() throws {
    let imports = try bundles.map { try AttackImport.read($0, version: nil).0 }
    let facts = AttackFacts.merging(imports.map(\.facts))
    var output = StandardOutput()
    try output.write(String(decoding: FactsPack.write(facts), as: UTF8.self))
    try output.flush()
  }
}
