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

  /// `options` says how logs are read; its paths do not count.
  package init(
    paths: [String],
    options: ScanOptions,
    since: Timestamp? = nil,
    canaries: CanaryNames? = nil
  ) {
    (self.paths, self.options, self.since, self.canaries) = (paths, options, since, canaries)
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
      let logs = try await readLogs(inputs.logPaths)
      for (control, observation) in logs.observations {
        found[control, default: []].append(observation)
      }
      failures += logs.failures
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

  private func readLogs(
    _ paths: [String]
  ) async throws -> (observations: [(Control, ControlObservation)], failures: [Diagnostic]) {
    var options = options
    options.paths = paths
    return try await ControlLogs(options: options, since: since).read()
  }
}
