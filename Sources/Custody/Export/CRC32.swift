import Foundation

/// The checksum that ZIP wants. It proves nothing.
struct CRC32 {
  private var state: UInt32 = .max

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { word, _ in word >> 1 ^ (word & 1 == 1 ? 0xedb8_8320 : 0) }
  }

  mutating func update(_ bytes: Data) {
    for byte in bytes {
      state = state >> 8 ^ Self.table[Int(UInt8(truncatingIfNeeded: state) ^ byte)]
    }
  }

  var value: UInt32 { ~state }
}
