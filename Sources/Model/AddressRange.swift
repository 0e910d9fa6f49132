/// A block of addresses that share their first bits, as in `192.0.2.0/24` or `2001:db8::/32`.
package struct AddressRange: Hashable, Sendable {
  /// The lowest address of the block.
  package let base: IPAddress
  /// Shared bits of the IPv6 form: an IPv4 prefix has 96 more than it is written with.
  package let prefixBits: Int

  /// Reads an address or a block in CIDR notation. `nil` for anything else, also for a block with
  /// bits set behind its prefix.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let bytes = Array(parts[0].utf8)
    guard parts.count <= 2, let base = IPAddress(bytes.span, in: 0..<bytes.count) else {
      return nil
    }
    let width = base.ipv4 == nil ? 128 : 32
    var bits = width
    if parts.count == 2 {
      guard let written = Int(parts[1]), String(written) == parts[1], 0...width ~= written else {
        return nil
      }
      bits = written
    }
    self.base = base
    prefixBits = bits + 128 - width
    if masked(base) != base { return nil }
  }

  /// Whether it is all of IPv4.
  package var coversIPv4: Bool { prefixBits == 96 && base.ipv4 == 0 }

  package func contains(_ address: IPAddress) -> Bool { masked(address) == base }

  private func masked(_ address: IPAddress) -> IPAddress {
    func mask(_ bits: Int) -> UInt64 { bits >= 64 ? .max : bits <= 0 ? 0 : ~(.max >> UInt64(bits)) }
    return IPAddress(
      high: address.high & mask(prefixBits),
      low: address.low & mask(prefixBits - 64)
    )
  }
}

extension AddressRange: CustomStringConvertible {
  package var description: String {
    let isIPv4 = base.ipv4 != nil && prefixBits >= 96
    if prefixBits == 128 { return base.description }
    return "\(base)/\(isIPv4 ? prefixBits - 96 : prefixBits)"
  }
}
