import Crypto
package import Model

extension CanaryEntry {
  /// An entry whose id is a hash of what it says, so that the same words have the same id anywhere.
  /// - Throws: `AllowError` for an empty name, channel or owner, a name with blanks or a tab, a class that is
  ///   none of A to E, or an end that is not behind its begin.
  package init(
    name: String,
    kind: String,
    channel: String,
    owner: String,
    since: Timestamp?,
    until: Timestamp?
  ) throws(AllowError) {
    guard let kind = Class(rawValue: kind.uppercased()) else {
      throw AllowError(message: "the class '\(kind)' is none of A, B, C, D, E")
    }
    let name = String(name.map { $0.isASCII ? Character($0.lowercased()) : $0 })
    if name.isEmpty { throw AllowError(message: "the name is missing") }
    if name.contains(where: \.isWhitespace) {
      throw AllowError(message: "the name '\(name)' has a blank in it")
    }
    for (word, text) in [("channel", channel), ("owner", owner)] where text.isEmpty {
      throw AllowError(message: "the \(word) is missing")
    }
    if channel.contains("\t") || owner.contains("\t") {
      throw AllowError(message: "a tab is not possible in channel and owner")
    }
    if let since, let until, since >= until {
      throw AllowError(message: "it ends before it begins")
    }
    var hash = SHA256()
    for word in [name, kind.rawValue, channel, owner, since?.rfc3339, until?.rfc3339] {
      // A length in front of each word: no two lists of words make the same bytes.
      hash.update(data: Array((word.map { "\($0.utf8.count) \($0)" } ?? "-").utf8))
    }
    self.init(
      id: "canary-" + hash.finalize().hexadecimal.prefix(12),
      name: name,
      kind: kind,
      channel: channel,
      owner: owner,
      since: since,
      until: until
    )
  }
}
