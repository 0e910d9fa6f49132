import LogBytes
package import Model

/// How a source is written into the table of sources: a tag byte, then an address in network order
/// or text.
package enum SourceKey: Equatable, Sendable {
  case address(IPAddress)
  /// A name that the client gave of itself, in lower case.
  case label(String)
  /// A queue id whose client is not known yet, or never.
  case queue(String)

  static let addressTag: UInt8 = 0x41
  static let labelTag: UInt8 = 0x4c
  package static let queueTag: UInt8 = 0x51

  static func intern(_ address: IPAddress, in table: inout ByteInterner) -> UInt32? {
    if let bits = address.ipv4 {
      var key = InlineArray<5, UInt8>(repeating: addressTag)
      for index in 0..<4 { key[index + 1] = UInt8(truncatingIfNeeded: bits >> (24 - 8 * index)) }
      return table.intern(key.span)
    }
    var key = InlineArray<17, UInt8>(repeating: addressTag)
    for index in 0..<8 {
      let shift = UInt64(56 - 8 * index)
      key[index + 1] = UInt8(truncatingIfNeeded: address.high >> shift)
      key[index + 9] = UInt8(truncatingIfNeeded: address.low >> shift)
    }
    return table.intern(key.span)
  }

  static func lowercase(_ bytes: inout [UInt8]) {
    for index in bytes.indices { bytes[index] = bytes[index].asciiLowercased }
  }

  /// Reads back what `AttemptSink` wrote.
  package init(_ key: Span<UInt8>) {
    let tag = key.count > 0 ? key[0] : 0
    if tag == Self.addressTag, key.count == 5 {
      self = .address(IPAddress(ipv4: (1..<5).reduce(0) { $0 << 8 | UInt32(key[$1]) }))
    } else if tag == Self.addressTag, key.count == 17 {
      self = .address(
        IPAddress(
          high: (1..<9).reduce(0) { $0 << 8 | UInt64(key[$1]) },
          low: (9..<17).reduce(0) { $0 << 8 | UInt64(key[$1]) }
        )
      )
    } else {
      let text = key.text(in: min(1, key.count)..<key.count)
      self = tag == Self.queueTag ? .queue(text) : .label(text)
    }
  }

  /// The source as findings show it.
  package var text: String {
    switch self {
    case .address(let address): address.description
    case .label(let name): name
    case .queue(let queue): "queue \(queue)"
    }
  }
}
