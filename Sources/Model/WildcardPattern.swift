/// Text in which `*` stands for any run of bytes, also an empty one. ASCII letters fit in either case.
package struct WildcardPattern: Equatable, Sendable {
  private let pattern: [UInt8]

  package init(_ text: String) {
    pattern = Self.lowercased(Array(text.utf8))
  }

  private static let star = UInt8(ascii: "*")

  /// Whether it consists of stars, so that everything fits.
  package var fitsEverything: Bool { pattern.allSatisfy { $0 == Self.star } }

  /// - Complexity: O(pattern x text) at worst: the last star alone is gone back to.
  package func matches(_ text: [UInt8]) -> Bool {
    let text = Self.lowercased(text)
    var (place, at): (Int, Int) = (0, 0)
    var lastStar: (place: Int, at: Int)?
    while at < text.count {
      if place < pattern.count, pattern[place] == Self.star {
        lastStar = (place, at)
        place += 1
      } else if place < pattern.count, pattern[place] == text[at] {
        (place, at) = (place + 1, at + 1)
      } else if let star = lastStar {
        lastStar = (star.place, star.at + 1)
        (place, at) = (star.place + 1, star.at + 1)
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == Self.star }
  }

  private static func lowercased(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 | 0x20 : $0 }
  }
}
