import Model

/// How the addresses of a network begin when they are written out, so that an index on their text finds
/// them.
///
/// Addresses are written as `IPAddress.description` does. The texts found can be of other addresses too,
/// in IPv6: compare them.
struct NetworkSpelling {
  /// Half-open ranges of texts: 128 at most, none where the network is too wide to tell anything.
  let ranges: [(from: String, to: String)]

  /// Wider networks than these hold a share of the world's sources by chance alone.
  private static let fewestBits = (ipv4: 8, ipv6: 16)

  init(of network: AddressRange) {
    if let bits = network.base.ipv4, network.prefixBits >= 96 {
      ranges = Self.dotted(bits, prefixBits: network.prefixBits - 96)
    } else {
      ranges = Self.colons(network)
    }
  }

  /// One range for each value of the part that the prefix ends within.
  private static func dotted(_ bits: UInt32, prefixBits: Int) -> [(from: String, to: String)] {
    guard prefixBits >= fewestBits.ipv4 else { return [] }
    let parts = (0..<4).map { bits >> (24 - 8 * UInt32($0)) & 0xff }
    // A prefix that ends between two parts leaves the last one fixed.
    let last = (prefixBits - 1) / 8
    let width = UInt32(1) << UInt32(8 * (last + 1) - prefixBits)
    let start = parts[..<last].map { "\($0)." }.joined()
    return (parts[last]..<parts[last] + width).map { part in
      // Behind a whole address nothing follows; "/" follows "." in ASCII.
      let text = "\(start)\(part)"
      return last == 3 ? (text, text + "\u{1}") : (text + ".", text + "/")
    }
  }

  /// The parts up to the first that is 0, where the spelling may jump.
  private static func colons(_ network: AddressRange) -> [(from: String, to: String)] {
    guard network.prefixBits >= fewestBits.ipv6 else { return [] }
    let whole = (0..<network.prefixBits / 16).map { part in
      let half = part < 4 ? network.base.high : network.base.low
      return half >> (48 - 16 * UInt64(part % 4)) & 0xffff
    }
    let told = whole.prefix { $0 != 0 }
    if told.isEmpty { return [] }
    let text = told.map { String($0, radix: 16) }.joined(separator: ":")
    // All eight parts are the address; ";" follows ":" in ASCII.
    return told.count == 8 ? [(text, text + "\u{1}")] : [(text + ":", text + ";")]
  }
}
