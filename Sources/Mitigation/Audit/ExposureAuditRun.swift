import Crypto
import LogBytes
import LogFormats
package import Model
package import Scan
import Synchronization

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
    var files = AuditFiles(paths: paths)
    var options = options
    options.paths = files.logPaths
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
    let citations = AuditCitations(pipeline: pipeline)
    func audit(_ isWanted: (AuditRequest) -> Bool) async throws -> ExposureAudit {
      var found = Self.audit(table, labels, isWanted)
      try await citations.fill(&found, table)
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

/// The files of an audit: those that are read here, and the logs of the pipeline.
struct AuditFiles {
  private static let sampleBytes = 1 << 16

  private(set) var logPaths: [String] = []
  private var tables: [AuditTable] = []
  var failures: [Diagnostic]
  private(set) var notes: [Diagnostic] = []

  init(paths: [String]) {
    let inputs = InputList(paths: paths)
    failures = inputs.failures
    for file in inputs.files {
      do throws(InputError) {
        if try !read(file) { logPaths.append(file.path) }
      } catch {
        failures.append(Diagnostic(file: file.path, message: error.message))
      }
    }
  }

  mutating func takeTables() -> [AuditTable] {
    defer { tables = [] }
    return tables
  }

  private mutating func read(_ file: InputList.File) throws(InputError) -> Bool {
    guard file.status.kind == .file, file.status.byteCount > 0 else { return false }
    let mapped = try LogFiles().map(file.path)
    return mapped.withBytes(in: 0..<mapped.count) { bytes in
      let sample = bytes.extracting(0..<min(Self.sampleBytes, bytes.count))
      if W3CRequests.recognises(sample) {
        var requests = W3CRequests(file: file.path)
        requests.read(bytes)
        add(requests.table, broken: requests.brokenCount)
      } else if ApplicationRequests.recognises(sample) {
        var requests = ApplicationRequests(file: file.path)
        requests.read(bytes)
        add(requests.table, broken: requests.brokenCount)
      } else {
        return false
      }
      return true
    }
  }

  private mutating func add(_ table: AuditTable, broken: Int) {
    tables.append(table)
    if broken > 0 {
      notes.append(Diagnostic(file: table.files[0], message: "\(broken) lines could not be read"))
    }
  }
}

/// Reads the requests that are shown a second time, and hashes them.
struct AuditCitations {
  let pipeline: ScanPipeline

  private final class Shared: Sendable {
    let found = Mutex<[AuditPlace: String]>([:])
  }

  func fill(_ found: inout [ExposureAuditRun.Found], _ table: AuditTable) async throws {
    let places = Set(found.flatMap { $0.shown.map(\.place) })
    var (hashes, logs) = try await hashes(of: places)
    for place in places {
      guard case .file(let number, let offset, let length) = place else { continue }
      hashes[place] = Self.hash(table.files[number], offset, length)
    }
    for index in found.indices {
      found[index].audit.citations = found[index].shown.compactMap { request in
        hashes[request.place].map { Self.citation(request.place, $0, logs, table) }
      }
    }
  }

  private static func citation(
    _ place: AuditPlace,
    _ hash: String,
    _ logs: OpenedLogs,
    _ table: AuditTable
  ) -> ControlCitation {
    switch place {
    case .file(let number, let offset, let length):
      return ControlCitation(
        file: table.files[number],
        offset: UInt64(offset),
        length: length,
        sha256: hash
      )
    case .segment(let number, let offset, let length):
      let segment = logs.segments[Int(number)]
      return ControlCitation(
        file: logs.members[segment.member].path,
        offset: segment.byteOffset + UInt64(offset),
        length: length,
        sha256: hash
      )
    }
  }

  private func hashes(
    of places: Set<AuditPlace>
  ) async throws -> (hashes: [AuditPlace: String], logs: OpenedLogs) {
    var bySegment: [UInt32: [(AuditPlace, Range<Int>)]] = [:]
    for place in places {
      guard case .segment(let number, let offset, let length) = place else { continue }
      bySegment[number, default: []].append((place, offset..<offset + length))
    }
    if bySegment.isEmpty { return ([:], OpenedLogs()) }
    let (shared, wanted) = (Shared(), bySegment)
    let read = try await pipeline.readBlocks {
      shared
    } _: { block, bytes, shared in
      for (place, range) in wanted[block.segment] ?? [] where range.upperBound <= bytes.count {
        let hash = Self.hash(bytes, range)
        shared.found.withLock { $0[place] = hash }
      }
    }
    return (shared.found.withLock { $0 }, read.logs)
  }

  private static func hash(_ file: String, _ offset: Int, _ length: Int) -> String? {
    // A file that went away is not cited; that it was read is in the counts.
    guard let mapped = try? LogFiles().map(file), offset + length <= mapped.count else {
      return nil
    }
    return mapped.withBytes(in: offset..<offset + length) { hash($0, 0..<$0.count) }
  }

  private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    var record: [UInt8] = []
    bytes.appendBytes(in: range, to: &record)
    return SHA256.hash(data: record).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}
