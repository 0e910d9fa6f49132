/// What a place in a report is said to show. It is a fact only once somebody has accepted it.
package struct Claim: Sendable, Equatable, Codable {
  package enum Kind: String, Sendable, Codable, CaseIterable {
    case technique
    /// A group or a campaign.
    case actor
    case software
    case indicator
  }

  package enum Method: String, Sendable, Codable, CaseIterable {
    /// The text holds ATT&CK's id.
    case explicitID = "explicit-id"
    /// The text holds a name or an alias.
    case name
    /// The text holds what has the form of an indicator.
    case pattern
    /// A person added it.
    case analyst
    /// A ranker that learned from labelled sentences finds it in the words of one.
    case ranked
  }

  package enum Verdict: String, Sendable, Codable, CaseIterable {
    case open
    case accepted
    case rejected
  }

  package var kind: Kind
  /// An ATT&CK id; of an actor that ATT&CK does not have, its name; of an indicator, its value as it is
  /// used, not defanged.
  package var subject: String
  /// Of an indicator its type, as in `sha256`; otherwise what matched.
  package var detail: String
  package var method: Method
  /// How sure the method is, from 0 to 1: of `ranked` a chance that was fitted on labelled reports, of
  /// others a figure that orders them.
  package var score: Double
  /// Bytes of the report's text.
  package var span: Range<Int>
  /// Why, in a sentence for people: the nearest example, or whose alias matched. Can be empty.
  package var explanation: String

  package init(
    kind: Kind,
    subject: String,
    detail: String,
    method: Method,
    score: Double,
    span: Range<Int>,
    explanation: String = ""
  ) {
    self.kind = kind
    self.subject = subject
    self.detail = detail
    self.method = method
    self.score = score
    self.span = span
    self.explanation = explanation
  }
}

/// How far a source can be trusted, after the Admiralty scale of NATO's AJP-2.1.
package enum SourceReliability: String, Sendable, Codable, CaseIterable {
  case completely = "A"
  case usually = "B"
  case fairly = "C"
  case notUsually = "D"
  case unreliable = "E"
  case unknown = "F"
}

/// Who may be told, after FIRST's Traffic Light Protocol 2.0.
package enum TrafficLight: String, Sendable, Codable, CaseIterable {
  case clear
  case green
  case amber
  case amberStrict = "amber+strict"
  case red
}
