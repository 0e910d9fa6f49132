/// The addresses a log's clients come from: number in, address out, never the same one twice.
struct SourceAddresses {
  /// 64 first octets of public space, so 2^30 addresses.
  private static let firstOctets: InlineArray<64, UInt8> = [
    5, 23, 31, 37, 41, 45, 46, 47, 51, 52, 54, 58, 61, 62, 64, 66,
    77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 91, 92, 93,
    94, 95, 101, 103, 104, 106, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118,
    119, 120, 121, 122, 123, 124, 125, 134, 138, 139, 141, 142, 143, 144, 146, 148,
  ]
  private static let mask: UInt64 = (1 << 30) - 1
  /// One source in so many has an IPv6 address, from the documentation prefix.
  private static let everyIPv6 = 32

  private let offset: UInt64

  init(seed: UInt64) {
    offset = mixed(seed ^ 0x6164_6472)
  }

  func append(_ source: Int, to sink: inout ByteSink) {
    let place = scattered(source)
    if source % Self.everyIPv6 == Self.everyIPv6 - 1 {
      sink.append("2001:db8:")
      sink.append(shortHex: place >> 16 | 0x4000)
      sink.append(":")
      sink.append(shortHex: place & 0xFFFF)
      sink.append("::")
      sink.append(shortHex: place % 251 + 1)
      return
    }
    sink.append(decimal: Int(Self.firstOctets[Int(place >> 24)]))
    sink.append(".")
    sink.append(decimal: Int(place >> 16 & 255))
    sink.append(".")
    sink.append(decimal: Int(place >> 8 & 255))
    sink.append(".")
    sink.append(decimal: Int(place & 255))
  }

  /// Odd factors and xor-shifts are one-to-one on 30 bits, so no two sources share an address.
  private func scattered(_ source: Int) -> UInt64 {
    var place = (UInt64(source) &* 0x2C92_77B5 &+ offset) & Self.mask
    place ^= place >> 15
    place = place &* 0x1B87_3593 & Self.mask
    return place ^ (place >> 13)
  }
}
