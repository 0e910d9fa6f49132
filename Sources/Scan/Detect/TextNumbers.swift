/// The numbers that texts have in the tables of a scan.
enum TextNumbers {
  /// Those of `wanted` that are among the texts of the numbers below `count`.
  /// - Complexity: O(count); nothing where nothing is wanted.
  static func of(
    _ wanted: Set<String>,
    count: Int,
    text: (UInt32) -> String
  ) -> [String: UInt32] {
    var numbers: [String: UInt32] = [:]
    if wanted.isEmpty { return numbers }
    for number in 0..<UInt32(count) {
      let text = text(number)
      if wanted.contains(text) { numbers[text] = number }
    }
    return numbers
  }
}
