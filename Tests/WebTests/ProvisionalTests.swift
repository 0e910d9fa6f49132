import Foundation
import Model
import Scan
import Testing
import WorkspaceStore

@testable import Web

struct ProvisionalTests {
  @Test(arguments: [
    (0, []), (255, []), (256, [64]), (1023, [64]), (1024, [64, 256]), (5000, [64, 256, 1024]),
  ])
  func `beginnings grow fourfold, the longest is a quarter of the log, all together a third`(
    byteCount: Int,
    lengths: [Int]
  ) {
    let found = FirstLook(firstBytes: 64).lengths(of: byteCount)
    #expect(found == lengths)
    #expect(found.reduce(0, +) * 3 <= byteCount)
  }

  @Test(arguments: [(63, []), (64, [16]), (255, [16]), (256, [16, 64]), (2048, [16, 64, 256])])
  func `a log that takes more than a moment shows its beginning soon`(
    megabytes: Int,
    beginnings: [Int]
  ) {
    #expect(FirstLook().lengths(of: megabytes << 20).map { $0 >> 20 } == beginnings)
  }

  /// Forty lines of one source, then forty of another.
  private static let log = ["203.0.113.9", "198.51.100.7"].enumerated().map { part, source in
    (0..<40).map { number in
      "2026-03-02T0\(7 + part):\(10 + number):09Z gate sshd[4711]: Invalid user guess\(number)"
        + " from \(source) port 40022\n"
    }.joined()
  }.joined()

  @Test
  func `a beginning shows what it holds, and nothing of it is kept`() async throws {
    let served = try Served()
    let upload = try LogUpload(named: "auth.log", in: served.workspace.directory)
    try Self.log.write(toFile: upload.file, atomically: true, encoding: .utf8)
    let board = ProvisionalBoard()
    let quarter = Self.log.utf8.count / 4
    let run = ScanRun(
      workspace: served.workspace,
      toolVersion: "test",
      firstLook: FirstLook(firstBytes: quarter),
      now: served.server.now
    )
    let progress = ScanProgress()
    let (id, _) = try await run.scan(upload.file, progress: progress, board: board)
    #expect(progress.isReadWhole && progress.linesDone == 80)
    let provisional = try #require(board.findings)
    #expect(provisional.byteCount == quarter && board.bytesAhead == nil)
    #expect(provisional.findings.map(\.sources) == [["203.0.113.9"]])
    // Whole blocks are read, so that it may be some lines more than a quarter.
    #expect(provisional.findings.allSatisfy { (8...30).contains($0.probes) })
    let kept = try served.workspace.findings(matching: FindingFilter(includingSuperseded: true))
    // Of the whole log the two sources are one campaign.
    #expect(kept.findings.map(\.probes) == [80])
    #expect(try served.workspace.scans().map(\.id) == [id])
    let html = ProvisionalList(findings: provisional).html.text
    #expect(html.contains("Provisional findings") && html.contains("Nothing of it is kept"))
    #expect(!html.contains("/findings/"), "there is no page of what is not kept")
  }

  @Test
  func `live events carry the markup of what was found once, and again when it changed`() throws {
    let served = try Served()
    let now = served.server.now()
    let job = try served.workspace.addJob(named: "a", path: "/none", by: "Ada", at: now)
    let status = JobStatus(try served.workspace.job(job), nil)
    let first = try JobEvents.event(status, after: nil)
    #expect(!first.contains("Provisional"))
    var next = status
    next.provisional = ProvisionalFindings(byteCount: 64_000_000, isCut: false, findings: [])
    let event = try JobEvents.event(next, after: status)
    #expect(event.contains("Of the first 64 MB only") && event.hasSuffix("\n\n"))
    var later = next
    later.linesRead = 9
    let third = try JobEvents.event(later, after: next)
    #expect(!third.contains("Of the first"))
  }

  @Test
  func `a job that only waited goes on when the next server starts`() async throws {
    let served = try Served()
    let upload = try LogUpload(named: "auth.log", in: served.workspace.directory)
    try Self.log.write(toFile: upload.file, atomically: true, encoding: .utf8)
    let now = served.server.now()
    let job = try served.workspace.addJob(named: "a", path: upload.file, by: "Ada", at: now)
    try served.workspace.receivedJob(
      job,
      byteCount: Self.log.utf8.count,
      sha256: try await LogUpload.sha256(of: upload.file),
      at: now
    )
    try await served.test { _ in
      let over = try await served.finished(job)
      let findings = try served.workspace.findings().findings
      #expect(over.state == .done && findings.map(\.probes) == [80])
    }
  }
}
