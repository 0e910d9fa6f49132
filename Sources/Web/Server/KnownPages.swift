import Knowledge
import Model

/// What ATT&CK says, as it was last made into pages: facts and texts are those of the server's start.
struct KnownPages {
  /// A page takes up to some 200 KB.
  private static let most = 128

  /// Under a single key: made when the first text is looked up.
  let names = Kept<Int, AttackNames>(limit: 1)
  /// Under a single key: the techniques of the matrix, which are sorted once.
  let matrix = Kept<Int, [Matrix.Column]>(limit: 1)
  let techniques = Kept<Int, TechniquePage>(limit: most)
  let actors = Kept<Int, ActorPage>(limit: most)
  private let findings = Kept<[TechniqueID], FindingKnowledge>(limit: most)

  /// What is known beyond the log: what follows from its techniques is kept, the rest is its own.
  ///
  /// `today` is as in `2026-11-23`.
  func knowledge(of finding: Finding, in facts: AttackFacts, today: String) -> FindingKnowledge {
    let techniques = [finding.technique] + finding.stages.map(\.technique)
    var known = findings.value(of: techniques) {
      FindingKnowledge(of: finding, in: facts, today: today)
    }
    known.fingerprints = FingerprintMatch.all(in: finding, facts: facts, today: today)
    return known
  }
}
