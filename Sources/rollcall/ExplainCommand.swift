import ArgumentParser
import Detection
import Foundation
import Intake
import LogFormats
import Model
import Scan
import WorkspaceStore

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Shows what a finding rests on, and judges again without part of it.",
    discussion: """
      The logs of the scan are read again. A strike takes attempts out of them, and the whole log is
      judged as if they had never been made: --strike source:203.0.113.7, --strike account:a.name,
      --strike 'term:absent names at sshd'. May be given several times.
      """
  )

  @Argument(help: "The finding's id, or the first characters of it.")
  var id: String

  @OptionGroup
  var location: WorkspaceOption

  @Option(help: ArgumentHelp("What to strike out.", valueName: "kind:what"))
  var strike: [Strike] = []

  @Option(
    help: ArgumentHelp("The scan's logs, where they are not in their old place.", valueName: "path")
  )
  var log: [String] = []

  @Option(help: "Zone of times that are written without one; that of the scan if not given.")
  var timezone: String?

  @Option(help: "Year of the first line of logs that leave years out; the scan's if not given.")
  var year: Int?

  @Option(help: "False findings that the scan may be expected to hold; as the scan had it.")
  var expectedFalse: Double?

  @Flag(help: "One JSON object.")
  var json = false

  func validate() throws {
    if let timezone, TimeZone(identifier: timezone) == nil {
      throw ValidationError("--timezone: '\(timezone)' is not a zone.")
    }
    if let expectedFalse, !(expectedFalse > 0 && expectedFalse.isFinite) {
      throw ValidationError("--expected-false must be a number above 0.")
    }
  }

  func run() async throws {
    let (finding, scan) = try find()
    let explainer = try await explainer(of: finding, asIn: scan)
    let whole = try await explainer.verdict(striking: [])
    guard whole.remaining.contains(where: { $0.id == finding.id }) else {
      throw Failure(
        message: "\(finding.id): these logs and options do not give this finding; name the scan's"
          + " with --log, --timezone, --year and --expected-false"
      )
    }
    let explanation = ExplanationText(
      finding: finding,
      absentNamesToFlip: await explainer.absentNamesToFlip(),
      verdict: strike.isEmpty ? nil : try await verdict(explainer)
    )
    var output = StandardOutput()
    try output.write(json ? explanation.json : explanation.text)
    try output.flush()
  }

  /// The finding, and the latest scan that saw it.
  private func find() throws -> (Finding, ScanRecord?) {
    do {
      let workspace = try location.open()
      let stored = try workspace.finding(id: id)
      return (stored.finding, try stored.scanIDs.last.flatMap(workspace.scan))
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
  }

  private func options(asIn scan: ScanRecord?) -> ScanOptions {
    let folder = FileManager.default.currentDirectoryPath
    let named = log.map { LogName.absolute($0, from: folder) }
    var options = ScanOptions(
      paths: log.isEmpty ? scan.map(LogContainer.files) ?? [] : named,
      threads: ProcessInfo.processInfo.activeProcessorCount
    )
    if let scan { options.takeReading(of: scan) }
    if let zone = timezone.flatMap({ TimeZone(identifier: $0) }) { options.zone = zone }
    if let year { options.firstYear = year }
    if let expectedFalse { options.level = AlertLevel(expectedFalseFindings: expectedFalse) }
    return options
  }

  private func explainer(of finding: Finding, asIn scan: ScanRecord?) async throws -> Explainer {
    var options = options(asIn: scan)
    let store = try location.open()
    do {
      options.canaries = CanaryList(try store.canaries())
      let pipeline = ScanPipeline(options: options)
      let decoded = try await pipeline.decode()
      if let failure = decoded.failures.first { throw Failure(message: failure.text) }
      // By the baseline that the scan had.
      let baseline = try BaselineChoice(for: decoded, in: store)
      return Explainer(of: finding, in: decoded, by: baseline.knowing(pipeline, learning: false))
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
  }

  private func verdict(_ explainer: Explainer) async throws -> Explainer.Verdict {
    do {
      return try await explainer.verdict(striking: strike)
    } catch let error as StrikeError {
      throw Failure(message: "--strike: \(error.message)")
    }
  }
}

extension Strike: ExpressibleByArgument {
  /// As `Strike(_:)` reads it.
  public init?(argument: String) {
    self.init(argument)
  }
}
