/// An IPv4 or IPv6 address. An IPv4 address in IPv6 clothes (`::ffff:192.0.2.1`) is the IPv4 address.
package struct IPAddress: Hashable, Comparable, Sendable {
  /// The upper and lower 64 bits of the IPv6 form; IPv4 lies in `::ffff:0:0/96`.
  package var high: UInt64
  package var low: UInt64

  @inlinable
  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  @inlinable
  package init(ipv4 bits: UInt32) {
    high = 0
    low = 0xffff_0000_0000 | UInt64(bits)
  }

  /// The IPv4 address, or `nil` if this is a true IPv6 address.
  @inlinable
  package var ipv4: UInt32? {
    high == 0 && low >> 32 == 0xffff ? UInt32(truncatingIfNeeded: low) : nil
  }

  package static func < (left: IPAddress, right: IPAddress) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }

  /// Reads the address that fills `range`, without port, brackets or zone. `nil` if it is none.
  package init?(_ text: Span<UInt8>, in range: Range<Int>) {
    if range.count < 2 || range.count > 45 { return nil }
    var hasColon = false
    for index in range where text[index] == 0x3a {
      hasColon = true
      break
    }
    if hasColon {
      guard let parsed = Self.parseIPv6(text, in: range) else { return nil }
      self = parsed
    } else {
      guard let bits = Self.parseIPv4(text, in: range) else { return nil }
      self.init(ipv4: bits)
    }
  }

  private static func parseIPv4(_ text: Span<UInt8>, in range: Range<Int>) -> UInt32? {
    if range.count < 7 || range.count > 15 { return nil }
    var (bits, part, digits, dots): (UInt32, UInt32, Int, Int) = (0, 0, 0, 0)
    for index in range {
      let byte = text[index]
      if byte == 0x2e {
        if digits == 0 || dots == 3 { return nil }
        bits = bits << 8 | part
        (part, digits, dots) = (0, 0, dots + 1)
      } else {
        let digit = byte &- 0x30
        if digit > 9 || digits == 3 { return nil }
        part = part * 10 + UInt32(digit)
        if part > 255 { return nil }
        digits += 1
      }
    }
    return dots == 3 && digits > 0 ? bits << 8 | part : nil
  }

  private static func parseIPv6(_ text: Span<UInt8>, in range: Range<Int>) -> IPAddress? {
    var groups = InlineArray<8, UInt16>(repeating: 0)
    var (count, gap): (Int, Int?) = (0, nil)
    var index = range.lowerBound
    let end = range.upperBound
    if index + 1 < end, text[index] == 0x3a {
      guard text[index + 1] == 0x3a else { return nil }
      (gap, index) = (0, index + 2)
    }
    while index < end {
      if count == 8 { return nil }
      let start = index
      var group: UInt32 = 0
      while index < end, let digit = hexadecimalDigit(text[index]) {
        if index - start == 4 { return nil }
        group = group << 4 | UInt32(digit)
        index += 1
      }
      if index < end, text[index] == 0x2e {
        guard count <= 6, let bits = parseIPv4(text, in: start..<end) else { return nil }
        groups[count] = UInt16(bits >> 16)
        groups[count + 1] = UInt16(truncatingIfNeeded: bits)
        (count, index) = (count + 2, end)
        break
      }
      if index == start { return nil }
      groups[count] = UInt16(group)
      count += 1
      if index == end { break }
      guard text[index] == 0x3a else { return nil }
      index += 1
      if index == end { return nil }
      if text[index] == 0x3a {
        if gap != nil { return nil }
        (gap, index) = (count, index + 1)
      }
    }
    guard gap == nil ? count == 8 : count < 8 else { return nil }
    return IPAddress(groups: groups, count: count, gap: gap)
  }

  private init(groups: InlineArray<8, UInt16>, count: Int, gap: Int?) {
    (high, low) = (0, 0)
    let tail = gap.map { count - $0 } ?? 0
    for position in 0..<8 {
      var group: UInt16 = 0
      if let gap {
        if position < gap {
          group = groups[position]
        } else if position >= 8 - tail {
          group = groups[position - 8 + count]
        }
      } else {
        group = groups[position]
      }
      if position < 4 {
        high = high << 16 | UInt64(group)
      } else {
        low = low << 16 | UInt64(group)
      }
    }
  }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}

extension IPAddress: CustomStringConvertible {
  /// Dotted quad, or the shortest IPv6 form of RFC 5952.
  package var description: String {
    if let bits = ipv4 {
      return "\(bits >> 24).\(bits >> 16 & 255).\(bits >> 8 & 255).\(bits & 255)"
    }
    let groups = (0..<8).map { position in
      UInt16(truncatingIfNeeded: (position < 4 ? high : low) >> UInt64(48 - position % 4 * 16))
    }
    let gap = Self.longestZeroRun(groups)
    func joined(_ part: ArraySlice<UInt16>) -> String {
      part.map { String($0, radix: 16) }.joined(separator: ":")
    }
    guard let gap else { return joined(groups[...]) }
    return joined(groups[..<gap.lowerBound]) + "::" + joined(groups[gap.upperBound...])
  }

  private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int>? {
    var best: Range<Int>?
    var start = 0
    while start < 8 {
      var end = start
      while end < 8, groups[end] == 0 { end += 1 }
      if end - start > 1, end - start > best?.count ?? 0 { best = start..<end }
      start = max(end, start + 1)
    }
    return best
  }
}
