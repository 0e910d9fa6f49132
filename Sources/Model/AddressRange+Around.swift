extension AddressRange {
  /// The block of this size that holds the address; `prefixBits` are of the IPv6 form.
  package init(around address: IPAddress, prefixBits: Int) {
    func mask(_ bits: Int) -> UInt64 { bits >= 64 ? .max : bits <= 0 ? 0 : ~(.max >> UInt64(bits)) }
    base = IPAddress(
      high: address.high & mask(prefixBits),
      low: address.low & mask(prefixBits - 64)
    )
    self.prefixBits = prefixBits
  }
}
