import Model

/// What a heading, or a short line that stands alone, says of the text below it.
enum SectionTopic: Equatable {
  /// Claims of all kinds are looked for.
  case body
  case special(TextSection.Kind)

  private static let longestHeading = 80

  /// `nil` where the words announce nothing that is known.
  init?(_ heading: some Collection<UInt8>) {
    guard heading.count <= Self.longestHeading else { return nil }
    let words = String(decoding: heading, as: UTF8.self).lowercased()
      .split { !$0.isLetter }.map(String.init)
    guard !words.isEmpty, words.count <= 8 else { return nil }
    let isShort = words.count <= 4
    if !Self.indicatorWords.isDisjoint(with: words)
      || words.contains("indicators") && words.count <= 6
    {
      self = .special(.indicators)
    } else if isShort, !Self.adviceWords.isDisjoint(with: words) {
      self = .special(.mitigation)
    } else if isShort, !words.contains(where: { !Self.sourceWords.contains($0) }) {
      self = .special(.references)
    } else if Self.boilerplateHeadings.contains(words.joined(separator: " "))
      || words.starts(with: ["about", "the", "author"])
    {
      self = .special(.boilerplate)
    } else if isShort, !Self.bodyWords.isDisjoint(with: words) {
      self = .body
    } else {
      return nil
    }
  }

  private static let indicatorWords: Set = ["ioc", "iocs"]
  private static let adviceWords: Set = [
    "mitigation", "mitigations", "recommendation", "recommendations", "remediation", "remediations",
    "countermeasures", "hardening", "defenses", "defences",
  ]
  private static let sourceWords: Set = [
    "references", "reference", "sources", "bibliography", "endnotes", "and", "further", "reading",
    "links",
  ]
  private static let boilerplateHeadings: Set = [
    "about us", "contact us", "related posts", "related articles", "related content", "share this",
    "subscribe", "disclaimer", "cookie policy", "read more", "copyright",
  ]
  private static let bodyWords: Set = [
    "analysis", "conclusion", "conclusions", "overview", "attribution", "background", "summary",
    "introduction", "timeline", "details",
  ]

  /// Headings of parts of a list of indicators: they do not end it.
  static func isPartOfIndicators(_ heading: some Collection<UInt8>) -> Bool {
    guard heading.count <= longestHeading else { return false }
    let words = String(decoding: heading, as: UTF8.self).lowercased()
      .split { !$0.isLetter }.map(String.init)
    return words.count <= 4 && !indicatorPartWords.isDisjoint(with: words)
  }

  private static let indicatorPartWords: Set = [
    "hashes", "hash", "domains", "domain", "urls", "ips", "ip", "addresses", "files", "samples",
    "network", "host", "hosts", "md", "sha", "emails",
  ]
}
