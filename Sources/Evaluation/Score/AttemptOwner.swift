/// On whose account an attempt goes, by the truth of a lab.
package enum AttemptOwner: Hashable, Sendable {
  /// Somebody honest.
  case honest
  /// Somebody honest who announced it: a finding about it is right.
  case declared
  /// A campaign, by its place in the truth: its probes and what followed them.
  case campaign(Int)

  package var campaign: Int? {
    if case .campaign(let number) = self { number } else { nil }
  }
}
