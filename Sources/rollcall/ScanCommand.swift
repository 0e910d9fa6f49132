import ArgumentParser
import Detection
import Foundation
import Intake
import LogBytes
import LogFormats
import Model
import Scan
import WorkspaceStore

struct ScanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Reads logs and shows who is calling the roll.",
    discussion: """
      PATH is a file, a folder, a pattern in quotes, or - for standard input; gzip, zstd, bzip2, xz,
      zip and tar are unpacked. The format of each log is told by its content.
      """
  )

  @Argument(help: "Logs to read.")
  var paths: [String]

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How to write findings (table, jsonl, ocsf, csv), or which format the logs have (see 'rollcall formats'). May be given for both.",
      valueName: "format"
    )
  )
  var format: [String] = []

  @Option(help: "Keep findings in this workspace folder.")
  var workspace: String?

  @Option(help: "Zone of times that are written without one, as in Europe/Zurich.")
  var timezone: String = "UTC"

  @Option(help: "Year of the first line of logs that leave years out.")
  var year: Int?

  @Option(help: "Workers; the number of processors if not given.")
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Most memory for attempts, as in 256M or 2G; what is beyond is kept in a temporary file (TMPDIR).",
      valueName: "bytes"
    )
  )
  var memory: MemoryLimit?

  @Option(help: "False findings that the scan may be expected to hold.")
  var expectedFalse: Double = 0.05

  @Option(
    help: ArgumentHelp(
      "Table of own scanners, monitors and migrations (see docs/allow-list.md); a workspace's list counts as well.",
      valueName: "file"
    )
  )
  var allow: String?

  @Option(
    help: ArgumentHelp(
      "Database in MaxMind's format that tells which network an address belongs to.",
      valueName: "file"
    )
  )
  var asnDatabase: String?

  @Option(
    help: ArgumentHelp(
      "Table of names that nobody uses (see docs/canaries.md); a workspace's names count as well.",
      valueName: "file"
    )
  )
  var canaries: String?

  @OptionGroup
  var triage: TriageOptions

  @Option(help: "'finding': exit with status 1 when there is one.")
  var failOn: FailOn?

  @Flag(help: "Show names that look like passwords.")
  var unmask = false

  // What the other tests cost is measured against it.
  @Flag(help: ArgumentHelp("Test single sources only.", visibility: .hidden))
  var singleSources = false

  @Flag(name: .shortAndLong, help: "No progress and no summary.")
  var quiet = false

  enum FailOn: String, ExpressibleByArgument {
    case finding
  }

  func validate() throws {
    try checkThreads(threads)
    if let year, !(1983...2105).contains(year) {
      throw ValidationError("--year must be from 1983 to 2105.")
    }
    if !(expectedFalse > 0 && expectedFalse.isFinite) {
      throw ValidationError("--expected-false must be a number above 0.")
    }
    _ = try formats()
    _ = try zone()
  }

  func run() async throws {
    let started = Date()
    let (output, logFormat) = try formats()
    var options = ScanOptions(
      paths: paths,
      format: logFormat,
      zone: try zone(),
      firstYear: year,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount,
      level: AlertLevel(expectedFalseFindings: expectedFalse),
      unmask: unmask
    )
    options.singleSourcesOnly = singleSources
    if let memory { options.memoryByteCount = memory.byteCount }
    options.networks = try asnDatabase.map { try Self.networks($0) }
    // Opened first: a scan of an hour must not end at a workspace that cannot be written.
    let store = try workspace.map { try Self.open($0) }
    options.allow = try allowList(store)
    options.canaries = try canaryList(store)
    let pipeline = ScanPipeline(options: options)
    let reporter = ProgressReporter(pipeline: pipeline, isShown: !quiet && StandardError.isTerminal)
    reporter.start()
    let decoded = try await pipeline.decode()
    let baseline = try store.map { try Self.baseline(for: decoded, in: $0) }
    let result = await (baseline?.knowing(pipeline) ?? pipeline)
      .detect(in: decoded, level: options.level)
    reporter.stop()
    let summary = ScanSummary(
      result,
      startedAt: started,
      finishedAt: Date(),
      peakMemoryByteCount: ProcessSignals.peakMemoryByteCount
    )
    // Kept first: a reader of the output that goes away must not cost the workspace its findings.
    if let store {
      try record(result, summary, startedAt: started, options: options, baseline, in: store)
    }
    let (all, shown) = triage.rule?.apply(to: result.findings) ?? (result.findings, result.findings)
    try await write(shown, as: output, threads: options.threads)
    report(result, summary)
    reportCut(all.count - shown.count, of: all.count)
    if !result.failures.isEmpty { throw ExitCode(ExitStatus.failed) }
    if failOn == .finding, result.openCount > 0 { throw ExitCode(ExitStatus.findingMade) }
  }

  private func zone() throws -> TimeZone {
    guard let zone = TimeZone(identifier: timezone) else {
      throw ValidationError(
        "--timezone: '\(timezone)' is not a zone; write one as in Europe/Zurich."
      )
    }
    return zone
  }

  private func formats() throws -> (OutputFormat, (any LogFormat.Type)?) {
    var output: OutputFormat?
    var log: (any LogFormat.Type)?
    for name in format {
      if let found = OutputFormat(rawValue: name), output == nil {
        output = found
      } else if let found = LogFormats.named(name), log == nil {
        log = found
      } else {
        let known = OutputFormat.allCases.map(\.rawValue) + LogFormats.all.map { $0.facts.id }
        throw ValidationError(
          "--format: '\(name)' is unknown or given twice; known are \(known.joined(separator: ", "))."
        )
      }
    }
    return (output ?? .table, log)
  }

  private static func open(_ path: String) throws -> Workspace {
    do {
      return try Workspace(directory: path)
    } catch {
      throw Failure(message: error.description)
    }
  }

  private static func baseline(
    for decoded: DecodedLogs,
    in store: Workspace
  ) throws -> BaselineChoice {
    do {
      return try BaselineChoice(for: decoded, in: store)
    } catch {
      throw Failure(message: error.description)
    }
  }

  private static func networks(_ path: String) throws -> NetworkDatabase {
    do {
      return try NetworkDatabase(file: path)
    } catch {
      throw Failure(message: error.message)
    }
  }

  /// The entries of the file that was named and those of the workspace.
  private func allowList(_ store: Workspace?) throws -> AllowList {
    do {
      var rules: [AllowRule] = []
      if let allow {
        rules = try AllowFile.read(try LogFiles().bytes(of: allow), file: allow)
      }
      if let store { rules += try store.allowEntries().map { try AllowRule($0) } }
      return AllowList(rules)
    } catch {
      throw Failure(error)
    }
  }

  private func canaryList(_ store: Workspace?) throws -> CanaryList {
    do {
      var entries: [CanaryEntry] = []
      if let canaries {
        entries = try CanaryFile.read(try LogFiles().bytes(of: canaries), file: canaries)
      }
      if let store { entries += try store.canaries() }
      return CanaryList(entries)
    } catch {
      throw Failure(error)
    }
  }

  private func reportCut(_ count: Int, of all: Int) {
    guard count > 0, !quiet else { return }
    let place = workspace == nil ? "kept nowhere without --workspace" : "in the workspace"
    StandardError.write("budget: \(count) of \(all) findings are not shown; they are \(place)\n")
  }

  private func write(_ findings: [Finding], as format: OutputFormat, threads: Int) async throws {
    var output = StandardOutput()
    try await format.write(
      findings,
      terminal: Terminal(descriptor: STDOUT_FILENO),
      rest: workspace.map { .workspace($0) } ?? .json,
      threads: threads,
      to: &output
    )
    try output.flush()
  }

  private func record(
    _ result: ScanResult,
    _ summary: ScanSummary,
    startedAt: Date,
    options: ScanOptions,
    _ baseline: BaselineChoice?,
    in store: Workspace
  ) throws {
    do {
      // Found again from whatever folder somebody looks from.
      let folder = FileManager.default.currentDirectoryPath
      let scan = ScanRecord(
        result,
        summary.named(from: folder),
        startedAt: Timestamp(startedAt),
        finishedAt: Timestamp(Date()),
        toolVersion: Rollcall.version,
        options: optionText(options, baseline)
      )
      let recorded = try store.recordScan(
        scan,
        findings: result.findings(from: folder),
        baseline: baseline?.update(with: result.learned)
      )
      if !quiet {
        StandardError.write(
          "workspace \(workspace ?? ""): \(recorded.added.count) findings added, "
            + "\(recorded.alreadyKnown.count) known before"
            + (recorded.baseline.map { ", baseline \($0) learned" } ?? "") + "\n"
        )
      }
    } catch {
      throw Failure(message: error.description)
    }
  }

  /// The options that can change a finding.
  private func optionText(_ options: ScanOptions, _ baseline: BaselineChoice?) -> String {
    let (allow, canaries) = (options.allow, options.canaries)
    let parts = [
      timezone == "UTC" ? nil : "--timezone \(timezone)",
      year.map { "--year \($0)" },
      expectedFalse == 0.05 ? nil : "--expected-false \(expectedFalse)",
      unmask ? "--unmask" : nil,
      singleSources ? "--single-sources" : nil,
      asnDatabase.map { "--asn-database \($0)" },
      allow.isEmpty ? nil : "--allow \(allow.digest)",
      canaries.isEmpty ? nil : "--canaries \(canaries.digest)",
      baseline?.used.map { "(baseline \($0))" },
    ]
    return (format.map { "--format \($0)" } + parts.compactMap { $0 }).joined(separator: " ")
  }

  private func report(_ result: ScanResult, _ summary: ScanSummary) {
    if !quiet {
      for note in result.logs.notes { StandardError.write("note: \(note.text)\n") }
      StandardError.write(summary.text(style: Terminal(descriptor: STDERR_FILENO).style))
    }
    for failure in result.failures { StandardError.write("rollcall: \(failure.text)\n") }
  }
}

extension Timestamp {
  init(_ date: Date) {
    self.init(millisecondsSince1970: Int64((date.timeIntervalSince1970 * 1000).rounded()))
  }
}
