/// What is known of a control that hides which accounts exist, or blunts what a list of them is worth.
package enum ControlState: String, Codable, CaseIterable, Sendable {
  /// Evidence says that it works.
  case on
  /// Evidence says that it does not.
  case off
  /// Nothing that was read tells.
  case unknown
  /// One piece of evidence says that it works, another that it does not.
  case conflicting
}
