/// How a file's bytes are wrapped, told by its first bytes and never by its name.
package enum Packing: String, Sendable {
  case none
  case gzip, zstd, bzip2, xz, zip
  case sevenZip = "7z"

  package init(firstBytes: Span<UInt8>) {
    self =
      if firstBytes.has("\u{1f}", at: 0), firstBytes.count > 1, firstBytes[1] == 0x8b {
        .gzip
      } else if Self.starts(firstBytes, [0x28, 0xb5, 0x2f, 0xfd]) {
        .zstd
      } else if firstBytes.has("BZh", at: 0), firstBytes.count > 3,
        (0x31...0x39).contains(firstBytes[3])
      {
        .bzip2
      } else if Self.starts(firstBytes, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]) {
        .xz
      } else if Self.starts(firstBytes, [0x50, 0x4b, 0x03, 0x04]) {
        .zip
      } else if Self.starts(firstBytes, [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]) {
        .sevenZip
      } else {
        .none
      }
  }

  private static func starts(_ bytes: Span<UInt8>, _ magic: [UInt8]) -> Bool {
    bytes.count >= magic.count && magic.indices.allSatisfy { bytes[$0] == magic[$0] }
  }
}
