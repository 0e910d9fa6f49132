package import Model

/// A log that somebody sent, on its way to findings.
package struct ScanJob: Equatable, Sendable, Encodable {
  package enum State: String, Sendable, Codable, CaseIterable {
    case receiving
    case waiting
    case scanning
    case done
    /// No log of ours, or not readable; `message` says why.
    case refused
    case cancelled
    /// The server ended while it was being scanned.
    case interrupted
    case discarded

    /// Whether it will change without anybody's doing.
    package var isMoving: Bool {
      switch self {
      case .receiving, .waiting, .scanning: true
      case .done, .refused, .cancelled, .interrupted, .discarded: false
      }
    }

    /// Whether it can be started again from the log that was kept.
    package var isResumable: Bool { self == .cancelled || self == .interrupted }
  }

  package var number: Int64
  /// As the sender called the file.
  package var name: String
  package var path: String
  package var person: String
  package var state: State
  package var byteCount: Int64
  /// Of the bytes as they came; empty while they come.
  package var sha256: String
  package var madeAt: Timestamp
  package var changedAt: Timestamp
  /// The id of the scan; empty until it is done.
  package var scan: String
  package var message: String
  /// JSON; empty until there is one.
  package var account: String
}
