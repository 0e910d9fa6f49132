import ArgumentParser
import Evaluation
import Foundation
import Lab
import LogBytes

struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measures detection on labs with known truth, and on real logs with known answers.",
    discussion: """
      Each seed is a lab as 'rollcall lab' writes it: made in a temporary folder, scanned as by
      'rollcall scan', scored and removed. Threshold rules read the same attempts for comparison. The
      report is Markdown on standard output, or with --out a folder of Markdown, charts and JSON.
      """,
    subcommands: [
      EvaluateAuditCommand.self, EvaluateCustodyCommand.self, EvaluateKnowledgeCommand.self,
      EvaluateWorkspaceCommand.self,
    ]
  )

  @Option(help: ArgumentHelp("Labs: numbers and ranges, as in 1,5,101...120.", valueName: "seeds"))
  var seeds: SeedList = SeedList(seeds: Array(101...120))

  @Option(help: "Benign events of each lab.")
  var events: Int = 500_000

  @Option(help: "Days of each lab.")
  var days: Int = 30

  @Option(help: "Plant only this scenario. May be given several times.")
  var scenario: [CampaignScenario] = []

  @Option(help: "Folder of real data; what is absent in it is skipped.")
  var real: String?

  @Flag(help: "No labs, only --real.")
  var skipLabs = false

  @Option(help: "Write the report into this folder.")
  var out: String?

  @Option(help: "False findings that a scan may be expected to hold.")
  var expectedFalse: Double = 0.05

  @Option(help: "Workers; the number of processors if not given.")
  var threads: Int?

  func validate() throws {
    if events < 1 { throw ValidationError("--events must be at least 1.") }
    if days < 1 { throw ValidationError("--days must be at least 1.") }
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1.") }
    if !(expectedFalse > 0 && expectedFalse.isFinite) {
      throw ValidationError("--expected-false must be a number above 0.")
    }
    if skipLabs, real == nil { throw ValidationError("--skip-labs leaves nothing without --real.") }
  }

  func run() async throws {
    let workers = threads ?? ProcessInfo.processInfo.activeProcessorCount
    do {
      let report = EvaluationReport(
        version: Rollcall.version,
        labs: skipLabs ? nil : try await evaluateLabs(workers: workers),
        real: try await evaluateReal(workers: workers)
      )
      try write(report)
    } catch let error as LabError {
      throw Failure(message: error.description)
    } catch let error as InputError {
      throw Failure(message: error.message)
    } catch let error as CocoaError {
      throw Failure(message: error.localizedDescription)
    }
  }

  private func evaluateLabs(workers: Int) async throws -> LabEvaluation {
    let options = EvaluationOptions(
      seeds: seeds.seeds,
      benignEvents: events,
      days: days,
      scenarios: scenario.isEmpty ? CampaignScenario.allCases : scenario,
      threads: workers,
      expectedFalseFindings: expectedFalse
    )
    return try await LabEvaluator(options).run { lab in
      StandardError.write(lab.progressText + "\n")
    }
  }

  private func evaluateReal(workers: Int) async throws -> RealEvaluation? {
    guard let real else { return nil }
    let evaluation = try await RealEvaluation.run(folder: real, threads: workers)
    for path in evaluation.skipped { StandardError.write("skipped: \(real)/\(path) is absent\n") }
    return evaluation
  }

  private func write(_ report: EvaluationReport) throws {
    if let out {
      try report.write(to: out)
      return
    }
    var output = StandardOutput()
    try output.write(report.markdown)
    try output.flush()
  }
}

/// Numbers and ranges of numbers, without repetition, ascending.
struct SeedList: ExpressibleByArgument {
  var seeds: [UInt64]

  /// More labs than anybody waits for; keeps a slip of the keyboard from filling the memory.
  private static let most: UInt64 = 10_000

  init(seeds: [UInt64]) {
    self.seeds = seeds
  }

  init?(argument: String) {
    var seeds: Set<UInt64> = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let bounds = part.split(separator: "...", omittingEmptySubsequences: false)
        .map { UInt64($0) }
      guard (1...2).contains(bounds.count), let first = bounds[0], let last = bounds.last ?? nil,
        first <= last, last - first < Self.most
      else { return nil }
      seeds.formUnion(first...last)
    }
    self.seeds = seeds.sorted()
  }

  var defaultValueDescription: String { "101...120" }
}
