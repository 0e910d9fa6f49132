/// What somebody did with a technique, in ATT&CK's words: the largest set of examples there is, one or
/// more for nearly every technique. It comes with an imported bundle.
package struct ProcedureExample: Sendable {
  package var technique: String
  package var text: String
  /// Addresses of the reports that it is drawn from.
  package var urls: [String]
  /// Who did it, as in `G0094 Kimsuky`; can be empty.
  package var actor: String

  package init(technique: String, text: String, urls: [String], actor: String = "") {
    self.technique = technique
    self.text = text
    self.urls = urls
    self.actor = actor
  }
}

/// Turns ATT&CK's markup into plain text: citations go, links keep their words, tags go.
package enum ProcedureProse {
  package static func plain(_ text: String) -> String {
    var plain = ""
    var rest = text[...]
    while let next = rest.firstIndex(where: { "([<`".contains($0) }) {
      plain += rest[..<next]
      rest = rest[next...]
      if rest.hasPrefix("(Citation:"), let end = rest.firstIndex(of: ")") {
        rest = rest[rest.index(after: end)...]
      } else if let link = link(rest) {
        plain += link.words
        rest = rest[link.end...]
      } else if rest.hasPrefix("<code>") || rest.hasPrefix("</code>") || rest.hasPrefix("<br>") {
        plain += " "
        rest = rest[rest.index(after: rest.firstIndex(of: ">") ?? next)...]
      } else {
        if rest.first != "`" { plain.append(rest[next]) }
        rest = rest.dropFirst()
      }
    }
    return plain + rest
  }

  private static func link(_ text: Substring) -> (words: Substring, end: Substring.Index)? {
    guard text.first == "[", let close = text.firstIndex(of: "]"),
      text[close...].hasPrefix("]("), let end = text[close...].firstIndex(of: ")")
    else { return nil }
    return (text[text.index(after: text.startIndex)..<close], text.index(after: end))
  }
}
