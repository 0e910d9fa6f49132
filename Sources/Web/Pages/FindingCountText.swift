import WorkspaceStore

/// How many findings a list holds, for people.
enum FindingCountText {
  /// Where they have to be counted one by one, it ends here: more are "more than".
  static let most = 2_000

  static func text(_ count: FindingCount) -> String {
    count.isMore ? "more than \(count.value)" : "\(count.value)"
  }
}
