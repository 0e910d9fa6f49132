import Hummingbird
import Model
import WorkspaceStore

/// Takes logs that somebody sends; each becomes a job.
struct LogDesk: Sendable {
  private static let longestName = 200

  let workspace: Workspace
  let runner: JobRunner
  let now: @Sendable () -> Timestamp

  /// The number of the job, which waits for its turn.
  /// - Throws: `LogUpload.Refusal` for what cannot be taken; the job then says so as well.
  func take(_ body: RequestBody, named name: String, by person: String) async throws -> Int64 {
    let upload = try LogUpload(named: name, in: workspace.directory)
    let job = try add(upload, named: name, by: person)
    do {
      let (byteCount, sha256) = try await upload.receive(body)
      try workspace.receivedJob(job, byteCount: byteCount, sha256: sha256, at: now())
    } catch {
      try refuse(job, for: error)
      throw error
    }
    try workspace.audit(person, "sent log", "job \(job)", at: now())
    runner.enqueue(job)
    return job
  }

  private func add(_ upload: LogUpload, named name: String, by person: String) throws -> Int64 {
    do {
      return try workspace.addJob(
        named: String(name.prefix(Self.longestName)),
        path: upload.file,
        by: person,
        at: now()
      )
    } catch {
      upload.remove()
      throw error
    }
  }

  private func refuse(_ job: Int64, for error: any Error) throws {
    let message =
      (error as? LogUpload.Refusal)?.sentence
      ?? "The log did not come whole; what had come was removed: send it again."
    _ = try workspace.moveJob(job, from: [.receiving], to: .refused, message: message, at: now())
  }
}
