package import Model

/// What somebody made of a result of a hunt.
package struct HuntVerdict: Equatable, Sendable, Encodable {
  package enum Word: String, Sendable, Codable, CaseIterable {
    case open
    case benign
    case suspicious
    case malicious
  }

  package var verdict: Word
  package var note: String
  package var person: String
  package var at: Timestamp
}

/// One thing that runs of a saved hunt found: a record of a detection, or a group of a correlation.
package struct HuntResultRecord: Equatable, Sendable, Identifiable {
  /// `hr-` and a number.
  package var id: String
  package var hunt: String
  package var rule: String
  /// As the last run that saw it wrote it, JSON.
  package var content: String
  package var firstSeen: Timestamp
  package var lastSeen: Timestamp
  /// Whether the hunt's last run found it new: for the first time, or again later than before.
  package var isNew: Bool
  /// The first first; the last one counts.
  package var verdicts: [HuntVerdict]

  package var verdict: HuntVerdict.Word { verdicts.last?.verdict ?? .open }

  static func number(of id: String) -> Int64? {
    id.hasPrefix("hr-") ? Int64(id.dropFirst(3)) : nil
  }
}
