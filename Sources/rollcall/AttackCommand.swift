import ArgumentParser
import Knowledge
import LogBytes

struct AttackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attack",
    abstract: "Imports versions of ATT&CK, lists and compares them.",
    subcommands: [
      AttackAliasesCommand.self,
      AttackDiffCommand.self,
      AttackImportCommand.self,
      AttackPackCommand.self,
      AttackVersionsCommand.self,
    ]
  )
}

extension AttackImport {
  /// The import of the bundle in a file, and the unpacked content of the file.
  static func read(_ path: String, version: String?) throws -> (AttackImport, content: [UInt8]) {
    do {
      let (bundle, content) = try StixBundle.read(path, from: LogFiles())
      return (try AttackImport(bundle, version: version), content)
    } catch let error as InputError {
      throw Failure(message: error.message)
    } catch let error as AttackError {
      throw Failure(message: error.message)
    }
  }
}
