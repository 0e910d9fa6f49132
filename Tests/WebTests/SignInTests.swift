import Detection
import Foundation
import HummingbirdTesting
import LogFormats
import Model
import Scan
import Synchronization
import Testing
import WorkspaceStore

@testable import Web

/// We of all people do not leak accounts: the server's answers, their time, and its own log.
struct SignInTests {
  /// A desk whose clock goes on by seven minutes with each look, so that no limit is met.
  private func desk(in served: Served, rounds: Int) -> SignInDesk {
    let minutes = Mutex(0)
    return SignInDesk(workspace: served.workspace, rounds: rounds) {
      let passed = minutes.withLock { minutes in
        minutes += 7
        return Int64(minutes)
      }
      return Timestamp(millisecondsSince1970: 1_790_000_000_000 + passed * 60_000)
    }
  }

  @Test
  func `a scan of our own sign-in log shows the roll call, and that it learnt nothing`()
    async throws
  {
    let served = try Served()
    let desk = desk(in: served, rounds: 2)
    let invitation = desk.invite(role: .admin, isFirst: true)
    _ = try desk.accept(invitation, name: "ada", password: "correct horse battery")
    for number in 0..<24 {
      let name = number == 12 ? "ada" : "guess\(number)"
      let answer = try await desk.signIn(name: name, password: "Winter2026", from: "203.0.113.9")
      #expect(answer == .refused)
    }
    let log = served.workspace.directory + "/" + SignInLog.fileName
    let result = try await ScanPipeline(options: ScanOptions(paths: [log])).run()
    let formats = result.logs.members.map { $0.format?.facts.id ?? "none" }
    #expect(formats == ["rollcall-log"])
    let finding = try #require(result.findings.first)
    #expect(finding.services == ["rollcall.sign-in"])
    #expect(finding.accounts.absent == 23)
    #expect(finding.accounts.present == ["ada"])
    #expect(finding.accounts.confirmed.isEmpty)
    #expect(finding.accounts.confirmedVisibility == .full)
    let decoded = try await ScanPipeline(options: ScanOptions(paths: [log])).decode()
    let outcomes = decoded.table.chunks.joined().map(\.outcome)
    #expect(outcomes.count == 24)
    #expect(outcomes.allSatisfy { $0.disclosure == .hidden }, "disclosure: hidden")
  }

  @Test
  func `an unknown name and a wrong password cost the same time`() async throws {
    let served = try Served()
    let desk = desk(in: served, rounds: 1 << 10)
    let invitation = desk.invite(role: .admin, isFirst: true)
    _ = try desk.accept(invitation, name: "ada", password: "correct horse battery")
    var durations: [[Duration]] = [[], []]
    // Taken in turn, so that whatever else the machine does falls on both alike.
    for round in 0..<60 {
      for (kind, name) in ["ada", "bob"].enumerated() {
        let start = ContinuousClock.now
        _ = try await desk.signIn(name: name, password: "wrong \(round)", from: nil)
        durations[kind].append(ContinuousClock.now - start)
      }
    }
    // The fastest third: what others do on the machine only adds.
    let typical = durations.map { $0.sorted()[20] }
    let ratio = typical[0] / typical[1]
    #expect(
      (0.8...1.25).contains(ratio),
      "wrong password \(typical[0]), no such name \(typical[1])"
    )
  }

  @Test(arguments: ["Ada", "Bob"])
  func `the answer to a refused try is the same, byte for byte, for a name that is there or not`(
    name: String
  ) async throws {
    let served = try Served()
    try await served.test { client in
      _ = try await served.begin(client)
      let answer = try await client.post("/sign-in", "name=\(name)&password=wrong")
      let other = try await client.post("/sign-in", "name=nobody&password=other")
      #expect(answer.status == other.status)
      #expect(answer.headers == other.headers)
      #expect(answer.body == other.body)
    }
  }

  @Test
  func `a password that was typed as the name is not in the log`() async throws {
    let served = try Served()
    let desk = desk(in: served, rounds: 2)
    _ = try await desk.signIn(name: "c0rrect!Horse7battery", password: "x", from: "::1")
    _ = try await desk.signIn(name: "a\"\n\u{202e}b", password: "x", from: "::1")
    let path = served.workspace.directory + "/" + SignInLog.fileName
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(!text.contains("Horse"))
    #expect(text.split(separator: "\n").count == 2, "a name ends no line")
    #expect(text.contains(#""name":"a\u0022\u000a\u202eb""#))
  }
}

struct SignInLogTests {
  @Test
  func `a log that has grown is turned over, the oldest goes, and all of them show the roll call`()
    async throws
  {
    let folder = FileManager.default.temporaryDirectory.path + "/rollcall-log-\(UUID())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    let minutes = Mutex(0)
    let log = SignInLog(directory: folder, byteLimit: 1500) {
      let passed = minutes.withLock { minutes in
        minutes += 7
        return Int64(minutes)
      }
      return Timestamp(millisecondsSince1970: 1_790_000_000_000 + passed * 60_000)
    }
    for number in 0..<200 {
      try log.note(.unknownName, name: "guess\(number)", from: "203.0.113.9")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(names == ["sign-in.log"] + (1...SignInLog.olderFiles).map { "sign-in.log.\($0)" })
    for name in names {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)
      #expect((attributes[.size] as? Int ?? .max) <= 1500)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
    let newest = try String(contentsOfFile: folder + "/sign-in.log", encoding: .utf8)
    #expect(newest.contains("guess199"))
    let pipeline = ScanPipeline(options: ScanOptions(paths: [folder]))
    let decoded = try await pipeline.decode()
    let outcomes = decoded.table.chunks.joined().map(\.outcome)
    #expect(outcomes.count > 60, "the latest tries are there")
    #expect(outcomes.allSatisfy { $0.disclosure == .hidden })
    let findings = try await pipeline.run().findings
    #expect(findings.map(\.services) == [["rollcall.sign-in"]])
    #expect(findings.first?.accounts.absent == outcomes.count)
    try FileManager.default.removeItem(atPath: folder)
  }
}
