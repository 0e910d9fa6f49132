// Which of several campaigns did strangers follow?
//
// Lists of one company hold the same people, so whoever goes for the accounts of one campaign goes for some of
// every other one's too. A source has one operator: the campaign that explains the strangers best takes the
// sources that mostly go for its accounts, and the next one is asked again without them.

/// What followed one campaign.
package struct Aftermath: Sendable {
  package var stages: [FollowOnStage] = []
  /// The least of all p-values, corrected.
  var gate = 1.0
  /// Sources that mostly go for the campaign's accounts; none where the gate is shut.
  var claims: Set<UInt32> = []

  /// Nothing.
  package init() {}

  init(stages: [FollowOnStage], gate: Double, claims: Set<UInt32>) {
    (self.stages, self.gate, self.claims) = (stages, gate, claims)
  }
}

extension FollowOnLinker {
  /// The stages of each campaign, where no source follows two of them.
  /// - Parameters:
  ///   - aftermaths: What followed each campaign if there were no other.
  ///   - again: What followed the campaign of that place without the sources that others have taken.
  /// - Returns: One for each campaign, in their order.
  /// - Complexity: One more look for each campaign but the first behind an open gate.
  package static func settled(
    _ aftermaths: [Aftermath],
    again: (Int, Set<UInt32>) -> Aftermath
  ) -> [Aftermath] {
    var settled = aftermaths
    var taken: Set<UInt32> = []
    let open = aftermaths.indices.filter { !aftermaths[$0].stages.isEmpty }
      .sorted { (aftermaths[$0].gate, $0) < (aftermaths[$1].gate, $1) }
    for place in open {
      if !taken.isEmpty { settled[place] = again(place, taken) }
      taken.formUnion(settled[place].claims)
    }
    return settled
  }
}
