import LogBytes
import LogFormats
package import Model
package import Scan

/// Which endpoints answer names that exist in another way than names that do not.
///
/// Passive: it reads what was asked and answered, and asks nobody.
package struct ExposureAuditRun: Sendable {
  /// The chance that any endpoint at all is named without cause.
  private static let alpha = 0.001
  /// Above this no difference is taken for none.
  private static let alikeP = 0.05

  package struct Result: Sendable {
    package var whole: ExposureAudit
    /// The same before and since a moment, if one was given.
    package var before: ExposureAudit?
    package var since: ExposureAudit?
    package var failures: [Diagnostic]
    package var notes: [Diagnostic]
  }

  private let paths: [String]
  private let options: ScanOptions
  private let labels: ExistenceLabels
  private let since: Timestamp?

  /// `options` says how logs are read; its paths do not count.
  package init(
    paths: [String],
    options: ScanOptions,
    labels: ExistenceLabels,
    since: Timestamp? = nil
  ) {
    (self.paths, self.options, self.labels, self.since) = (paths, options, labels, since)
  }

  /// - Throws: `CancellationError` only.
  @concurrent
  package func run() async throws -> Result {
    var files = AuditFiles(paths: paths, found: options.foundPaths)
    var options = options
    (options.paths, options.foundPaths) = (files.logPaths, files.foundPaths)
    let pipeline = ScanPipeline(options: options)
    var (table, labels) = (AuditTable(), labels)
    if !files.logPaths.isEmpty {
      let logs = try await pipeline.decode()
      labels.add(logs)
      table.add(SignInRequests(logs).table)
      table.add(try await Self.readAccessLogs(pipeline))
      files.failures += logs.failures
    }
    for other in files.takeTables() { table.add(other) }
    table.requests.sort(by: Self.precedes)
    func audit(_ isWanted: (AuditRequest) -> Bool) async throws -> ExposureAudit {
      var found = Self.audit(table, labels, isWanted)
      let places = Set(found.flatMap { $0.shown.map(\.place) })
      let cited = try await RecordCitations(pipeline: pipeline, files: table.files).of(places)
      for index in found.indices {
        found[index].audit.citations = found[index].shown.compactMap { cited[$0.place] }
      }
      return found.map(\.audit).report(table, labels, isWanted)
    }
    let moment = since?.millisecondsSince1970
    return Result(
      whole: try await audit { _ in true },
      before: moment == nil ? nil : try await audit { $0.milliseconds < moment ?? 0 },
      since: moment == nil ? nil : try await audit { $0.milliseconds >= moment ?? 0 },
      failures: files.failures,
      notes: files.notes
    )
  }

  /// Time, then place: nothing depends on which worker was faster.
  private static func precedes(_ left: AuditRequest, _ right: AuditRequest) -> Bool {
    if left.milliseconds != right.milliseconds { return left.milliseconds < right.milliseconds }
    switch (left.place, right.place) {
    case (.segment(let first, let one, _), .segment(let second, let other, _)):
      return (first, one) < (second, other)
    case (.file(let first, let one, _), .file(let second, let other, _)):
      return (first, one) < (second, other)
    case (.segment, .file): return true
    case (.file, .segment): return false
    }
  }

  // Sendable unchecked: only the task that made it touches it until that task has ended.
  private final class Worker: @unchecked Sendable {
    var requests = AccessRequests()
  }

  private static func readAccessLogs(_ pipeline: ScanPipeline) async throws -> AuditTable {
    let read = try await pipeline.readBlocks {
      Worker()
    } _: { place, block, worker in
      guard place.format is AccessLogFormat.Type else { return }
      worker.requests.read(block, segment: place.segment)
    }
    return read.parts.reduce(into: AuditTable()) { $0.add($1.requests.table) }
  }

  /// An endpoint with the requests that show what it tells.
  struct Found {
    var audit: EndpointAudit
    var shown: [AuditRequest] = []
  }

  private static func audit(
    _ table: AuditTable,
    _ labels: ExistenceLabels,
    _ isWanted: (AuditRequest) -> Bool
  ) -> [Found] {
    var byEndpoint: [UInt32: [EndpointTest.Sample]] = [:]
    for request in table.requests where isWanted(request) {
      let name = table.text(request.name)
      guard let exists = request.exists ?? labels[name] else { continue }
      byEndpoint[request.endpoint, default: []].append(
        EndpointTest.Sample(request: request, exists: exists, nameLength: name.utf8.count)
      )
    }
    var tests = byEndpoint.map { ($0.key, EndpointTest($0.value), $0.value) }
    tests.sort { table.text($0.0) < table.text($1.0) }
    let outcomes = tests.map { $0.1.outcomes(table.text) }
    let adjusted = Holm.adjusted(outcomes.flatMap(\.self).map(\.p))
    var used = 0
    return tests.indices.map { index in
      let p = Array(adjusted[used..<used + outcomes[index].count])
      used += outcomes[index].count
      let (endpoint, test, samples) = tests[index]
      var found = Found(audit: audit(table.text(endpoint), test, outcomes[index], p))
      found.shown = [true, false].flatMap { side in
        samples.filter { $0.exists == side }.prefix(2).map(\.request)
      }
      return found
    }
  }

  private static func audit(
    _ endpoint: String,
    _ test: EndpointTest,
    _ outcomes: [EndpointTest.Outcome],
    _ adjusted: [Double]
  ) -> EndpointAudit {
    var differences: [EndpointAudit.Difference] = []
    for (outcome, p) in zip(outcomes, adjusted) where p <= alpha {
      var difference = outcome.difference
      difference.adjustedP = p
      differences.append(difference)
    }
    let isEnough = min(test.existing, test.absent) >= EndpointTest.leastAlike
    let isAlike = isEnough && !outcomes.isEmpty && outcomes.allSatisfy { $0.p > alikeP }
    return EndpointAudit(
      endpoint: endpoint,
      verdict: !differences.isEmpty ? .differs : isAlike ? .alike : .notEnough,
      existing: test.existing,
      absent: test.absent,
      existingNames: test.names,
      sources: test.sources,
      differences: differences.sorted { $0.bits > $1.bits },
      citations: []
    )
  }
}

extension [EndpointAudit] {
  fileprivate func report(
    _ table: AuditTable,
    _ labels: ExistenceLabels,
    _ isWanted: (AuditRequest) -> Bool
  ) -> ExposureAudit {
    let wanted = table.requests.filter(isWanted)
    let unlabelled = wanted.count { $0.exists == nil && labels[table.text($0.name)] == nil }
    return ExposureAudit(
      endpoints: sorted { ($1.bits, $0.endpoint) < ($0.bits, $1.endpoint) },
      unnamed: table.unnamed,
      requests: wanted.count,
      unlabelled: unlabelled,
      contradictedNames: labels.contradicted
    )
  }
}
