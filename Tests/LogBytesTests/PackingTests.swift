import LogBytes
import Testing

struct PackingTests {
  private static let cases: [([UInt8], Packing)] = [
    ([], .none), ([0x1f], .none), ([0x1f, 0x8b], .gzip), ([0x1f, 0x8b, 0x08], .gzip),
    ([0x28, 0xb5, 0x2f, 0xfd], .zstd), ([0x28, 0xb5, 0x2f], .none),
    (Array("BZh9".utf8), .bzip2), (Array("BZh0".utf8), .none), (Array("BZhello".utf8), .none),
    ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], .xz), ([0x50, 0x4b, 0x03, 0x04], .zip),
    (Array("PKIX".utf8), .none), ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], .sevenZip),
    (Array("Mar  2 07:12:09".utf8), .none),
  ]

  @Test(arguments: cases)
  func `a packing is told by its first bytes`(bytes: [UInt8], packing: Packing) {
    #expect(Packing(firstBytes: bytes.span) == packing)
  }

  private static let marks: [([UInt8], TextEncoding, Int)] = [
    ([], .unmarked, 0), ([0xff], .unmarked, 0), ([0xef, 0xbb], .unmarked, 0),
    ([0xef, 0xbb, 0xbf], .utf8, 3), ([0xff, 0xfe], .utf16LittleEndian, 2),
    ([0xfe, 0xff, 0x00], .utf16BigEndian, 2), (Array("{\"a".utf8), .unmarked, 0),
  ]

  @Test(arguments: marks)
  func `an encoding is told by its mark`(bytes: [UInt8], encoding: TextEncoding, length: Int) {
    #expect(TextEncoding(firstBytes: bytes.span) == encoding)
    #expect(encoding.markLength == length)
  }
}
