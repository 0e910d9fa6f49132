import Model
import Testing

struct WildcardPatternTests {
  @Test(arguments: [
    ("svc-*", "svc-backup", true), ("svc-*", "svc-", true), ("svc-*", "xsvc-1", false),
    ("*@old.example", "anna@old.example", true), ("*@old.example", "anna@old.example.org", false),
    ("a*b*c", "a--b--b--c", true), ("a*b*c", "acb", false), ("*aab", "aaaab", true),
    ("Nessus*", "nessus/10", true), ("nessus", "NESSUS", true), ("", "", true), ("", "a", false),
    ("*", "", true), ("**", "any", true), ("a?c", "abc", false), ("Ä*", "Äh", true),
  ])
  func `a star stands for any run`(pattern: String, text: String, fits: Bool) {
    #expect(WildcardPattern(pattern).matches(Array(text.utf8)) == fits)
  }

  @Test
  func `it agrees with the obvious recursion`() {
    func matches(_ pattern: Substring, _ text: Substring) -> Bool {
      guard let first = pattern.first else { return text.isEmpty }
      if first == "*" {
        return matches(pattern.dropFirst(), text)
          || !text.isEmpty && matches(pattern, text.dropFirst())
      }
      return text.first == first && matches(pattern.dropFirst(), text.dropFirst())
    }
    func words(_ letters: String, upTo length: Int) -> [String] {
      (0..<length).reduce(into: [""]) { words, _ in
        words += words.flatMap { word in letters.map { word + String($0) } }
      }
    }
    for pattern in Set(words("ab*", upTo: 4)) {
      for text in Set(words("ab", upTo: 4)) {
        #expect(
          WildcardPattern(pattern).matches(Array(text.utf8)) == matches(pattern[...], text[...]),
          "\(pattern) \(text)"
        )
      }
    }
  }

  @Test(arguments: [("*", true), ("***", true), ("", true), ("a*", false)])
  func `a pattern of stars fits everything`(pattern: String, everything: Bool) {
    #expect(WildcardPattern(pattern).fitsEverything == everything)
  }
}
