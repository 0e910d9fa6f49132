import Model

extension FollowOnStage {
  /// One stage a kind, in the order of the kinds: what the campaign's own sources did and what strangers
  /// did to the same end.
  ///
  /// The p-value is the strangers': what a source does that took part needs none.
  package static func joined(
    own: [FollowOnStage],
    strangers: [FollowOnStage],
    in table: AttemptTable
  ) -> [FollowOnStage] {
    Finding.Stage.Kind.allCases.compactMap { kind in
      let parts = (strangers + own).filter { $0.kind == kind }
      guard var stage = parts.first else { return nil }
      for part in parts.dropFirst() {
        stage.attempts = Set(stage.attempts).union(part.attempts)
          .sorted { AttemptTable.precedes(table[$0], table[$1]) }
        stage.names += part.names.filter { !stage.names.contains($0) }
      }
      return stage
    }
  }
}
