import Foundation
import LogBytes
import Testing

@testable import Scan

struct BlockQueueTests {
  /// Lines of many lengths, one of them longer than several blocks.
  private static func lines(_ count: Int, using random: inout SeededGenerator) -> [String] {
    (0..<count).map { number in
      let length = number == count / 2 ? 3000 : Int.random(in: 0...90, using: &random)
      return "Mar  2 07:12:09 gate sshd[4711]: \(number) " + String(repeating: "x", count: length)
    }
  }

  @Test(arguments: 1...24)
  func `whichever worker asks, each line is handed out once, and segments follow the lines`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let folder = try ScanFolder()
    let workers = Int.random(in: 1...5, using: &random)
    let paths = try ["a.log", "b.log"].map { name in
      let count = Int.random(in: 1...400, using: &random)
      return try folder.write(Self.lines(count, using: &random), to: name)
    }
    let queue = BlockQueue(
      files: InputList(paths: paths).files,
      source: LogFiles(),
      forcedFormat: nil,
      blockBytes: Int.random(in: 1...900, using: &random),
      workers: workers
    )
    var blocks: [UInt32: [UInt8]] = [:]
    while let block = queue.next(for: Int.random(in: 0..<workers, using: &random)) {
      guard case .mapped(let file, let range) = block.bytes else { continue }
      #expect(blocks[block.segment] == nil)
      blocks[block.segment] = file.withBytes(in: range) { Array(copying: $0) }
    }
    let logs = queue.opened()
    var (read, last): ([Int: [UInt8]], (member: Int, byteOffset: UInt64)) = ([:], (-1, 0))
    for (number, bytes) in blocks.sorted(by: { $0.key < $1.key }) {
      let segment = logs.segments[Int(number)]
      #expect((last.member, last.byteOffset) < (segment.member, segment.byteOffset + 1))
      #expect(segment.byteOffset == UInt64(read[segment.member]?.count ?? 0))
      #expect(bytes.last == 0x0a)
      read[segment.member, default: []] += bytes
      last = (segment.member, segment.byteOffset + 1)
    }
    for (member, path) in paths.enumerated() {
      #expect(try Data(read[member] ?? []) == Data(contentsOf: URL(fileURLWithPath: path)))
      #expect(logs.members[member].byteCount == UInt64(read[member]?.count ?? 0))
    }
  }

  @Test
  func `with a limit of bytes a file is read from its beginning by whoever asks`() throws {
    var random = SeededGenerator(seed: 3)
    let folder = try ScanFolder()
    let path = try folder.write(Self.lines(400, using: &random), to: "a.log")
    let queue = BlockQueue(
      files: InputList(paths: [path]).files,
      source: LogFiles(),
      forcedFormat: nil,
      blockBytes: 100,
      workers: 3,
      byteLimit: 2000
    )
    var (worker, next) = (0, 0)
    while let block = queue.next(for: worker % 3) {
      guard case .mapped(_, let range) = block.bytes else { continue }
      #expect(range.lowerBound == next)
      (worker, next) = (worker + 1, range.upperBound)
    }
    #expect(worker > 5 && next >= 2000 && next < 2300)
  }
}
