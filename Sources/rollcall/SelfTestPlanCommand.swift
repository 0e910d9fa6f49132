import ArgumentParser
import Foundation
import Mitigation
import Model
import Scan

struct SelfTestPlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Writes a checklist of sign-ins with names of your own.",
    discussion: "Flows: \(SignInFlow.all.map(\.id).joined(separator: ", "))."
  )

  @Option(help: "Your mail domain, as in corp.example; without it names have none.")
  var domain = ""

  @Option(help: "A flow to try; may be repeated. All if not given.")
  var flow: [String] = []

  @Option(
    help: "An account of yours that is there, for all hits; else one for each flow is to be made."
  )
  var hit: String?

  @Option(help: ArgumentHelp("File to write the plan to, for 'check'.", valueName: "file"))
  var out: String?

  @Flag(help: "The plan as JSON instead of the checklist.")
  var json = false

  func validate() throws {
    for id in flow where SignInFlow.named(id) == nil {
      throw ValidationError("--flow: '\(id)' is unknown; see 'rollcall selftest plan --help'.")
    }
  }

  func run() throws {
    let flows = SignInFlow.all.filter { flow.isEmpty || flow.contains($0.id) }
    let plan = SelfTestPlan(flows: flows, domain: domain, hit: hit, at: Timestamp(Date()))
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      let data = try encoder.encode(plan)
      if let out { try data.write(to: URL(fileURLWithPath: out)) }
      var output = StandardOutput()
      try output.write(
        json ? String(decoding: data, as: UTF8.self) + "\n" : VisibleText.lines(plan.text)
      )
      try output.flush()
    } catch let error as CocoaError {
      throw Failure(message: error.localizedDescription)
    }
  }
}

extension VisibleText {
  /// Each line for itself: line ends of ours stay.
  static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }
      .joined(separator: "\n")
  }
}
