import Foundation
import LogFormats
import Model
import Scan
import Testing

struct PipelineTests {
  private static let examples = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()
    .appendingPathComponent("Examples").path

  @Test
  func `findings are the same bytes with any number of threads, order of paths, size of blocks`()
    async throws
  {
    let folder = try ScanFolder()
    for number in 1...4 {
      try folder.write(Line.rollCall("203.0.113.\(number)"), to: "logs/auth.\(number).log")
    }
    var paths = [folder.path + "/logs"]
    if FileManager.default.fileExists(atPath: Self.examples) { paths.append(Self.examples) }
    let one = try await ScanFolder.scan(paths)
    #expect(one.findings.count >= 4)
    let wanted = try ScanFolder.bytes(one.findings)
    for threads in [1, 2, 5] {
      let other = try await ScanFolder.scan(paths.reversed()) { $0.threads = threads }
      #expect(try ScanFolder.bytes(other.findings) == wanted, "\(threads) threads")
      #expect(other.tallies.map(\.records) == one.tallies.map(\.records))
    }
    for blockBytes in [1, 300, 5000, 1 << 16] {
      let other = try await ScanFolder.scan(paths) { options in
        options.blockBytes = blockBytes
        options.threads = 2
      }
      #expect(try ScanFolder.bytes(other.findings) == wanted, "blocks of \(blockBytes)")
      #expect(other.tallies.map(\.records) == one.tallies.map(\.records))
      #expect(other.tallies.map(\.lines) == one.tallies.map(\.lines))
    }
  }

  @Test
  func `with single sources only, each is a finding of its own, in any order of files`()
    async throws
  {
    let folder = try ScanFolder()
    let files = try (1...3).map { number in
      try folder.write(Line.rollCall("203.0.113.\(number)"), to: "auth.\(number).log")
    }
    let whole = try await ScanFolder.scan(files)
    #expect(whole.findings.map(\.sources.count) == [3])
    let single = try await ScanFolder.scan(files) { $0.singleSourcesOnly = true }
    #expect(single.findings.map(\.sources.count) == [1, 1, 1])
    #expect(single.findings.allSatisfy { $0.pattern == .singleSource })
    let other = try await ScanFolder.scan(files.reversed()) { options in
      options.singleSourcesOnly = true
      options.threads = 3
    }
    #expect(try ScanFolder.bytes(other.findings) == ScanFolder.bytes(single.findings))
  }

  /// With ten chunks of memory most of the log is in the temporary file; with none, all of it.
  @Test(arguments: [0, 10 * 1024 * 32], [1, 3])
  func `a limit on memory changes no finding`(byteCount: Int, threads: Int) async throws {
    let folder = try ScanFolder()
    for number in 10...49 {
      let crowd = (1...600).map { person in
        let address = "10.\(number).\(person / 200).\(person % 200)"
        return Line.signIn("anna\(person)", from: address, at: "2026-03-02T08:\(number):09Z")
      }
      let lines = Line.rollCall("203.0.113.\(number)") + crowd
      try folder.write(lines, to: "logs/auth.\(number).log")
    }
    let free = try await ScanFolder.scan([folder.path + "/logs"])
    let limited = try await ScanFolder.scan([folder.path + "/logs"]) { options in
      options.memoryByteCount = byteCount
      options.threads = threads
    }
    #expect(free.findings.count >= 1)
    #expect(limited.failures.isEmpty)
    #expect(try ScanFolder.bytes(limited.findings) == ScanFolder.bytes(free.findings))
  }

  @Test
  func `every record is in exactly one count`() async throws {
    let folder = try ScanFolder()
    var lines = Line.rollCall("203.0.113.7")
    lines.insert("", at: 3)
    lines.insert("no log line at all", at: 9)
    lines.insert("2026-03-02T07:00:00Z gate kernel: oom", at: 11)
    let file = try folder.write(lines, to: "auth.log")
    let result = try await ScanFolder.scan([file, Self.examples])
    for (member, tally) in zip(result.logs.members, result.tallies) {
      let counted = tally.attempts + tally.notAttempts + tally.blank + tally.notUnderstoodTotal
      #expect(counted == tally.records, "\(member.path)")
    }
    let own = try #require(result.logs.members.firstIndex { $0.path == file })
    let tally = result.tallies[own]
    #expect(tally.records == lines.count)
    #expect(tally.lines == lines.count)
    #expect(tally.attempts == 40)
    #expect(tally.blank == 1)
    #expect(tally.notAttempts == 1)
    #expect(tally.notUnderstoodTotal == 1)
    #expect(tally.examples.map(\.place.line) == [10])
  }

