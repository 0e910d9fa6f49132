package import Model

/// A range of addresses that share their first bits, as in `192.0.2.0/24` or `2001:db8::/32`.
package struct IPNetwork: Hashable, Sendable {
  private let high: UInt64
  private let low: UInt64
  /// Of 128: IPv4 is looked at as `::ffff:a.b.c.d`.
  private let length: Int
  package let text: String

  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let bytes = Array(String(parts[0]).utf8)
    guard parts.count <= 2, let address = IPAddress(bytes.span, in: 0..<bytes.count) else {
      return nil
    }
    let width = address.ipv4 == nil ? 128 : 32
    let length = parts.count == 2 ? Int(parts[1]) : width
    guard let length, (0...width).contains(length) else { return nil }
    self.length = length + 128 - width
    (high, low) = (address.high & Self.mask(self.length), address.low & Self.mask(self.length - 64))
    self.text = text
  }

  /// The first `count` of 64 bits.
  private static func mask(_ count: Int) -> UInt64 {
    count <= 0 ? 0 : count >= 64 ? .max : ~(.max >> UInt64(count))
  }

  package func contains(_ address: IPAddress) -> Bool {
    address.high & Self.mask(length) == high && address.low & Self.mask(length - 64) == low
  }
}
