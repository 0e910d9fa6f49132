import Custody
import Foundation
import Model
import Testing

@testable import WorkspaceStore

/// Exports that are broken at random, within this process: nothing may pass, nothing may crash.
struct ExportFuzzTests {
  /// Files in memory.
  private struct MemoryBag: BagFiles {
    var files: [String: Data]

    var paths: [String] { files.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
    func byteCount(of path: String) -> UInt64 { UInt64(files[path]?.count ?? 0) }
    func forEachPiece(of path: String, _ body: (Data) throws -> Void) throws {
      guard let bytes = files[path] else {
        throw CustodyError.badExport(path: path, problem: "is missing")
      }
      // In small pieces: a line can lie across several.
      for start in stride(from: 0, to: bytes.count, by: 100) {
        try body(bytes[start..<min(start + 100, bytes.count)])
      }
    }
  }

  private static func locker(in folder: String) throws -> EvidenceLocker<Workspace> {
    EvidenceLocker(
      store: try Workspace(directory: folder),
      workspace: folder,
      scene: CustodyEvent.Scene(
        actor: "analyst",
        authority: "",
        clock: "test",
        command: "test",
        host: "host",
        purpose: "test",
        tool: "rollcall test",
        zone: "UTC"
      ),
      clock: { Timestamp(millisecondsSince1970: 1_790_000_000_000) }
    )
  }

  private static func export(in folder: String) throws -> MemoryBag {
    let locker = try locker(in: folder)
    let origin = Exhibit.Origin(path: "auth.log")
    for text in ["a line", "another line"] {
      _ = try locker.add([
        (NewExhibit(kind: .logLine, name: text, origin: origin), Data(text.utf8))
      ])
    }
    _ = try locker.rotateKey()
    try locker.view(ExhibitID(position: 1)) { _ in }
    let target = folder + "/export"
    _ = try Exporter(locker, selection: ExportSelection(withheldEvents: [2]))
      .export(to: target, as: .redact)
    let bag = try FolderBag(target)
    var files: [String: Data] = [:]
    for path in bag.paths {
      var bytes = Data()
      try bag.forEachPiece(of: path) { bytes.append($0) }
      files[path] = bytes
    }
    return MemoryBag(files: files)
  }

  private static func isGood(_ bag: MemoryBag) -> Bool {
    var verifier = ExportVerifier(bag, anchors: TrustAnchors())
    return verifier.verify().isGood
  }

  @Test
  func `no broken export passes, whatever is broken in it`() throws {
    let directory = try TemporaryDirectory()
    let good = try Self.export(in: directory.path)
    #expect(Self.isGood(good))
    // Every file on its own: absent, empty, cut anywhere, with any bit of a few bytes turned.
    var random = SystemRandomNumberGenerator()
    for path in good.paths {
      var bag = good
      bag.files[path] = nil
      #expect(!Self.isGood(bag), "without \(path)")
      let bytes = try #require(good.files[path])
      if bytes.isEmpty { continue }
      var changes: [Data] = [Data(), bytes + Data("x".utf8), bytes + bytes]
      for _ in 0..<6 {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        changes.append(bytes.prefix(place))
        var turned = bytes
        turned[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        changes.append(turned)
        changes.append(bytes.prefix(place) + bytes.dropFirst(place + 1))
      }
      for change in changes where change != bytes {
        bag.files[path] = Data(change)
        #expect(!Self.isGood(bag), "\(path) of \(bytes.count) bytes became \(Array(change).base64)")
      }
    }
  }

  @Test
  func `an export that fails is said to have failed, and none is left`() throws {
    let directory = try TemporaryDirectory()
    let locker = try Self.locker(in: directory.path + "/w")
    let large = Data(repeating: 65, count: 100_000)
    let origin = Exhibit.Origin(path: "auth.log")
    _ = try locker.add([(NewExhibit(kind: .file, name: "log", origin: origin), large)])
    let exhibits = directory.path + "/w/exhibits"
    try FileManager.default.removeItem(atPath: exhibits)
    let target = directory.path + "/export.zip"
    #expect(throws: (any Error).self) {
      try Exporter(locker, selection: ExportSelection()).export(to: target, as: .export)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["w"])
    var results: [String?] = []
    try locker.store.forEachRecord(in: 0..<locker.lastHead().head.size) { _, line in
      let event = try CustodyEvent(line: line)
      if event.action == .export { results.append(event.details["result"]) }
    }
    #expect(results == [nil, "failed"])
  }

  @Test(arguments: 0..<40)
  func `bytes that are no ZIP file, or half of one, are refused and crash nothing`(
    seed: Int
  ) throws {
    let directory = try TemporaryDirectory()
    let target = directory.path + "/export.zip"
    let locker = try Self.locker(in: directory.path + "/w")
    let origin = Exhibit.Origin(path: "auth.log")
    _ = try locker.add([
      (NewExhibit(kind: .logLine, name: "line", origin: origin), Data("a line".utf8))
    ])
    _ = try Exporter(locker, selection: ExportSelection()).export(to: target, as: .export)
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: target)))
    var random = SystemRandomNumberGenerator()
    switch seed % 4 {
    case 0: bytes = (0..<500).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    case 1: bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random))
    case 2:
      // Sizes and offsets in the headers become anything.
      for place in (14..<30).shuffled().prefix(6) {
        bytes[place] ^= UInt8.random(in: 1 ... .max, using: &random)
      }
    default: bytes.insert(contentsOf: bytes.prefix(40), at: Int.random(in: 0...bytes.count))
    }
    try Data(bytes).write(to: URL(fileURLWithPath: target))
    do {
      var verifier = ExportVerifier(try ZipBag(target), anchors: TrustAnchors())
      #expect(!verifier.verify().isGood)
    } catch let CustodyError.badExport(path, problem) {
      #expect(path.hasPrefix(target) && !problem.isEmpty)
    }
  }
}
