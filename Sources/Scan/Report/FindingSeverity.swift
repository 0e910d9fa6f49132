package import Model

/// How much a finding matters, by how far the operator has come.
///
/// The raw values are OCSF's.
///
/// It says nothing of how sure the finding is: that is the score.
package enum FindingSeverity: Int {
  /// Names were tried; the log shows none that was given away.
  case low = 2
  /// Accounts were confirmed to the operator, or a canary name was asked for.
  case medium = 3
  /// The confirmed accounts are being attacked.
  case high = 4
  /// An account was taken over.
  case critical = 5

  package init(_ finding: Finding) {
    let kinds = finding.stages.map(\.kind)
    if kinds.contains(.accountTakeover) || kinds.contains(.accountAbuse) {
      self = .critical
    } else if !kinds.isEmpty {
      self = .high
    } else if !finding.accounts.confirmed.isEmpty || finding.canaries != nil {
      self = .medium
    } else {
      self = .low
    }
  }

  package var name: String {
    switch self {
    case .low: "Low"
    case .medium: "Medium"
    case .high: "High"
    case .critical: "Critical"
    }
  }
}
