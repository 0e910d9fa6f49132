/// What a list of technique names finds in a report: what many products do, and the figure to beat.
package struct NamesOnlyBaseline: Sendable {
  private let names: [(words: [UInt8], technique: String)]

  /// `names` holds the names of each technique.
  package init(names: [String: [String]]) {
    self.names = names.sorted { $0.key < $1.key }.flatMap { technique, names in
      names.map { (Self.folded(Array($0.utf8)), technique) }
    }
  }

  package func techniques(in text: [UInt8]) -> Set<String> {
    let text = Self.folded(text)
    let pairs = Set(zip(text, text.dropFirst()).map { UInt16($0) << 8 | UInt16($1) })
    return Set(
      names.lazy.filter { name in
        guard name.words.count >= 2,
          pairs.contains(UInt16(name.words[0]) << 8 | UInt16(name.words[1]))
        else { return false }
        return Self.contains(text, name.words)
      }.map(\.technique)
    )
  }

  private static func folded(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { (65...90).contains($0) ? $0 + 32 : $0 }
  }

  private static func contains(_ text: [UInt8], _ name: [UInt8]) -> Bool {
    var start = 0
    while let place = text[start...].firstIndex(of: name[0]) {
      let end = place + name.count
      if end <= text.count, isBoundary(text, place - 1), isBoundary(text, end),
        text[place..<end].elementsEqual(name)
      {
        return true
      }
      start = place + 1
    }
    return false
  }

  private static func isBoundary(_ text: [UInt8], _ place: Int) -> Bool {
    guard text.indices.contains(place) else { return true }
    switch text[place] {
    case 48...57, 95, 97...122: return false
    default: return true
    }
  }
}
