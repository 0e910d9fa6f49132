import Foundation
import Model
import Scan
import Testing
import WorkspaceStore

@testable import Web

struct ScanRunTests {
  /// One touch of an account that nobody uses, among ordinary sign-ins.
  private static let log = (0..<30).map { number in
    let name = number == 20 ? "nora.stein" : "ada"
    return "2026-03-02T07:\(10 + number):09Z gate sshd[4711]: Failed password for \(name)"
      + " from 203.0.113.\(number == 20 ? 9 : 5) port 40022 ssh2\n"
  }.joined()

  private static func scan(_ served: Served) async throws -> ScanRecord {
    let upload = try LogUpload(named: "auth.log", in: served.workspace.directory)
    try log.write(toFile: upload.file, atomically: true, encoding: .utf8)
    let run = ScanRun(
      workspace: served.workspace,
      toolVersion: "test",
      now: served.server.now
    )
    let (id, _) = try await run.scan(
      upload.file,
      progress: ScanProgress(),
      board: ProvisionalBoard()
    )
    return try #require(try served.workspace.scan(id))
  }

  @Test
  func `a log that is sent is looked through for the workspace's canaries`() async throws {
    let served = try Served()
    let canary = CanaryEntry(
      id: "canary-a",
      name: "nora.stein",
      kind: .directory,
      channel: "directory",
      owner: "SOC",
      since: nil,
      until: nil
    )
    #expect(try served.workspace.addCanary(canary))
    let scan = try await Self.scan(served)
    #expect(scan.options.contains("--canaries "))
    let findings = try served.workspace.findings().findings
    #expect(findings.map(\.pattern) == [.canary])
    #expect(findings.map(\.firstSource) == ["203.0.113.9"])
  }

  @Test
  func `a log that is sent teaches the baseline, once`() async throws {
    let served = try Served()
    _ = try await Self.scan(served)
    let first = try #require(try served.workspace.baselines().last)
    #expect(!first.through.isEmpty)
    _ = try await Self.scan(served)
    #expect(try served.workspace.baselines().last?.version == first.version)
  }
}
