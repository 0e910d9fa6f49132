import Foundation
import LogBytes
import Model
import Scan
import Testing

/// Cited lines read again, from plain and from packed logs.
struct CitedLineTests {
  private static let lines = (0..<20).map { number in
    "2026-03-02T07:\(10 + number):09Z gate sshd[4711]: Invalid user guess\(number)"
      + " from 203.0.113.9 port 40022"
  }

  /// What is made of `auth.log`, and what the scan reads.
  static let packings: [(command: [String], log: String)] = [
    (["true"], "auth.log"), (["gzip", "auth.log"], "auth.log.gz"),
    (["tar", "czf", "logs.tgz", "auth.log"], "logs.tgz"),
    (["sh", "-c", "iconv -t UTF-16 auth.log > wide.log"], "wide.log"),
  ]

  private func evidence(_ folder: ScanFolder, _ packing: Int) async throws -> [Evidence] {
    try folder.write(Self.lines, to: "auth.log")
    _ = try #require(try folder.run(Self.packings[packing].command))
    let result = try await ScanFolder.scan([folder.path + "/" + Self.packings[packing].log])
    return try #require(result.findings.first).evidence
  }

  @Test(arguments: packings.indices)
  func `every cited line is read again with what is around it, in the order asked for`(
    packing: Int
  ) async throws {
    let folder = try ScanFolder()
    let evidence = try await evidence(folder, packing)
    #expect(evidence.count == 20)
    let asked = [evidence[7], evidence[2], evidence[19]]
    let readings = CitedLines().readings(of: asked, reach: CitedReach(context: 40))
    #expect(readings.map(\.state) == [.intact, .intact, .intact])
    let texts = readings.map { String(decoding: $0.bytes, as: UTF8.self) }
    #expect(texts == [7, 2, 19].map { Self.lines[$0] })
    #expect(
      String(decoding: readings[0].before, as: UTF8.self).hasSuffix("203.0.113.9 port 40022\n")
    )
    #expect(String(decoding: readings[0].after, as: UTF8.self).hasPrefix("\n2026-03-02T07:18"))
    #expect(readings[2].after.count <= 1)
    #expect(readings.allSatisfy { $0.isUnpacked == (packing > 0) })
  }

  @Test(arguments: packings.indices)
  func `a line that was changed is told from one that stayed, and a log that is gone from both`(
    packing: Int
  ) async throws {
    let folder = try ScanFolder()
    let evidence = try await evidence(folder, packing)
    try folder.write(Self.lines.map { $0.replacing("guess3 ", with: "guess! ") }, to: "auth.log")
    _ = try folder.run(["sh", "-c", "rm -f auth.log.gz"])
    _ = try folder.run(Self.packings[packing].command)
    let readings = CitedLines().readings(of: evidence)
    #expect(readings.map(\.state).filter { $0 == .changed }.count == 1)
    #expect(readings[3].state == .changed && readings[3].bytes.isEmpty)
    _ = try folder.run(["rm", Self.packings[packing].log])
    #expect(CitedLines().readings(of: evidence).allSatisfy { $0.state == .missing })
  }

  @Test
  func `a line deeper in a packed log than was allowed is not unpacked`() async throws {
    let folder = try ScanFolder()
    let evidence = try await evidence(folder, 1)
    let readings = CitedLines().readings(of: evidence, reach: CitedReach(unpacked: 500))
    #expect(readings.map(\.state).prefix(5) == [.intact, .intact, .intact, .intact, .intact])
    #expect(readings.last?.state == .tooFar)
    let archive = try await self.evidence(try ScanFolder(), 2)
    let tooLarge = CitedLines().readings(of: archive, reach: CitedReach(unpacked: 10))
    #expect(tooLarge.allSatisfy { $0.state == .missing })
  }

  @Test
  func `places that no file has are changed lines, never a crash`() async throws {
    let folder = try ScanFolder()
    let real = try await evidence(folder, 0)[0]
    let odd: [(UInt64, UInt32)] = [
      (0, 0), (UInt64.max, 1), (UInt64.max - 5, .max), (1 << 40, 10), (3, .max),
    ]
    for packed in ["auth.log", "auth.log.gz"] {
      _ = try folder.run(["sh", "-c", "gzip -k auth.log 2>/dev/null; true"])
      let lines = odd.map {
        Evidence(file: folder.path + "/" + packed, sha256: real.sha256, offset: $0, length: $1)
      }
      let readings = CitedLines().readings(of: lines, reach: CitedReach(context: 4096))
      #expect(readings.allSatisfy { $0.state == .changed }, "\(packed)")
    }
  }

  @Test(arguments: packings.indices)
  func `records of packed logs are texts for fingerprints`(packing: Int) async throws {
    let folder = try ScanFolder()
    let records = CitedRecords(try await evidence(folder, packing), unpacked: 1 << 20)
    #expect(records.asked == 20)
    #expect(records.texts == Self.lines)
  }
}
