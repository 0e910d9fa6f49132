import LogBytes

/// Finds names of a plan in raw bytes, whatever the format makes of them: `rcXXXXXX-10m`.
///
/// In any case, and as UTF-16 in binary logs.
struct TokenSearch: Sendable {
  struct Match: Sendable {
    /// What stands behind the token and the dash, as in `10m`.
    var step: String
    /// Where the token and the step stand.
    var range: Range<Int>
  }

  private let token: [UInt8]

  init(_ token: String) { self.token = Array(token.utf8) }

  /// - Complexity: O(bytes).
  func matches(in bytes: Span<UInt8>) -> [Match] {
    var found: [Match] = []
    for index in bytes.indices where bytes[index] | 0x20 == token[0] {
      for stride in 1...2 {
        if let step = step(bytes, at: index, stride) {
          let end = index + (token.count + 4) * stride
          found.append(Match(step: step, range: index..<end))
          break
        }
      }
    }
    return found
  }

  private func step(_ bytes: Span<UInt8>, at start: Int, _ stride: Int) -> String? {
    guard start + (token.count + 4) * stride <= bytes.count else { return nil }
    func byte(_ index: Int) -> UInt8? {
      let place = start + index * stride
      if stride == 2, bytes[place + 1] != 0 { return nil }
      return bytes[place].asciiLowercased
    }
    for index in token.indices where byte(index) != token[index] { return nil }
    guard byte(token.count) == 0x2d else { return nil }
    var text: [UInt8] = []
    for index in 1...3 {
      guard let next = byte(token.count + index) else { return nil }
      text.append(next)
    }
    return String(decoding: text, as: UTF8.self)
  }
}
