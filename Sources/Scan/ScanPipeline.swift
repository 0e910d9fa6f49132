package import Detection
import Foundation
import LogBytes
import LogFormats
package import Model

/// The scan from paths to findings: open, decode, join, detect, assemble. One file a stage.
///
/// The same input gives the same bytes out with any number of threads and any order of paths.
package struct ScanPipeline: Sendable {
  package private(set) var options: ScanOptions
  package let progress: ScanProgress
  package let inputs: InputList
  let source = LogFiles()

  package init(options: ScanOptions, progress: ScanProgress = ScanProgress()) {
    self.options = options
    self.progress = progress
    inputs = InputList(paths: options.paths, found: options.foundPaths)
  }

  /// - Throws: `CancellationError` only. What could not be read is in the result.
  @concurrent
  package func run() async throws -> ScanResult {
    await detect(in: try await decode(), level: options.level)
  }

  /// The attempts of all inputs, before anything is concluded from them.
  /// - Throws: `CancellationError` only.
  @concurrent
  package func decode() async throws -> DecodedLogs {
    let queue = BlockQueue(
      files: inputs.files,
      source: source,
      forcedFormat: options.format,
      blockBytes: options.blockBytes,
      workers: options.threads,
      byteLimit: options.byteLimit
    )
    let store = AttemptStore(limit: options.memoryByteCount)
    let parts = try await DecodeStage.run(
      queue,
      workers: options.threads,
      store: store,
      progress: progress
    )
    progress.endReading()
    var logs = queue.opened()
    if let note = inputs.note { logs.notes.append(note) }
    let joined = JoinStage.run(parts)
    var corpus = await ResolveStage.run(joined, logs: logs, options: options, store: store)
    logs.notes += corpus.sourceless(in: logs)
    var failures = inputs.failures + logs.failures
    if case .spoolFailed(let code) = store.failure {
      let reason = String(cString: strerror(code))
      let message = "all attempts were held in memory, a temporary file failed: \(reason)"
      failures.append(Diagnostic(file: "--memory", message: message))
    }
    if let networks = options.networks {
      let systems = SourceNetworks(of: corpus.tables, in: networks, failures: &failures)
      corpus.networks = systems
      corpus.table.sourceSystem = { systems[$0] }
    }
    return DecodedLogs(corpus: corpus, logs: logs, failures: failures)
  }

  /// The same scan with what earlier ones knew of ordinary traffic.
  ///
  /// With `learnedThrough` the result says what is to be added to that.
  package func knowing(
    _ prior: Baseline,
    campaigns: [PriorCampaign] = [],
    learnedThrough: [String: UInt32]?
  ) -> ScanPipeline {
    var pipeline = self
    pipeline.options.priorCampaigns = campaigns
    pipeline.options.prior = prior
    pipeline.options.learnedThrough = learnedThrough
    return pipeline
  }

  /// What `decoded` shows at `level`. It was decoded by this pipeline and can be asked again.
  @concurrent
  package func detect(in decoded: DecodedLogs, level: AlertLevel) async -> ScanResult {
    let logs = decoded.logs
    let prior = PriorLife(options.prior, in: decoded.corpus.tables)
    let corpus = decoded.corpus.knowing(prior)
    var options = options
    options.level = level
    let accusations = await DetectStage.accuse(corpus, prior: prior, options: options)
    let calls = accusations.calls
    let reader = EvidenceReader(logs: logs, source: source, tasks: options.threads)
    // While campaigns are looked for: how accounts are used, and most of what will be cited.
    async let uses = DetectStage.earlyUses(
      after: calls,
      in: corpus,
      prior: prior,
      options: options
    )
    async let early = reader.readEarly(calls, of: corpus.table)
    let campaigns = DetectStage.campaigns(accusations, in: corpus, options: options)
    let detected = DetectStage.detected(
      campaigns,
      accusations,
      uses: await uses,
      in: corpus,
      prior: prior,
      options: options
    )
    var result = ScanResult(logs: logs, corpus: corpus)
    result.failures = decoded.failures + result.unread(isForced: options.format != nil)
    result.logs.notes += AccountsToCome(table: corpus.table).heldBack(calls).map {
      Diagnostic(heldBack: $0, in: corpus, logs: logs)
    }.sorted { $0.message < $1.message }
    let assembler = FindingAssembler(
      corpus: corpus,
      detected: detected,
      logs: logs,
      options: options
    )
    let (findings, flagged) = await assembler.findings(
      reading: reader,
      known: await early,
      failures: &result.failures
    )
    result.findings = findings.filter { $0.status == nil } + findings.filter { $0.status != nil }
    result.testedSources = detected.testedSources
    if let through = options.learnedThrough {
      let learner = BaselineLearner(corpus, logs: logs, history: corpus.history, after: through)
      result.learned = learner.baseline(without: flagged)
    }
    return result
  }
}

/// All that a scan found and what became of its input.
package struct ScanResult: Sendable {
  /// Strongest first; those that are authorised stand behind all others.
  package var findings: [Finding] = []
  package var logs: OpenedLogs
  /// By member.
  package var tallies: [MemberTally]
  /// What could not be read: the scan ends with status 2.
  package var failures: [Diagnostic] = []
  package var sourceCount: Int
  package var nameCount: Int
  package var testedSources = 0
  /// What was learned of ordinary traffic; `nil` where that was not asked for.
  package var learned: Baseline?
  package var firstTime: Timestamp?
  package var lastTime: Timestamp?

  /// How many findings nobody has declared.
  package var openCount: Int { findings.count { $0.status == nil } }

  init(logs: OpenedLogs, corpus: Corpus) {
    self.logs = logs
    tallies = MemberTally.all(blocks: corpus.blocks, logs: logs)
    sourceCount = corpus.tables.sourceCount
    nameCount = corpus.tables.nameCount
    (firstTime, lastTime) = (corpus.firstTime, corpus.lastTime)
    for (member, tally) in zip(logs.members, tallies) {
      self.logs.notes += Self.oddities(of: member, tally)
    }
  }

  /// The logs of which nothing was understood.
  func unread(isForced: Bool) -> [Diagnostic] {
    zip(logs.members, tallies).compactMap { $1.failure(of: $0, isForced: isForced) }
  }

  /// What was put right in a log before it was decoded.
  private static func oddities(of member: LogMember, _ tally: MemberTally) -> [Diagnostic] {
    var notes: [Diagnostic] = []
    if member.encoding.isWide {
      notes.append(Diagnostic(file: member.path, message: "is \(member.encoding.rawValue)"))
    }
    if tally.recordsWithNUL > 0 {
      let message = "\(tally.recordsWithNUL) lines began with NUL bytes, which were taken off"
      notes.append(Diagnostic(file: member.path, message: message))
    }
    if let line = tally.firstBrokenTextLine {
      let count = tally.recordsWithBrokenText
      let message =
        count == 1
        ? "is not valid UTF-8; what is broken is shown as \u{fffd}"
        : "is the first of \(count) lines that are not valid UTF-8; what is broken is shown as \u{fffd}"
      notes.append(Diagnostic(file: member.path, line: line, message: message))
    }
    return notes
  }
}
