/// One account under the names that services have for it: `anna`, `anna@corp.example`, `CORP\anna`.
enum AccountText {
  /// Up to the `@` and behind the `\`.
  static func localPart(_ name: [UInt8]) -> ArraySlice<UInt8> {
    let start = name.firstIndex(of: UInt8(ascii: "\\")).map { $0 + 1 } ?? 0
    return name[start...].prefix { $0 != UInt8(ascii: "@") }
  }

  /// Whether two names with the same local part can be one account: not in two domains.
  static func isSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left == right || !left.contains(UInt8(ascii: "@")) || !right.contains(UInt8(ascii: "@"))
  }

  /// The numbers below `count` whose names are one of `wanted` under any of its names.
  /// - Complexity: O(count); nothing where nothing is wanted.
  static func numbers(
    of wanted: Set<String>,
    count: Int,
    name: (UInt32) -> [UInt8]
  ) -> [String: [UInt32]] {
    if wanted.isEmpty { return [:] }
    var byLocalPart: [[UInt8]: [String]] = [:]
    for text in wanted { byLocalPart[Array(localPart(Array(text.utf8))), default: []].append(text) }
    var numbers: [String: [UInt32]] = [:]
    for number in 0..<UInt32(count) {
      let name = name(number)
      for text in byLocalPart[Array(localPart(name))] ?? [] where isSame(Array(text.utf8), name) {
        numbers[text, default: []].append(number)
      }
    }
    return numbers
  }
}
