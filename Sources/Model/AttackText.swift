/// A piece of ATT&CK's prose, which comes with an import and is never shipped.
package struct AttackText: Sendable, Equatable {
  /// The raw values are stored.
  package enum Kind: String, Sendable, Codable, CaseIterable {
    /// What an object is.
    case description
    /// How to detect a technique, before v18.
    case detection
    /// What a user did with what it used: a group, campaign or software with a technique or software.
    case procedure
    /// How a mitigation or a data component applies to a technique.
    case application
    /// What an analytic looks for in one of its log sources; `target` is the source's number.
    case channel
    /// What a mutable field of an analytic stands for; `target` is the field.
    case field
  }

  package var kind: Kind
  /// ATT&CK's id of what the text is about.
  package var subject: String
  /// The id of the other object of a relation; otherwise as `kind` says, or empty.
  package var target: String
  package var body: String

  package init(kind: Kind, subject: String, target: String = "", body: String) {
    self.kind = kind
    self.subject = subject
    self.target = target
    self.body = body
  }
}
