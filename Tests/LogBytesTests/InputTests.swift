import Foundation
import LogBytes
import Testing

struct InputTests {
  @Test
  func `a pattern gives the files that match, sorted by bytes`() throws {
    let scratch = try Scratch()
    for name in ["b.log", "a.log", "Z.log", "a.txt", "é.log", "sub/c.log"] {
      try scratch.write([], to: name)
    }
    let found = FilePattern.expand(scratch.path + "/*.log").map {
      ($0 as NSString).lastPathComponent
    }
    #expect(found == ["Z.log", "a.log", "b.log", "é.log"])
    #expect(FilePattern.expand(scratch.path + "/[ab].log").count == 2)
    #expect(FilePattern.expand(scratch.path + "/?.txt").count == 1)
    #expect(FilePattern.expand(scratch.path + "/*.none") == [])
    #expect(FilePattern.expand("") == [])
  }

  @Test
  func `names in a folder are sorted by bytes, without hidden ones`() throws {
    let scratch = try Scratch()
    for name in ["b", "a", "Z", ".hidden"] { try scratch.write([], to: name) }
    #expect(try FilePattern.names(in: scratch.path) == ["Z", "a", "b"])
    let missing = scratch.path + "/none"
    #expect(throws: InputError.cannotOpen(file: missing, errno: ENOENT)) {
      try FilePattern.names(in: missing)
    }
  }

  @Test
  func `a spool keeps all of a pipe and has no name`() throws {
    let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let pipe = Pipe()
    let writer = Thread {
      pipe.fileHandleForWriting.write(Data(content))
      pipe.fileHandleForWriting.closeFile()
    }
    writer.start()
    let kept = try Spool.copy(from: pipe.fileHandleForReading.fileDescriptor)
    let handle = FileHandle(fileDescriptor: kept, closeOnDealloc: true)
    try handle.seek(toOffset: 0)
    #expect(try handle.readToEnd() == Data(content))
    var status = stat()
    #expect(fstat(kept, &status) == 0 && status.st_nlink == 0)
  }

  @Test
  func `a spool of something that cannot be read says so`() {
    #expect(throws: InputError.spoolFailed(errno: EBADF)) { try Spool.copy(from: -1) }
  }

  @Test
  func `what is on a pipe can be opened as often as needed`() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    let writer = Thread { FileHandle(forWritingAtPath: path)?.write(Data("once\n".utf8)) }
    writer.start()
    let files = LogFiles()
    for _ in 0..<3 {
      let mapped = try files.map(path)
      #expect(mapped.withBytes(in: 0..<mapped.count) { $0.text(in: 0..<$0.count) } == "once\n")
    }
  }

  @Test
  func `an empty file maps to no bytes, a missing one is an error with its name`() throws {
    let scratch = try Scratch()
    let empty = try LogFiles().map(try scratch.write([], to: "empty"))
    #expect(empty.count == 0)
    #expect(empty.withBytes(in: 0..<0) { $0.isEmpty })
    #expect(throws: InputError.cannotOpen(file: scratch.path + "/none", errno: ENOENT)) {
      try LogFiles().map(scratch.path + "/none")
    }
  }

  @Test
  func `pages given back are there again at the next touch`() throws {
    let scratch = try Scratch()
    let content = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    let mapped = try LogFiles().map(try scratch.write(content, to: "a"))
    mapped.release(0..<50_000)
    let same = mapped.withBytes(in: 0..<mapped.count) { bytes in
      bytes.indices.allSatisfy { bytes[$0] == content[$0] }
    }
    #expect(same)
  }
}
