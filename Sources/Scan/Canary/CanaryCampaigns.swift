import Detection
import Model

extension CanaryList {
  /// One campaign for each canary that was touched. It stands by itself, whatever else its sources did and
  /// however weak that is.
  func campaigns(in table: AttemptTable) -> [(entry: CanaryEntry, campaign: Campaign)] {
    touches(in: table).map { ($0.entry, Campaign(canary: $0.attempts, in: table)) }
  }
}
