import Knowledge
import Model
import Scan
import WorkspaceStore

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
  /// By the finding's id.
  private let signs = Kept<String, ReadSigns>(limit: 1024)

  private struct ReadSigns {
    var signs: CitedSigns
    /// Where not all records could be read: when it is worth another look.
    var until: ContinuousClock.Instant?
  }

  /// A log that was not there is looked for again after this time.
  private static let patience = Duration.seconds(30)

  /// Bytes of a packed log that are unpacked to compare its lines with fingerprints.
  private static let mostUnpacked: UInt64 = 64 << 20

  /// What fingerprints fit on in the lines that a finding cites, which are read again from their logs,
  /// aside from what answers pages unless they are short. Where no log is left, none of the lines is looked
  /// up.
  func signs(ofFinding id: String, in workspace: Workspace) async throws -> CitedSigns {
    if let kept = signs.kept(id), kept.until.map({ $0 > .now }) ?? true { return kept.signs }
    let logs = try workspace.citedLogs(ofFinding: id)
    guard logs.contains(where: { LogContainer.file(of: $0) != nil }) else { return CitedSigns() }
    if ShortLogs.are(logs) { return try readSigns(ofFinding: id, in: workspace) }
    return try await withTaskExecutorPreference(AsideExecutor.shared) {
      try readSigns(ofFinding: id, in: workspace)
    }
  }

  private func readSigns(ofFinding id: String, in workspace: Workspace) throws -> CitedSigns {
    let evidence = try workspace.finding(id: id, evidence: 0..<CitedRecords.most).finding.evidence
    let records = CitedRecords(evidence, unpacked: Self.mostUnpacked)
    let found = CitedSigns(in: records.texts)
    let isWhole = records.texts.count == records.asked
    signs.keep(ReadSigns(signs: found, until: isWhole ? nil : .now + Self.patience), of: id)
    return found
  }

  /// What is known beyond the log: what follows from its techniques is kept, the rest is its own.
  ///
  /// `today` is as in `2026-11-23`.
  func knowledge(
    of finding: Finding,
    records: CitedSigns,
    in facts: AttackFacts,
    today: String
  ) -> FindingKnowledge {
    let techniques = [finding.technique] + finding.stages.map(\.technique)
    var known = findings.value(of: techniques) {
      FindingKnowledge(of: finding, in: facts, today: today)
    }
    known.fingerprints = FingerprintMatch.all(
      in: finding,
      records: records.parts,
      facts: facts,
      today: today
    )
    known.recordsCompared = records.compared
    return known
  }
}
