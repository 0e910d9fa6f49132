/// A text as counted features: words, pairs of words, and runs of 3 to 5 characters within a word.
///
/// Words carry what a technique is called, runs of characters what survives inflection and spelling
/// (`encrypt`, `encrypted`, `encryption`). Features are known by a 32-bit hash, so that a model needs
/// no strings; among a million features about one in 8,000 shares its hash with another.
package struct HashedText: Equatable, Sendable {
  /// Hashes in rising order, words first, then runs of characters.
  var hashes: [UInt32] = []
  /// How often each occurs.
  var counts: [UInt16] = []
  /// How many of the features are words or pairs of words.
  var wordFeatureCount = 0

  /// Longer texts are cut: no sentence is this long, and a hostile file has only such.
  static let longestText = 2_000

  package init(_ text: some StringProtocol) {
    let bytes = Self.folded(text)
    append(Self.words(of: bytes))
    wordFeatureCount = hashes.count
    append(Self.runs(of: bytes))
  }

  /// ASCII letters in lower case, every kind of blank as a space.
  private static func folded(_ text: some StringProtocol) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if bytes.count >= longestText { break }
      switch scalar.value {
      case 65...90: bytes.append(UInt8(scalar.value) + 32)
      case 0...32, 0xA0, 0x2000...0x200B, 0x3000, 0xFEFF: bytes.append(32)
      case 33..<128: bytes.append(UInt8(scalar.value))
      case 0x2018, 0x2019: bytes.append(39)
      case 0x201C, 0x201D: bytes.append(34)
      default: bytes.append(contentsOf: String(scalar).utf8)
      }
    }
    return bytes
  }

  private mutating func append(_ unsorted: [UInt32]) {
    var last: UInt32?
    for hash in unsorted.sorted() {
      if hash == last {
        counts[counts.count - 1] = counts[counts.count - 1].addingReportingOverflow(1).partialValue
      } else {
        hashes.append(hash)
        counts.append(1)
      }
      last = hash
    }
  }

  private static func words(of bytes: [UInt8]) -> [UInt32] {
    var found: [UInt32] = []
    var previous: UInt32?
    var hash = FeatureHash(seed: 1)
    var length = 0
    for byte in bytes + [32] {
      if isWordByte(byte) {
        hash.add(byte)
        length += 1
      } else if length > 0 {
        found.append(hash.value)
        if let previous { found.append(FeatureHash.pair(previous, hash.value)) }
        (previous, hash, length) = (hash.value, FeatureHash(seed: 1), 0)
      }
    }
    return found
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 97...122, 46, 95, 128...255: true
    default: false
    }
  }

  /// Runs within one word with a space on either side.
  private static func runs(of bytes: [UInt8]) -> [UInt32] {
    var found: [UInt32] = []
    for word in bytes.split(separator: 32) {
      let padded = [32] + word + [32]
      for start in padded.indices {
        var hash = FeatureHash(seed: 2)
        for (length, byte) in padded[start...].prefix(5).enumerated() {
          hash.add(byte)
          if length >= 2 { found.append(hash.value) }
        }
      }
    }
    return found
  }
}

/// FNV-1a with a final mix, the same on every machine.
struct FeatureHash {
  private var state: UInt64

  init(seed: UInt64) {
    state = 0xcbf2_9ce4_8422_2325 ^ (seed &* 0x9e37_79b9_7f4a_7c15)
  }

  mutating func add(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x100_0000_01b3
  }

  var value: UInt32 {
    UInt32(truncatingIfNeeded: (state ^ (state >> 29)) &* 0xbf58_476d_1ce4_e5b9 >> 32)
  }

  /// The feature of two words that stand side by side.
  static func pair(_ first: UInt32, _ second: UInt32) -> UInt32 {
    let joined = UInt64(first) << 32 | UInt64(second)
    return UInt32(truncatingIfNeeded: (joined ^ (joined >> 31)) &* 0x94d0_49bb_1331_11eb >> 32)
  }
}
