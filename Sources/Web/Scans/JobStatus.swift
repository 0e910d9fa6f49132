import Model
import Scan
import WorkspaceStore

/// How far a job is, as the live events and the API tell it.
struct JobStatus: Encodable, Sendable, Equatable {
  var number: Int64
  var name: String
  var state: ScanJob.State
  var message: String
  var byteCount: Int64
  var sha256: String
  var scan: String?
  /// Bytes and lines read so far, and seconds since the scan began; while it is being scanned.
  var bytesRead: Int?
  var linesRead: Int?
  var seconds: Double?
  /// Whether all of it was read, and sources are compared now.
  var isReadWhole: Bool?
  /// What the beginning of the log shows, while all of it is being read.
  var provisional: ProvisionalFindings?
  /// Of the log's beginning that is being looked at first.
  var bytesAhead: Int?

  init(_ job: ScanJob, _ current: JobRunner.Current?) {
    (number, name, state, message) = (job.number, job.name, job.state, job.message)
    (byteCount, sha256) = (job.byteCount, job.sha256)
    scan = job.scan.isEmpty ? nil : job.scan
    guard job.state == .scanning, let current else { return }
    bytesRead = current.progress.bytesDone
    linesRead = current.progress.linesDone
    isReadWhole = current.progress.isReadWhole
    seconds = (ContinuousClock.now - current.startedAt) / .seconds(1)
    (provisional, bytesAhead) = (current.board.findings, current.board.bytesAhead)
  }

  /// For people.
  var sentence: String {
    switch state {
    case .receiving: "The log is being received."
    case .waiting: "It waits for its turn; logs are scanned one after the other."
    case .scanning: reading
    case .done: "Done."
    case .refused, .cancelled, .interrupted, .discarded: message
    }
  }

  private var reading: String {
    if let bytesAhead, bytesRead == 0 {
      return "A first look at the first \(bytesAhead / 1_000_000) MB; then all of it is read."
    }
    guard let bytesRead, let linesRead, let seconds else { return "It is being scanned." }
    let read = "\(Figure.grouped(Int64(linesRead))) lines, \(bytesRead / 1_000_000) MB"
    if isReadWhole == true {
      return "All is read, \(read); now its sources are compared, \(Int(seconds)) s since it began."
    }
    let rate = seconds > 0 ? Int(Double(linesRead) / seconds) : 0
    return "\(read) read in \(Int(seconds)) s, \(Figure.grouped(Int64(rate))) lines a second."
  }
}
