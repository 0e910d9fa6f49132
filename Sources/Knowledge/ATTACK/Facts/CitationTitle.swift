/// The text of a citation, as in `Author. (2024, May 1). Title. Retrieved May 2, 2024.`
enum CitationTitle {
  private static let months: [Substring] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// Without the day on which somebody looked at it, and with single spaces.
  static func withoutRetrieval(_ title: String) -> String {
    let words = title.utf8.split { $0 == 0x20 || $0 == 0x0a || $0 == 0x09 || $0 == 0x0d }
      .map { Substring($0) }
    let start = words.lastIndex { $0 == "Retrieved" || $0 == "retrieved" }
    guard let start, start > 0, words.count - start <= 5, words[start...].contains(where: isYear)
    else { return words.joined(separator: " ") }
    return words[..<start].joined(separator: " ")
  }

  private static func isYear(_ word: Substring) -> Bool {
    word.utf8.count { 0x30...0x39 ~= $0 } >= 4
  }

  /// The first date in brackets: `2024-05-01`, `2024-05` or `2024`.
  static func date(_ title: String) -> String? {
    for part in title.split(separator: "(").dropFirst() {
      guard let end = part.firstIndex(of: ")") else { continue }
      let words = part[..<end].split { $0 == "," || $0 == " " }
      guard let year = words.first, year.count == 4, Int(year) != nil else { continue }
      guard words.count > 1, let month = months.firstIndex(of: words[1]) else {
        return String(year)
      }
      let upToMonth = "\(year)-\(twoDigits(month + 1))"
      guard words.count > 2, let day = Int(words[2]), 1...31 ~= day else { return upToMonth }
      return "\(upToMonth)-\(twoDigits(day))"
    }
    return nil
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
