// Logs are scanned one after the other, in the order in which they came: a scan uses all processors
// anyway. A job that is called off ends at the next block of its log; one whose server ends is told
// from the table when the next server starts.

import Foundation
import Hummingbird
import Model
import Scan
import ServiceLifecycle
import Synchronization
import WorkspaceStore

final class JobRunner: ServiceLifecycle.Service {
  /// The job at hand.
  struct Current: Sendable {
    let number: Int64
    let progress: ScanProgress
    let board: ProvisionalBoard
    let startedAt: ContinuousClock.Instant
    let stop: AsyncStream<Void>.Continuation
  }

  private struct Order: Sendable {
    let number: Int64
    /// The log may have changed since it came.
    let isChecked: Bool
  }

  private enum Outcome: Sendable {
    case done(id: String, account: String)
    case failed(ScanJob.State, message: String)
  }

  private let workspace: Workspace
  private let scanning: ScanRun
  private let now: @Sendable () -> Timestamp
  private let current = Mutex<Current?>(nil)
  private let (orders, feed) = AsyncStream.makeStream(of: Order.self)

  init(
    workspace: Workspace,
    toolVersion: String,
    firstLook: FirstLook = FirstLook(),
    now: @escaping @Sendable () -> Timestamp
  ) {
    (self.workspace, self.now) = (workspace, now)
    scanning = ScanRun(
      workspace: workspace,
      toolVersion: toolVersion,
      firstLook: firstLook,
      now: now
    )
  }

  func run() async throws {
    let left = try workspace.interruptJobs(at: now())
    // Half a log is no log, and no finding cites it. It may be gone already.
    for file in left.partial { try? FileManager.default.removeItem(atPath: file) }
    // Nothing was read of those that wait: they go on as if the last server had not ended.
    for number in left.waiting { enqueue(number, checking: true) }
    // Ends with the server: who waits then waits for the next one.
    _ = try? await cancelWhenGracefulShutdown { [self] in
      // Pages go first.
      try await withTaskExecutorPreference(AsideExecutor.shared) {
        for await order in orders { try await work(on: order) }
      }
    }
  }

  /// Puts a job that waits into the queue.
  func enqueue(_ number: Int64, checking isChecked: Bool = false) {
    feed.yield(Order(number: number, isChecked: isChecked))
  }

  /// What is known of a job that is being scanned.
  func progress(of number: Int64) -> Current? {
    current.withLock { $0?.number == number ? $0 : nil }
  }

  /// Calls a job off; `false` where it is over already.
  func cancel(_ number: Int64, by person: String) throws -> Bool {
    let message = "Called off by \(person)."
    let moved = try workspace.moveJob(
      number,
      from: [.waiting, .scanning],
      to: .cancelled,
      message: message,
      at: now()
    )
    progress(of: number)?.stop.finish()
    return moved
  }

  private func work(on order: Order) async throws {
    let job = try workspace.job(order.number)
    guard try workspace.moveJob(job.number, from: [.waiting], to: .scanning, at: now()) else {
      return
    }
    let (stops, stop) = AsyncStream.makeStream(of: Void.self)
    let entry = Current(
      number: job.number,
      progress: ScanProgress(),
      board: ProvisionalBoard(),
      startedAt: .now,
      stop: stop
    )
    current.withLock { $0 = entry }
    let outcome = await outcome(of: job, order, entry, stops: stops)
    try note(outcome, of: job)
    current.withLock { $0 = nil }
  }

  private func outcome(
    of job: ScanJob,
    _ order: Order,
    _ entry: Current,
    stops: AsyncStream<Void>
  ) async -> Outcome {
    await withTaskGroup(of: Outcome?.self) { group in
      group.addTask { await self.scan(job, isChecked: order.isChecked, entry) }
      group.addTask {
        for await _ in stops {}
        return nil
      }
      // The scan ends when it is called off, and says so itself.
      var outcome = await group.next() ?? nil
      group.cancelAll()
      while outcome == nil, let next = await group.next() { outcome = next }
      return outcome ?? .failed(.interrupted, message: "")
    }
  }

  private func scan(_ job: ScanJob, isChecked: Bool, _ entry: Current) async -> Outcome {
    do {
      if isChecked {
        guard try await LogUpload.sha256(of: job.path) == job.sha256 else {
          return .failed(.refused, message: "The log changed since it was sent.")
        }
      }
      let (id, summary) = try await scanning.scan(
        job.path,
        progress: entry.progress,
        board: entry.board
      )
      return .done(id: id, account: try ReportJSON.line(summary))
    } catch let refusal as LogUpload.Refusal {
      return .failed(.refused, message: refusal.sentence)
    } catch is CancellationError {
      return .failed(.interrupted, message: "The server ended before the scan did.")
    } catch {
      return .failed(.interrupted, message: Problem(error).sentence)
    }
  }

  private func note(_ outcome: Outcome, of job: ScanJob) throws {
    switch outcome {
    case .done(let id, let account):
      try workspace.finishJob(job.number, scan: id, account: account, at: now())
      try workspace.audit(job.person, "scanned", id, at: now())
    case .failed(let state, let message):
      // A job that was called off says so already.
      _ = try workspace.moveJob(
        job.number,
        from: [.scanning],
        to: state,
        message: message,
        at: now()
      )
      // Nothing cites it. A log that can be scanned again stays.
      if state == .refused { try? FileManager.default.removeItem(atPath: job.path) }
    }
  }
}
