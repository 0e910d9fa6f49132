import Foundation
import Hummingbird
import Model
import WorkspaceStore

/// Calls jobs off and on again.
struct JobDesk {
  enum Deed: String, CaseIterable {
    case cancel
    case resume
    case discard
  }

  let workspace: Workspace
  let runner: JobRunner
  let now: @Sendable () -> Timestamp

  /// - Throws: 409 for a job that is in no state for it.
  func `do`(_ deed: Deed, _ number: Int64, by visitor: Visitor) throws {
    let name = visitor.person.name
    guard try isDone(deed, number, by: name) else {
      throw HTTPError(.conflict, message: "The job is in no state for that, by now.")
    }
    try workspace.audit(name, "job \(deed.rawValue)", "job \(number)", at: now())
  }

  private func isDone(_ deed: Deed, _ number: Int64, by name: String) throws -> Bool {
    switch deed {
    case .cancel: return try runner.cancel(number, by: name)
    case .resume:
      let states: Set<ScanJob.State> = [.cancelled, .interrupted]
      guard try workspace.moveJob(number, from: states, to: .waiting, at: now()) else {
        return false
      }
      runner.enqueue(number, checking: true)
      return true
    case .discard:
      let job = try workspace.job(number)
      let states: Set<ScanJob.State> = [.cancelled, .interrupted]
      let message = "Discarded by \(name)."
      guard
        try workspace.moveJob(number, from: states, to: .discarded, message: message, at: now())
      else { return false }
      // No finding cites it: it was never recorded.
      try? FileManager.default.removeItem(atPath: job.path)
      return true
    }
  }
}
