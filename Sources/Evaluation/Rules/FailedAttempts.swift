import Detection
import Model
package import Scan

/// The failed attempts of one lab with an address, by address and in order: all that a threshold rule
/// looks at.
package struct FailedAttempts: Sendable {
  package struct Event: Equatable, Sendable {
    package var seconds: Double
    package var name: UInt32
    package var isAbsent: Bool
    package var owner: AttemptOwner

    package init(seconds: Double, name: UInt32, isAbsent: Bool, owner: AttemptOwner) {
      self.seconds = seconds
      self.name = name
      self.isAbsent = isAbsent
      self.owner = owner
    }
  }

  package private(set) var bySource: [[Event]] = []

  package init(bySource: [[Event]]) {
    self.bySource = bySource
  }

  package init(_ decoded: DecodedLogs, owners: AttemptOwners) {
    var attempts: [Attempt] = []
    for chunk in decoded.table.chunks {
      attempts += chunk.filter { $0.source != Attempt.none && $0.outcome.isFailure }
    }
    attempts.sort { left, right in
      left.source == right.source
        ? AttemptTable.precedes(left, right) : left.source < right.source
    }
    var source: UInt32?
    for attempt in attempts {
      if attempt.source != source {
        bySource.append([])
        source = attempt.source
      }
      bySource[bySource.count - 1].append(
        Event(
          seconds: Double(attempt.time.millisecondsSince1970) / 1000,
          name: attempt.name,
          isAbsent: attempt.outcome.existence == .absent,
          owner: owners[attempt]
        )
      )
    }
  }
}

extension Outcome {
  /// What rules call a failed sign-in: the account is absent, or its secret was wrong.
  fileprivate var isFailure: Bool { existence == .absent || credential == .wrong }
}
