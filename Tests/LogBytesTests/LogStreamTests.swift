import Foundation
import LogBytes
import Testing

struct LogStreamTests {
  private static func units(_ text: String, isBigEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit -> [UInt8] in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xff))
      return isBigEndian ? [high, low] : [low, high]
    }
  }

  /// All blocks of a UTF-16 file, joined.
  private static func read(
    _ bytes: [UInt8],
    isBigEndian: Bool,
    target: Int,
    peek: Int = 100
  ) throws -> [UInt8] {
    let scratch = try Scratch()
    let mark: [UInt8] = isBigEndian ? [0xfe, 0xff] : [0xff, 0xfe]
    let file = try scratch.write(mark + bytes, to: "wide.log")
    let mapped = try LogFiles().map(file)
    let encoding: TextEncoding = isBigEndian ? .utf16BigEndian : .utf16LittleEndian
    let stream = LogStream(mapped: mapped, encoding: encoding, file: file)
    let sample = try stream.peek(peek).sample
    var cutter = RecordCutter(.lines)
    var content: [UInt8] = []
    while let block = try stream.nextBlock(
      target: target,
      cutter: &cutter,
      byteOffset: UInt64(content.count)
    ) {
      content += block
    }
    #expect(content.starts(with: sample))
    return content
  }

  @Test(arguments: [true, false])
  func `UTF-16 becomes UTF-8, with pairs split over reads`(isBigEndian: Bool) throws {
    // A read takes 64 KB: with one unit in front, each pair across that border is split.
    for lead in ["", "a"] {
      let text = lead + String(repeating: "\u{1F408}é漢z", count: 30_000) + "\nend"
      let got = try Self.read(
        Self.units(text, isBigEndian: isBigEndian),
        isBigEndian: isBigEndian,
        target: 1000
      )
      #expect(got == Array(text.utf8))
    }
  }

  @Test
  func `random text in UTF-16 is what Foundation's reading of it is`() throws {
    var random = SeededGenerator(seed: 8)
    for _ in 0..<20 {
      var text = ""
      for _ in 0..<Int.random(in: 0...2000, using: &random) {
        let value = UInt32.random(in: 1...0x10ffff, using: &random)
        text.unicodeScalars.append(
          Unicode.Scalar(Bool.random(using: &random) ? value % 128 : value) ?? "\n"
        )
      }
      let got = try Self.read(
        Self.units(text, isBigEndian: false),
        isBigEndian: false,
        target: Int.random(in: 1...3000, using: &random)
      )
      #expect(got == Array(text.utf8))
    }
  }

  @Test
  func `a half of a pair alone becomes the replacement character`() throws {
    let bytes: [UInt8] = [0x61, 0, 0x3d, 0xd8, 0x62, 0, 0x08, 0xdc, 0x0a, 0]
    let got = try Self.read(bytes, isBigEndian: false, target: 10)
    #expect(String(decoding: got, as: UTF8.self) == "a\u{fffd}b\u{fffd}\n")
  }
}
