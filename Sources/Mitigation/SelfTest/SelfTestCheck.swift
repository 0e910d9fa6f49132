import Crypto
import Detection
import LogBytes
import LogFormats
package import Model
package import Scan
import Synchronization

/// Reads the logs after a self-test and fills the matrix.
///
/// Two looks: attempts that were decoded, by name; and the bytes of every file, so that a name that is
/// logged and not understood is told from one that is not logged.
package struct SelfTestCheck: Sendable {
  private let plan: SelfTestPlan
  private let paths: [String]
  private let options: ScanOptions

  /// `performed` holds for steps that have no time of their own.
  package init(
    plan: SelfTestPlan,
    performed: Timestamp? = nil,
    paths: [String],
    options: ScanOptions
  ) {
    var plan = plan
    for index in plan.steps.indices where plan.steps[index].performed == nil {
      plan.steps[index].performed = performed
    }
    (self.plan, self.paths, self.options) = (plan, paths, options)
  }

  /// A decoded attempt that a step may have made.
  private struct Seen {
    var time: Timestamp
    var outcome: Outcome
    var place: AuditPlace
  }

  /// - Throws: `CancellationError` only.
  @concurrent
  package func run(at now: Timestamp) async throws -> (
    matrix: VisibilityMatrix, failures: [Diagnostic]
  ) {
    var (failures, logPaths, found) = searchUnknownFiles()
    var options = options
    options.paths = logPaths
    let pipeline = ScanPipeline(options: options)
    var attempts: [String: [Seen]] = [:]
    var logs = OpenedLogs()
    if !logPaths.isEmpty {
      let decoded = try await pipeline.decode()
      failures += decoded.failures
      attempts = Self.attempts(in: decoded, named: Set(plan.steps.map(\.name)))
      let raw = try await searchLogs(pipeline)
      logs = raw.logs
      found.merge(raw.found) { first, _ in first }
    }
    let cells = plan.steps.map { cell(of: $0, attempts[$0.name] ?? [], found, logs) }
    let matrix = VisibilityMatrix(
      token: plan.token,
      checkedAt: now,
      logs: InputList(paths: paths).files.map(\.path),
      rows: rows(cells)
    )
    return (matrix, failures)
  }

  private func rows(_ cells: [VisibilityMatrix.Cell]) -> [VisibilityMatrix.Row] {
    var rows: [VisibilityMatrix.Row] = []
    for (step, cell) in zip(plan.steps, cells) {
      if rows.last?.flow != step.flow {
        let flow = SignInFlow.named(step.flow)
        rows.append(
          VisibilityMatrix.Row(
            flow: step.flow,
            title: flow?.title ?? step.flow,
            expectation: flow?.expectation ?? ""
          )
        )
      }
      switch step.side {
      case .miss: rows[rows.count - 1].miss = cell
      case .hit: rows[rows.count - 1].hit = cell
      }
    }
    return rows
  }

  private func cell(
    of step: SelfTestPlan.Step,
    _ attempts: [Seen],
    _ found: [String: ControlCitation],
    _ logs: OpenedLogs
  ) -> VisibilityMatrix.Cell {
    var cell = VisibilityMatrix.Cell(name: step.name, performed: step.performed, logged: .unknown)
    let services = SignInFlow.named(step.flow)?.services ?? []
    let isOwn = plan.isOwn(step)
    let own = attempts.filter { isOwn || services.contains($0.outcome.service) }
    if let seen = own.first(where: { seen in step.performed.map { $0 <= seen.time } ?? true }) {
      cell.logged = .yes
      cell.decodedAs = "\(seen.outcome.service.name), \(seen.outcome.existence)"
      cell.delaySeconds = step.performed.map {
        Double(seen.time.millisecondsSince1970 - $0.millisecondsSince1970) / 1000
      }
      cell.citation = Self.citation(seen.place, logs)
    } else if isOwn,
      let citation = found[String(step.name.dropFirst(plan.token.count + 1).prefix(3))]
    {
      (cell.logged, cell.citation) = (.yes, citation)
    } else if step.performed != nil, isOwn || !services.isEmpty {
      cell.logged = .no
    }
    return cell
  }

  private static func citation(_ place: AuditPlace, _ logs: OpenedLogs) -> ControlCitation? {
    guard case .segment(let number, let offset, let length) = place,
      logs.segments.indices.contains(Int(number))
    else { return nil }
    let segment = logs.segments[Int(number)]
    return ControlCitation(
      file: logs.members[segment.member].path,
      offset: segment.byteOffset + UInt64(offset),
      length: length
    )
  }

  private static func attempts(in logs: DecodedLogs, named names: Set<String>) -> [String: [Seen]] {
    var wanted: [UInt32: String] = [:]
    for number in 0..<UInt32(logs.nameCount) {
      let name = logs.name(number)
      // Some services log the part in front of the domain, or behind one of Windows.
      let user = name.split(separator: "\\").last.map(String.init) ?? name
      for step in names where step == user || step.prefix(while: { $0 != "@" }) == user[...] {
        wanted[number] = step
      }
    }
    var found: [String: [Seen]] = [:]
    for chunk in logs.table.chunks {
      for attempt in chunk {
        guard let name = wanted[attempt.name] else { continue }
        found[name, default: []].append(
          Seen(
            time: attempt.time,
            outcome: attempt.outcome,
            place: .segment(
              attempt.segment,
              offset: Int(attempt.offset),
              length: Int(attempt.length)
            )
          )
        )
      }
    }
    return found.mapValues { $0.sorted { $0.time < $1.time } }
  }

  // MARK: Bytes

  private final class Shared: Sendable {
    let found = Mutex<[String: (UInt32, Int, Int)]>([:])
  }

  private func searchLogs(
    _ pipeline: ScanPipeline
  ) async throws -> (found: [String: ControlCitation], logs: OpenedLogs) {
    let (shared, search) = (Shared(), TokenSearch(plan.token))
    let read = try await pipeline.readBlocks {
      shared
    } _: { block, bytes, shared in
      let isLines = block.format.facts.framing == .lines
      for match in search.matches(in: bytes) {
        let range =
          isLines ? Self.line(around: match.offset, in: bytes) : match.offset..<match.offset
        shared.found.withLock { found in
          let place = (block.segment, range.lowerBound, range.count)
          if let old = found[match.step], (old.0, old.1) <= (place.0, place.1) { return }
          found[match.step] = place
        }
      }
    }
    let places = shared.found.withLock { $0 }
    let found = places.mapValues { segment, offset, length in
      Self.citation(.segment(segment, offset: offset, length: length), read.logs)
    }
    return (found.compactMapValues(\.self), read.logs)
  }

  private static func line(around offset: Int, in bytes: Span<UInt8>) -> Range<Int> {
    var start = offset
    while start > 0, bytes[start - 1] != 0x0a { start -= 1 }
    let end = bytes.firstIndex(of: 0x0a, in: offset..<bytes.count) ?? bytes.count
    return start..<end
  }

  private static let sampleBytes = 1 << 16

  /// Files in no format that is known are searched here; the rest are for the pipeline.
  private func searchUnknownFiles() -> (
    failures: [Diagnostic], logPaths: [String], found: [String: ControlCitation]
  ) {
    let inputs = InputList(paths: paths)
    let search = TokenSearch(plan.token)
    var (logPaths, found): ([String], [String: ControlCitation]) = ([], [:])
    var failures = inputs.failures
    for file in inputs.files {
      do throws(InputError) {
        guard file.status.kind == .file, file.status.byteCount > 0 else {
          logPaths.append(file.path)
          continue
        }
        let mapped = try LogFiles().map(file.path)
        mapped.withBytes(in: 0..<mapped.count) { bytes in
          let sample = bytes.extracting(0..<min(Self.sampleBytes, bytes.count))
          if LogFormats.detect(sample) != nil || Packing(firstBytes: sample) != .none {
            logPaths.append(file.path)
            return
          }
          for match in search.matches(in: bytes) where found[match.step] == nil {
            let line = Self.line(around: match.offset, in: bytes)
            found[match.step] = ControlCitation(
              file: file.path,
              offset: UInt64(line.lowerBound),
              length: line.count
            )
          }
        }
      } catch {
        failures.append(Diagnostic(file: file.path, message: error.message))
      }
    }
    return (failures, logPaths, found)
  }
}
