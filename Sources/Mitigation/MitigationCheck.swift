package import Model
package import Scan

/// What logs and configurations say of every control.
package struct MitigationCheck: Sendable {
  package struct Result: Sendable {
    /// In the order of the controls.
    package var records: [ControlRecord]
    /// The configurations that were read, and as what.
    package var configurations: [(file: String, title: String)]
    package var logs: [String]
    /// What should be known and is no failure.
    package var notes: [Diagnostic]
    /// What could not be read.
    package var failures: [Diagnostic]
  }

  private let paths: [String]
  private let options: ScanOptions
  private let since: Timestamp?
  private let canaries: CanaryNames?
  private let directory: String?

  /// `options` says how logs are read; its paths do not count. `directory` has a name a line.
  package init(
    paths: [String],
    options: ScanOptions,
    since: Timestamp? = nil,
    canaries: CanaryNames? = nil,
    directory: String? = nil
  ) {
    (self.paths, self.options, self.since, self.canaries) = (paths, options, since, canaries)
    self.directory = directory
  }

  /// - Throws: `CancellationError` only.
  @concurrent
  package func run() async throws -> Result {
    let inputs = InputSorter(paths: paths)
    var found: [Control: [ControlObservation]] = [:]
    var notes: [Diagnostic] = []
    for ((_, file), reading) in zip(inputs.configurations, inputs.readings) {
      for fact in reading.facts {
        found[fact.control, default: []].append(fact.observation(in: file))
      }
      notes += reading.notes.map { Diagnostic(file: file.path, line: $0.line, message: $0.text) }
    }
    var failures = inputs.failures
    if !inputs.logPaths.isEmpty {
      let logs = try await readLogs(inputs.logPaths, found: inputs.foundPaths)
      for (control, observation) in logs.observations {
        found[control, default: []].append(observation)
      }
      found[.uniformAnswers, default: []] += logs.audit.observations
      for failure in logs.failures where !failures.contains(failure) { failures.append(failure) }
    }
    found[.canaries, default: []] += canaries?.observations ?? []
    return Result(
      records: Control.allCases.map { ControlJudge.record($0, found[$0] ?? []) },
      configurations: inputs.configurations.map { ($0.file.path, $0.kind.title) },
      logs: inputs.logPaths,
      notes: notes,
      failures: failures
    )
  }

  private struct LogReading {
    var observations: [(Control, ControlObservation)] = []
    var audit: ExposureAudit
    var failures: [Diagnostic]
  }

  private func readLogs(_ paths: [String], found: Set<String>) async throws -> LogReading {
    var options = options
    options.foundPaths = found
    let audit = try await ExposureAuditRun(
      paths: paths,
      options: options,
      labels: ExistenceLabels(directory: directory),
      since: since
    ).run()
    var reading = LogReading(audit: audit.since ?? audit.whole, failures: audit.failures)
    // Logs that only the audit reads are no failure.
    options.paths = AuditFiles(paths: paths, found: options.foundPaths).logPaths
    if options.paths.isEmpty { return reading }
    let logs = try await ControlLogs(options: options, since: since).read()
    reading.observations = logs.observations
    reading.failures += logs.failures
    return reading
  }
}

extension ExposureAudit {
  /// Endpoints whose answers were measured. What a mail or sign-in log means for the requester is known
  /// from documents, and judged by controls of its own.
  fileprivate var observations: [ControlObservation] {
    let services = Set(Service.allCases.map(\.name))
    return endpoints.compactMap { endpoint in
      guard endpoint.verdict != .notEnough, !services.contains(endpoint.endpoint) else {
        return nil
      }
      return ControlObservation(
        endpoint.verdict == .differs ? .off : .on,
        .log,
        scope: endpoint.endpoint,
        "answers on names that exist and on others: \(endpoint.inBrief)",
        count: endpoint.existing + endpoint.absent,
        citations: endpoint.citations
      )
    }
  }
}
