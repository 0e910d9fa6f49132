import Detection
import Model

extension CampaignAccounts {
  /// Many sources may have asked for the one name.
  mutating func keepEachOnce() {
    present = Array(Set(present)).sorted()
    confirmed = Array(Set(confirmed)).sorted()
    absentCount = min(1, absentCount)
  }
}

extension CanaryList {
  /// One campaign for each canary that was touched. It stands by itself, whatever else its sources did and
  /// however weak that is.
  func campaigns(in table: AttemptTable) -> [(entry: CanaryEntry, campaign: Campaign)] {
    touches(in: table).map { ($0.entry, Campaign(canary: $0.attempts, in: table)) }
  }
}
