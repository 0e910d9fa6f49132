import Foundation
import Lab
import Model
import Testing

struct LabFolderTests {
  private static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  private static func temporary() throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/rollcall-labs-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  @Test
  func `the same seed writes the same bytes, another one does not`() throws {
    let parameters = LabParameters(seed: 21, benignEvents: 5000, days: 8)
    let (one, two) = (try LabRun(parameters), try LabRun(parameters))
    let names = try Self.names(in: one.folder)
    let logs = LabLog.usual(seed: 21)
    #expect(logs.count == 10)
    #expect(names == (logs.map(\.fileName) + [LabTruth.fileName]).sorted())
    for name in names { #expect(try one.bytes(name) == two.bytes(name), "\(name)") }
    #expect(one.truth == two.truth)
    let other = try LabRun(LabParameters(seed: 23, benignEvents: 5000, days: 8))
    for name in names { #expect(try one.bytes(name) != other.bytes(name), "\(name)") }
  }

  @Test
  func `truth is read back as it was written`() throws {
    let run = try LabRun(LabRun.small(.sshd, scenarios: [.slowSingle], situations: [.typo]))
    #expect(try LabTruth.read(from: run.folder) == run.truth)
    let text = String(decoding: try run.bytes(LabTruth.fileName), as: UTF8.self)
    #expect(text.contains(#""schema" : "rollcall.lab/1""#))
  }

  @Test
  func `honest events are as many as asked for, and a few`() throws {
    let run = try LabRun(LabParameters(seed: 5, benignEvents: 30_000, scenarios: []))
    #expect((30_000...30_100).contains(run.truth.benignEvents))
    #expect(run.truth.logs.reduce(0) { $0 + $1.benignEvents } == run.truth.benignEvents)
  }

  @Test
  func `a folder with something in it is refused and left alone`() throws {
    let path = try Self.temporary()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("mine".utf8).write(to: URL(fileURLWithPath: path + "/note"))
    #expect(throws: LabError.folder(path, "is not empty")) {
      try Lab.write(to: path, LabRun.small(.sshd))
    }
    #expect(try Self.names(in: path) == ["note"])
    #expect(throws: LabError.folder(path + "/note", "is a file")) {
      try Lab.write(to: path + "/note", LabRun.small(.sshd))
    }
  }

  @Test
  func `an empty folder is filled`() throws {
    let path = try Self.temporary()
    defer { try? FileManager.default.removeItem(atPath: path) }
    _ = try Lab.write(to: path, LabRun.small(.sshd, events: 300))
    #expect(try Self.names(in: path) == ["auth.log", LabTruth.fileName])
  }

  @Test
  func `a lab that fails leaves nothing`() throws {
    let path = try Self.temporary()
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(throws: LabError.noLog(.nullSender)) {
      try Lab.write(to: path + "/lab", LabRun.small(.sshd, scenarios: [.nullSender]))
    }
    #expect(throws: LabError.self) {
      try Lab.write(to: path + "/missing/lab", LabRun.small(.sshd))
    }
    #expect(try Self.names(in: path) == [])
  }

  @Test
  func `figures that make no lab are refused`() throws {
    var wrong: [LabParameters] = []
    for change: (inout LabParameters) -> Void in [
      { $0.logs = [] }, { $0.logs = [.sshd, .sshd] }, { $0.benignEvents = 0 }, { $0.days = 1 },
      { $0.people = 3 }, { $0.start.millisecondsSince1970 += 5 },
    ] {
      var parameters = LabRun.small(.sshd)
      change(&parameters)
      wrong.append(parameters)
    }
    let path = try Self.temporary()
    defer { try? FileManager.default.removeItem(atPath: path) }
    for parameters in wrong {
      #expect(throws: LabError.self) { try Lab.write(to: path + "/lab", parameters) }
    }
    #expect(try Self.names(in: path) == [])
  }
}
