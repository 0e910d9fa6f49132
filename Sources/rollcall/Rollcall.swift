import ArgumentParser
import Foundation
import LogBytes

/// The program: one file a subcommand.
@main
struct Rollcall: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollcall",
    abstract: "Finds who is calling the roll of your accounts, in the logs you already have.",
    discussion: """
      Reads sign-in, mail and access logs, offline, and finds sources that try name after name to
      learn which accounts exist (ATT&CK T1589.002). It reads logs; it never probes anybody.

      Exit status: 0 done, 1 a finding was made and --fail-on finding was given, 2 it could not be
      done, 64 the command line was wrong.
      """,
    version: version,
    subcommands: [
      ActorCommand.self,
      AllowCommand.self,
      AttackCommand.self,
      AuditCommand.self,
      BaselineCommand.self,
      CanaryCommand.self,
      EvaluateCommand.self,
      EvidenceCommand.self,
      ExplainCommand.self,
      FindingsCommand.self,
      FormatsCommand.self,
      HuntCommand.self,
      LabCommand.self,
      MitigationCommand.self,
      ReportCommand.self,
      ScanCommand.self,
      SearchCommand.self,
      SelfTestCommand.self,
      ServeCommand.self,
      ShowCommand.self,
      SoftwareCommand.self,
      TechniqueCommand.self,
      VerifyCommand.self,
    ]
  )

  static let version = "0.1.0"

  static func main() async {
    ProcessSignals.prepare()
    do {
      var command = try parseAsRoot()
      // Now, because a thread that is there already keeps the heap it has.
      if command is ScanCommand { ProcessMemory.keepTogether() }
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let failure as Failure {
      StandardError.write("rollcall: \(failure.message)\n")
      Foundation.exit(ExitStatus.failed)
    } catch OutputError.brokenPipe {
      Foundation.exit(ExitStatus.done)
    } catch let error as OutputError {
      StandardError.write("rollcall: \(error.message)\n")
      Foundation.exit(ExitStatus.failed)
    } catch {
      // What is neither ours nor the parser's came from the system.
      guard error is ExitCode || exitCode(for: error) != .failure else {
        StandardError.write("rollcall: \(OutputError.cause(of: error))\n")
        Foundation.exit(ExitStatus.failed)
      }
      exit(withError: error)
    }
  }
}
