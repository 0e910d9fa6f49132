import Foundation
import LogBytes
import Testing

struct ArchiveTests {
  private static let content: [UInt8] = {
    var random = SeededGenerator(seed: 9)
    return (0..<5000).flatMap { number in
      Array("line \(number) \(UInt32.random(in: 0...UInt32.max, using: &random))\n".utf8)
    }
  }()

  /// Members of an archive with their content, read in pieces of `piece` bytes.
  private static func members(
    _ packed: [UInt8],
    piece: Int = 1 << 16
  ) throws -> [(name: String?, bytes: [UInt8])] {
    let scratch = try Scratch()
    let file = try scratch.write(packed, to: "packed")
    let archive = try Archive(descriptor: try scratch.open(file), file: "packed")
    var members: [(String?, [UInt8])] = []
    while try archive.nextMember() {
      var bytes: [UInt8] = []
      while try archive.read(piece, into: &bytes) > 0 {}
      members.append((archive.memberName, bytes))
    }
    return members
  }

  @Test(arguments: ["gzip", "zstd", "bzip2", "xz"])
  func `a compressed stream is read back, in pieces of any size`(program: String) throws {
    let scratch = try Scratch()
    let plain = try scratch.write(Self.content, to: "plain")
    guard let packed = try Packer.run([program, "-c"], input: plain) else { return }
    #expect(Packing(firstBytes: packed.span).rawValue == program)
    for piece in [1 << 16, 777] {
      let members = try Self.members(packed, piece: piece)
      #expect(members.count == 1)
      #expect(members.first?.name == nil)
      #expect(members.first?.bytes == Self.content)
    }
  }

  @Test(arguments: ["gzip", "zstd", "bzip2"])
  func `streams one behind the other are one log`(program: String) throws {
    let scratch = try Scratch()
    let halves = [Self.content[..<30_000], Self.content[30_000...]]
    var packed: [UInt8] = []
    for half in halves {
      let plain = try scratch.write(Array(half), to: "half")
      guard let bytes = try Packer.run([program, "-c"], input: plain) else { return }
      packed += bytes
    }
    #expect(try Self.members(packed).map(\.bytes) == [Self.content])
  }

  private static func zip(_ scratch: Scratch) throws -> [UInt8]? {
    let script = """
      import sys, zipfile
      with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("logs/", "")
        out.write(sys.argv[2], "logs/a.log")
        out.writestr("b.log", "second\\n")
      """
    let plain = try scratch.write(Self.content, to: "plain")
    let target = scratch.path + "/two.zip"
    guard try Packer.run(["python3", "-c", script, target, plain]) != nil else { return nil }
    return Array(try Data(contentsOf: URL(fileURLWithPath: target)))
  }

  @Test
  func `a zip's members come one by one, without its folders`() throws {
    guard let packed = try Self.zip(Scratch()) else { return }
    let members = try Self.members(packed)
    #expect(members.map(\.name) == ["logs/a.log", "b.log"])
    #expect(members.map(\.bytes) == [Self.content, Array("second\n".utf8)])
  }

  @Test
  func `a member that is not read to its end is passed over`() throws {
    let scratch = try Scratch()
    guard let packed = try Self.zip(scratch) else { return }
    let file = try scratch.write(packed, to: "again.zip")
    let archive = try Archive(descriptor: try scratch.open(file), file: file)
    #expect(try archive.nextMember())
    #expect(try archive.nextMember())
    var bytes: [UInt8] = []
    _ = try archive.read(100, into: &bytes)
    #expect(bytes == Array("second\n".utf8))
  }

  private static func expectBroken(
    _ packed: [UInt8],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    do {
      let members = try members(packed)
      Issue.record("read \(members.map(\.bytes.count))", sourceLocation: sourceLocation)
    } catch let InputError.brokenArchive(file, reason) {
      #expect(file == "packed", sourceLocation: sourceLocation)
      #expect(!reason.isEmpty, sourceLocation: sourceLocation)
    } catch {
      Issue.record("\(error)", sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: ["gzip", "zstd", "bzip2", "xz"])
  func `a stream that was cut short is an error that names the file`(program: String) throws {
    let scratch = try Scratch()
    let plain = try scratch.write(Self.content, to: "plain")
    guard let packed = try Packer.run([program, "-c"], input: plain) else { return }
    for length in [packed.count / 2, packed.count - 3] {
      Self.expectBroken(Array(packed[..<length]))
    }
  }

  @Test(arguments: ["gzip", "zstd", "bzip2", "xz"])
  func `bytes changed in the middle never pass as the log`(program: String) throws {
    let scratch = try Scratch()
    let plain = try scratch.write(Self.content, to: "plain")
    guard var packed = try Packer.run([program, "-c"], input: plain) else { return }
    for index in packed.count / 2..<packed.count / 2 + 64 { packed[index] ^= 0x5a }
    let broken = packed
    guard program == "gzip" else {
      Self.expectBroken(broken)
      return
    }
    // https://github.com/libarchive/libarchive: consume_trailer skips the CRC and the length.
    withKnownIssue("libarchive does not check a gzip member's CRC", isIntermittent: true) {
      Self.expectBroken(broken)
    }
  }
}
