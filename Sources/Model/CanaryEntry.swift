/// A name that nobody uses and that was put in one place only: whoever asks for it has been there.
package struct CanaryEntry: Equatable, Sendable, Codable, Identifiable {
  /// What kind of place it was put in.
  package enum Class: String, Sendable, Codable, CaseIterable {
    /// Only in the directory.
    case directory = "A"
    /// Only on one web page.
    case webPage = "B"
    /// Near the top or the middle of the alphabet: bait for those who work lists in order.
    case alphabet = "C"
    /// Only in one file that looks leaked.
    case leakedFile = "D"
    /// Made by a template that the company does not use: whoever asks for it makes names up.
    case templateTwin = "E"

    package var text: String {
      switch self {
      case .directory: "only in the directory"
      case .webPage: "only on one web page"
      case .alphabet: "bait in the order of the alphabet"
      case .leakedFile: "only in one file that looks leaked"
      case .templateTwin: "a template that is not in use"
      }
    }
  }

  /// A hash of the other fields.
  package var id: String
  /// In lower case.
  package var name: String
  package var kind: Class
  /// Where it was put: the channel that leaked if anybody asks for it.
  package var channel: String
  package var owner: String
  package var since: Timestamp?
  /// Not at that time any more.
  package var until: Timestamp?

  package init(
    id: String,
    name: String,
    kind: Class,
    channel: String,
    owner: String,
    since: Timestamp?,
    until: Timestamp?
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.channel = channel
    self.owner = owner
    self.since = since
    self.until = until
  }

  enum CodingKeys: String, CodingKey {
    case id, name, channel, owner, since, until
    case kind = "class"
  }
}
