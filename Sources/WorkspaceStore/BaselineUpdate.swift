package import Model

/// What a scan adds to the baseline.
package struct BaselineUpdate: Equatable, Sendable {
  /// The version that it was learned on top of; 0 for none.
  package var latest: Int64
  package var learned: Baseline

  package init(latest: Int64, learned: Baseline) {
    self.latest = latest
    self.learned = learned
  }
}

/// A version with what it holds.
package struct StoredBaseline: Equatable, Sendable {
  package var version: BaselineVersion
  package var content: Baseline
}
