/// The checksum that ZIP and Windows event logs want. It proves nothing.
package struct CRC32 {
  private var state: UInt32 = .max

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { word, _ in word >> 1 ^ (word & 1 == 1 ? 0xedb8_8320 : 0) }
  }

  package init() {}

  package mutating func update(_ bytes: Span<UInt8>) {
    for index in bytes.indices {
      state = state >> 8 ^ Self.table[Int(UInt8(truncatingIfNeeded: state) ^ bytes[index])]
    }
  }

  package var value: UInt32 { ~state }
}
