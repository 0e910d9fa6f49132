package import Model

/// What is known beyond the log of those who do what a finding shows.
package struct FindingKnowledge: Sendable, Codable, Equatable {
  package var technique: ObjectLink
  package var fingerprints: [FingerprintMatch]
  /// How many cited records were compared with fingerprints of records; the others could not be read
  /// again, or stand are too many.
  package var recordsCompared: Int
  package var next: NextSteps
  /// How many groups and campaigns ATT&CK relates to techniques.
  package var actorsInATTACK: Int

  /// `today` is as in `2026-11-23`: fingerprints expire. `records` are cited records, as far as they could
  /// be read again.
  package init(
    of finding: Finding,
    records: CitedSigns = CitedSigns(),
    in facts: AttackFacts,
    today: String
  ) {
    let ids = [finding.technique] + finding.stages.map(\.technique)
    let seen = Set(ids.compactMap { facts.index(of: AttackID($0)) })
    technique =
      facts.object(AttackID(finding.technique)).map(ObjectLink.init)
      ?? ObjectLink(id: finding.technique.rawValue, name: "")
    fingerprints = FingerprintMatch.all(
      in: finding,
      records: records.parts,
      facts: facts,
      today: today
    )
    recordsCompared = records.compared
    next = NextSteps(after: seen, in: facts)
    actorsInATTACK = ProfileIndex(facts).profiles.count
  }

  /// Who is known to have worked in a like manner, and how little that says.
  package var likeness: String {
    let seen = next.seen.map(\.id).joined(separator: ", ")
    guard let most = next.nearest.map(\.shared.count).max() else {
      return "No group or campaign of ATT&CK is known to do \(seen)."
    }
    let names = next.nearest.prefix(3).map { near in
      "\(near.actor.id) \(near.actor.name) (\(near.shared.map(\.id).joined(separator: ", ")))"
    }
    return "What was seen (\(seen)) is consistent with \(names.joined(separator: ", "))"
      + " and others: at most \(most) of \(next.seen.count) in common with any of the"
      + " \(actorsInATTACK) groups and campaigns of ATT&CK. That is no attribution."
  }
}

/// What of cited records fingerprints fit on, without the records.
package struct CitedSigns: Sendable, Equatable {
  package var parts: [String] = []
  /// How many records were compared.
  package var compared = 0

  package init() {}

  package init(in records: [String]) {
    parts = ToolFingerprint.signs(in: records)
    compared = records.count
  }
}

extension FindingKnowledge {
  /// How much of what a finding cites was compared with fingerprints of records.
  package func reach(evidenceCount: Int) -> String {
    if evidenceCount == 0 { return "" }
    if recordsCompared == 0 {
      return
        "None of the \(evidenceCount) cited records could be read again, so none was compared with"
        + " fingerprints of records."
    }
    return "\(recordsCompared) of \(evidenceCount) cited records were compared with fingerprints of"
      + " records."
  }
}
