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
    var (failures, logPaths, files, found) = searchUnknownFiles()
    var options = options
    options.paths = logPaths
    let pipeline = ScanPipeline(options: options)
    var attempts: [String: [Seen]] = [:]
    if !logPaths.isEmpty {
      let decoded = try await pipeline.decode()
      failures += decoded.failures
      attempts = Self.attempts(in: decoded, named: Set(plan.steps.map(\.name)))
      found.merge(try await searchLogs(pipeline)) { first, _ in first }
    }
    var (cells, places) = ([VisibilityMatrix.Cell](), [AuditPlace?]())
    for step in plan.steps {
      let (cell, place) = cell(of: step, attempts[step.name] ?? [], found)
      cells.append(cell)
      places.append(place)
    }
    let cited = try await RecordCitations(pipeline: pipeline, files: files)
      .of(Set(places.compactMap(\.self)))
    for index in cells.indices { cells[index].citation = places[index].flatMap { cited[$0] } }
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

  /// Clocks differ: a name that others use, too, counts from so long before the step on.
  private static let clockDifference: Int64 = 5 * 60 * 1000

  private func cell(
    of step: SelfTestPlan.Step,
    _ attempts: [Seen],
    _ found: [String: AuditPlace]
  ) -> (VisibilityMatrix.Cell, AuditPlace?) {
    var cell = VisibilityMatrix.Cell(name: step.name, performed: step.performed, logged: .unknown)
    let services = SignInFlow.named(step.flow)?.services ?? []
    let isOwn = plan.isOwn(step)
    let begin = (step.performed?.millisecondsSince1970 ?? 0) - Self.clockDifference
    let seen = attempts.first { seen in
      isOwn
        || services.contains(seen.outcome.service) && seen.time.millisecondsSince1970 >= begin
    }
    if let seen {
      cell.logged = .yes
      cell.decodedAs = "\(seen.outcome.service.name), \(seen.outcome.existence)"
      cell.delaySeconds = step.performed.map {
        Double(seen.time.millisecondsSince1970 - $0.millisecondsSince1970) / 1000
      }
      return (cell, seen.place)
    }
    let raw = found[String(step.name.dropFirst(plan.token.count + 1).prefix(3))]
    if isOwn, raw != nil {
      cell.logged = .yes
    } else if step.performed != nil, isOwn || !services.isEmpty {
      cell.logged = .no
    }
    return (cell, isOwn ? raw : nil)
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

  private func searchLogs(_ pipeline: ScanPipeline) async throws -> [String: AuditPlace] {
    let (shared, search) = (Shared(), TokenSearch(plan.token))
    _ = try await pipeline.readBlocks {
      shared
    } _: { block, bytes, shared in
      let isLines = block.format.facts.framing == .lines
      for match in search.matches(in: bytes) {
        let range = isLines ? Self.line(around: match.range.lowerBound, in: bytes) : match.range
        shared.found.withLock { found in
          let place = (block.segment, range.lowerBound, range.count)
          if let old = found[match.step], (old.0, old.1) <= (place.0, place.1) { return }
          found[match.step] = place
        }
      }
    }
    return shared.found.withLock { $0 }.mapValues { .segment($0, offset: $1, length: $2) }
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
    failures: [Diagnostic], logPaths: [String], files: [String], found: [String: AuditPlace]
  ) {
    let inputs = InputList(paths: paths)
    let search = TokenSearch(plan.token)
    var (logPaths, files, found): ([String], [String], [String: AuditPlace]) = ([], [], [:])
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
          files.append(file.path)
          for match in search.matches(in: bytes) where found[match.step] == nil {
            let line = Self.line(around: match.range.lowerBound, in: bytes)
            found[match.step] = .file(
              files.count - 1,
              offset: line.lowerBound,
              length: line.count
            )
          }
        }
      } catch {
        failures.append(Diagnostic(file: file.path, message: error.message))
      }
    }
    return (failures, logPaths, files, found)
  }
}
