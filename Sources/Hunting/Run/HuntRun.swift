import Detection
import LogBytes
import Model
package import Scan
import Sigma

/// Runs rules over logs and findings: attempts, records, findings, correlations, then the lines behind what
/// was found.
package struct HuntRun: Sendable {
  private let plan: HuntPlan
  private let pipeline: ScanPipeline
  /// The most lines shown of one result; `nil` for all.
  private let lineLimit: Int?
  /// `nil` if there is no workspace.
  private let findings: FindingReader?

  package init(
    _ plan: HuntPlan,
    _ options: ScanOptions,
    findings: FindingReader? = nil,
    lineLimit: Int? = 10
  ) {
    self.plan = plan
    self.findings = findings
    self.lineLimit = lineLimit
    pipeline = ScanPipeline(options: options)
  }

  /// - Throws: `CancellationError`, and what the reader of findings throws. What could not be read of logs
  ///   is in the report.
  @concurrent
  package func run() async throws -> HuntReport {
    var harvest = HuntHarvest(plan)
    let wanted = EventSource.allCases.filter { !plan.detections(of: $0).isEmpty }
    let hasLogs = !pipeline.options.paths.isEmpty
    if hasLogs, wanted.contains(.attempts) { try await matchAttempts(&harvest) }
    let sources = wanted.filter { $0 != .attempts && $0 != .findings }
    if hasLogs, !sources.isEmpty { try await matchRecords(sources, &harvest) }
    if let findings, wanted.contains(.findings) { try match(findings, &harvest) }
    harvest.sort()
    harvest.correlate(plan)
    var report = HuntReport(plan, harvest, limit: lineLimit)
    let citations = HuntCitations(report, limit: lineLimit)
    try await citations.fill(&report, from: pipeline, harvest)
    return report
  }

  private func match(_ findings: FindingReader, _ harvest: inout HuntHarvest) throws {
    let worker = HuntWorker(plan, [.findings], zone: pipeline.options.zone)
    var ids: [String] = []
    try findings { finding in
      worker.match(finding, number: ids.count)
      ids.append(finding.id)
    }
    harvest.add(worker, findings: ids)
  }

  private func matchAttempts(_ harvest: inout HuntHarvest) async throws {
    let logs = try await pipeline.decode()
    let plan = plan
    let width = pipeline.options.threads
    let workers = await withTaskGroup(of: HuntWorker.self) { group in
      for number in 0..<width {
        group.addTask {
          let worker = HuntWorker(plan, attemptsOf: logs)
          for chunk in stride(from: number, to: logs.table.chunks.count, by: width) {
            worker.match(logs.table.chunks[chunk])
          }
          return worker
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    harvest.add(workers, logs.logs, failures: logs.failures)
  }

  private func matchRecords(
    _ sources: [EventSource],
    _ harvest: inout HuntHarvest
  ) async throws {
    let (plan, zone) = (plan, pipeline.options.zone)
    let read = try await pipeline.readBlocks {
      HuntWorker(plan, sources, zone: zone)
    } _: { place, block, worker in
      worker.match(block, at: place)
    }
    harvest.add(read.parts, read.logs, failures: pipeline.inputs.failures + read.logs.failures)
    let calendars = read.parts.flatMap(\.calendars)
    if calendars.isEmpty { return }
    harvest.resolve(
      WrittenTimes(
        calendars: calendars,
        logs: read.logs,
        firstYear: pipeline.options.firstYear,
        zone: pipeline.options.zone
      )
    )
  }
}
