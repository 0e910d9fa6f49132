import ArgumentParser
import Foundation
import Model
import Scan
import WorkspaceStore

struct HuntJudgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "judge",
    abstract: "Says what a result of a saved hunt is, and why."
  )

  @Argument(help: "The result, as in hr-3; 'hunt results' lists them.")
  var result: String

  @Argument(help: "open, benign, suspicious or malicious.")
  var verdict: String

  @Option(help: "Why.")
  var note: String = ""

  @Option(help: "Who says so; the user of this machine if not given.")
  var person: String?

  @OptionGroup
  var location: WorkspaceOption

  @Flag(help: "The result as one JSON object.")
  var json = false

  func validate() throws {
    if HuntVerdict.Word(rawValue: verdict) == nil {
      let known = HuntVerdict.Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("'\(verdict)' is none of \(known).")
    }
    if person?.isEmpty == true { throw ValidationError("--person must not be empty.") }
  }

  func run() throws {
    guard let word = HuntVerdict.Word(rawValue: verdict) else { return }
    do {
      let judged = try location.open().judge(
        huntResult: result,
        as: word,
        note: note,
        by: person ?? NSUserName(),
        at: Timestamp(Date())
      )
      var output = StandardOutput()
      try output.write(json ? try ReportJSON.line(judged) : HuntResultText.line(judged))
      try output.flush()
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
  }
}
