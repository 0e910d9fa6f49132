/// Text in which ids of findings, cases, reports, scans and exhibits lead to their pages.
enum LinkedIDs {
  private static let folders = [
    ("rc-", "/findings/"), ("cs-", "/cases/"), ("rp-", "/reports/"), ("E-", "/evidence/"),
    ("scan-", "/findings?scan="),
  ]

  static func html(_ text: String) -> HTML {
    let words: [HTML] = text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      link(of: word).map { "<a href=\"\($0)\">\(String(word))</a>" } ?? "\(String(word))"
    }
    return words.dropFirst().reduce(words.first ?? "") { "\($0) \($1)" }
  }

  private static func link(of word: Substring) -> String? {
    let isPlain = word.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "-") || Character(UnicodeScalar(byte)).isHexDigit
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
    guard isPlain, let (start, path) = folders.first(where: { word.hasPrefix($0.0) }),
      word.count > start.count
    else { return nil }
    return path + word
  }
}