  /// Whether each cited record, cut out of `content`, hashes to what the finding says.
  private static func expectEvidence(
    of result: ScanResult,
    in content: [UInt8],
    file: String,
    folder: ScanFolder
  ) throws {
    let evidence = result.findings.flatMap(\.evidence)
    #expect(evidence.count == 20)
    #expect(evidence.allSatisfy { $0.file == file })
    #expect(result.failures.isEmpty)
    let pieces = evidence.map { Array(content[Int($0.offset)..<Int($0.offset) + Int($0.length)]) }
    #expect(
      pieces.allSatisfy { String(decoding: $0, as: UTF8.self).contains("Invalid user guess") }
    )
    #expect(pieces.allSatisfy { !$0.contains(0x0a) && !$0.contains(0x0d) })
    guard let hashes = try folder.sha256(pieces) else { return }
    #expect(evidence.map(\.sha256) == hashes)
  }

  @Test(arguments: ["\n", "\r\n"])
  func `evidence of a plain file hashes to the cited bytes`(lineEnd: String) async throws {
    let folder = try ScanFolder()
    let content = Array(Line.rollCall("203.0.113.7").joined(separator: lineEnd).utf8)
    let file = try folder.write(content, to: "auth.log")
    let result = try await ScanFolder.scan([file]) { $0.blockBytes = 700 }
    try Self.expectEvidence(of: result, in: content, file: file, folder: folder)
  }

  @Test
  func `evidence behind a byte-order mark hashes to the cited bytes`() async throws {
    let folder = try ScanFolder()
    let content =
      [0xef, 0xbb, 0xbf] + Array(Line.rollCall("203.0.113.7").joined(separator: "\n").utf8)
    let file = try folder.write(content, to: "auth.log")
    let result = try await ScanFolder.scan([file])
    try Self.expectEvidence(of: result, in: content, file: file, folder: folder)
  }

  @Test
  func `evidence of UTF-16 is placed in its UTF-8`() async throws {
    let folder = try ScanFolder()
    let text = Line.rollCall("203.0.113.7").joined(separator: " é\r\n")
    let wide = text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    let file = try folder.write([0xff, 0xfe] + wide, to: "auth.log")
    let result = try await ScanFolder.scan([file]) { $0.blockBytes = 700 }
    try Self.expectEvidence(of: result, in: Array(text.utf8), file: file, folder: folder)
  }

  @Test(arguments: ["gzip", "zstd", "bzip2", "xz"])
  func `evidence of a packed file is placed in its unpacked content`(program: String) async throws {
    let folder = try ScanFolder()
    let lines = Line.rollCall("203.0.113.7")
    let plain = try folder.write(lines, to: "auth.log")
    guard try folder.run([program, "-q", "-k", plain]) != nil else { return }
    try FileManager.default.removeItem(atPath: plain)
    let packed = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).first {
        $0.hasPrefix("auth")
      }
    )
    let file = folder.path + "/" + packed
    let result = try await ScanFolder.scan([file])
    let content = Array((lines.joined(separator: "\n") + "\n").utf8)
    try Self.expectEvidence(of: result, in: content, file: file, folder: folder)
  }

  @Test
  func `evidence of an archive's member names the member`() async throws {
    let folder = try ScanFolder()
    let script = """
      import sys, zipfile
      with zipfile.ZipFile("logs.zip", "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("other.log", "2026-03-02T07:00:00Z gate sshd[1]: Server listening on :: port 22.\\n")
        out.write("auth.log")
      """
    let lines = Line.rollCall("203.0.113.7")
    try folder.write(lines, to: "auth.log")
    guard try folder.run(["python3", "-c", script]) != nil else { return }
    let file = folder.path + "/logs.zip"
    let result = try await ScanFolder.scan([file])
    let content = Array((lines.joined(separator: "\n") + "\n").utf8)
    try Self.expectEvidence(of: result, in: content, file: file + "!auth.log", folder: folder)
  }

  @Test
  func `evidence of two members of one name is each from its own`() async throws {
    let folder = try ScanFolder()
    let script = """
      import warnings, zipfile
      warnings.simplefilter("ignore")
      with zipfile.ZipFile("logs.zip", "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("auth.log", "2026-03-02T07:00:00Z gate sshd[1]: Server listening on :: port 22.\\n" * 99)
        out.write("auth.log")
      """
    let lines = Line.rollCall("203.0.113.7")
    try folder.write(lines, to: "auth.log")
    guard try folder.run(["python3", "-c", script]) != nil else { return }
    let file = folder.path + "/logs.zip"
    let result = try await ScanFolder.scan([file])
    let content = Array((lines.joined(separator: "\n") + "\n").utf8)
    try Self.expectEvidence(of: result, in: content, file: file + "!auth.log", folder: folder)
  }

  @Test
  func `evidence of a pipe hashes to the bytes that came through it`() async throws {
    let folder = try ScanFolder()
    let content = Array((Line.rollCall("203.0.113.7").joined(separator: "\n") + "\n").utf8)
    let file = folder.path + "/pipe"
    #expect(mkfifo(file, 0o600) == 0)
    let writer = Thread { FileHandle(forWritingAtPath: file)?.write(Data(content)) }
    writer.start()
    let result = try await ScanFolder.scan([file])
    try Self.expectEvidence(of: result, in: content, file: file, folder: folder)
  }

  @Test
  func `two formats in one run are both read`() async throws {
    let folder = try ScanFolder()
    try folder.write(Line.rollCall("203.0.113.7"), to: "auth.log")
    let web = (0..<30).map { number in
      #"203.0.113.8 - - [02/Mar/2026:08:17:\#(number + 10) +0000] "GET /x\#(number) HTTP/1.1" 404 162 "-" "curl/8""#
    }
    try folder.write(web, to: "access.log")
    let result = try await ScanFolder.scan([folder.path])
    #expect(result.logs.members.map { $0.format?.facts.id } == ["access-log", "syslog"])
    #expect(result.findings.map { $0.sources.map(\.ip) } == [["203.0.113.7"]])
    #expect(result.failures.isEmpty)
  }
}
