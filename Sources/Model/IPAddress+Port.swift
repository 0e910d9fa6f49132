extension IPAddress {
  /// Reads the address that fills `range` and may have its port behind it, as in `192.0.2.1:443` and
  /// `[2001:db8::1]:443`. `nil` if it is none.
  package init?(withPort text: Span<UInt8>, in range: Range<Int>) {
    if let address = IPAddress(text, in: range) {
      self = address
      return
    }
    var host = range.lowerBound..<Self.endOfHost(text, in: range)
    let isBracketed =
      host.count > 2 && text[host.lowerBound] == 0x5b && text[host.upperBound - 1] == 0x5d
    if isBracketed { host = host.lowerBound + 1..<host.upperBound - 1 }
    // Only brackets tell where an IPv6 address ends and its port begins.
    guard let address = IPAddress(text, in: host), isBracketed || address.ipv4 != nil else {
      return nil
    }
    self = address
  }

  /// Where a colon and one to five digits begin; else the end.
  private static func endOfHost(_ text: Span<UInt8>, in range: Range<Int>) -> Int {
    var place = range.upperBound
    while place > range.lowerBound, (0x30...0x39).contains(text[place - 1]) { place -= 1 }
    let isPort = (1...5).contains(range.upperBound - place)
    return isPort && place > range.lowerBound && text[place - 1] == 0x3a
      ? place - 1 : range.upperBound
  }
}
