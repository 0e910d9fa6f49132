import Detection
import Model
package import Scan

/// What each source of a log asked for, counted without the detection.
package struct SourceTally: Equatable, Sendable {
  package var attempts = 0
  package var names: Set<UInt32> = []
  package var absent: Set<UInt32> = []
  /// Names that no answer told to exist or not.
  package var undetermined: Set<UInt32> = []

  /// By source as findings write it. Attempts without a source are under the empty text.
  package static func all(_ decoded: DecodedLogs) -> [String: SourceTally] {
    var bySource: [UInt32: SourceTally] = [:]
    for chunk in decoded.table.chunks {
      for attempt in chunk { bySource[attempt.source, default: SourceTally()].add(attempt) }
    }
    return Dictionary(
      bySource.map { ($0 == Attempt.none ? "" : decoded.source($0), $1) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  private mutating func add(_ attempt: Attempt) {
    attempts += 1
    names.insert(attempt.name)
    switch attempt.outcome.existence {
    case .absent: absent.insert(attempt.name)
    case .undetermined: undetermined.insert(attempt.name)
    case .likely, .present: break
    }
  }

  package var text: String {
    let known = names.count - undetermined.subtracting(absent).count
    return "\(absent.count) absent of \(known) names whose existence the log tells"
  }
}
