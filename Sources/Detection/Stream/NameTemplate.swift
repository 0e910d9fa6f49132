/// How a name is made: `first.last@example.com` and `f.last@example.com` differ, the people do not matter.
///
/// A run of letters counts as one letter, or as a single one; a run of digits as one digit; what follows
/// an @ is kept whole. The value is a hash (FNV-1a), the same on every run.
struct NameTemplate: Hashable, Sendable {
  let hash: UInt64

  init(_ name: [UInt8]) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var place = 0
    while place < name.count, name[place] != UInt8(ascii: "@") {
      let kind = Self.kind(name[place])
      var end = place + 1
      while Self.isLetterOrDigit(kind), end < name.count, Self.kind(name[end]) == kind { end += 1 }
      mix(kind == UInt8(ascii: "a") && end == place + 1 ? UInt8(ascii: "x") : kind)
      place = end
    }
    for byte in name[min(place, name.count)...] { mix(byte) }
    self.hash = hash
  }

  private static func isLetterOrDigit(_ kind: UInt8) -> Bool {
    kind == UInt8(ascii: "a") || kind == UInt8(ascii: "9")
  }

  /// `a` for letters and bytes outside ASCII, `9` for digits, itself for the rest.
  private static func kind(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...0xff:
      UInt8(ascii: "a")
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt8(ascii: "9")
    default: byte
    }
  }
}
