package import Model

/// What the workspace holds of a control.
package struct StoredControl: Equatable, Sendable {
  /// A state that was recorded, at each change.
  package struct Change: Codable, Equatable, Sendable {
    package var at: Timestamp
    package var state: ControlState
  }

  /// As the latest check that could tell has it.
  package var record: ControlRecord
  package var checkedAt: Timestamp
  /// The oldest first.
  package var changes: [Change]
}
