import Custody
import Foundation
import Model
import WorkspaceStore

/// What the log of evidence costs at a size: appending, proving, verifying.
package struct CustodyLoad: Sendable {
  package var events: Int
  package var batch: Int
  /// Seconds by the wall, with every batch on the disk before the next.
  package var appendSeconds: Double
  package var proofs: Int
  /// Seconds by the wall for one inclusion proof, made from the stored subtrees and checked.
  package var secondsPerProof: Double
  package var longestProof: Double
  package var verifySeconds: Double
  package var databaseBytes: Int
  package var problems: [String]

  private static let mostProofs = 10_000

  /// Makes a log of `events` in a temporary folder, gone afterwards.
  package static func measure(events: Int, batch: Int) async throws -> CustodyLoad {
    try await TemporaryFolder.with { folder in
      let locker = try locker(in: folder)
      let clock = ContinuousClock()
      let appending = try clock.measure { try fill(locker, events: events, batch: batch) }
      var load = CustodyLoad(
        events: events,
        batch: batch,
        appendSeconds: appending / .seconds(1),
        proofs: min(mostProofs, events),
        secondsPerProof: 0,
        longestProof: 0,
        verifySeconds: 0,
        databaseBytes: size(of: folder + "/rollcall.sqlite"),
        problems: []
      )
      try load.prove(locker)
      var verification = Verification()
      let verifying = try clock.measure {
        let head = try HeadFile(workspace: folder).read()
        verification = try LogVerifier(locker, anchors: TrustAnchors()).verify(lastHead: head)
      }
      load.verifySeconds = verifying / .seconds(1)
      load.problems += verification.problems.kept
      if verification.events != events {
        load.problems.append("\(verification.events) events verified")
      }
      return load
    }
  }

  private static func locker(in folder: String) throws -> EvidenceLocker<Workspace> {
    EvidenceLocker(
      store: try Workspace(directory: folder),
      workspace: folder,
      scene: CustodyEvent.Scene(
        actor: "analyst",
        authority: "order 12/26",
        clock: "system clock of the host, synchronisation not checked",
        command: "rollcall evaluate custody",
        host: "host",
        purpose: "measurement",
        tool: "rollcall",
        zone: "UTC"
      ),
      clock: { Timestamp(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000)) }
    )
  }

  private static func fill(
    _ locker: EvidenceLocker<Workspace>,
    events: Int,
    batch: Int
  ) throws {
    let line = NewExhibit(kind: .logLine, name: "line", origin: .init(path: "auth.log"))
    let exhibit = try locker.add([(line, Data("a line of a log".utf8))])[0].id
    // The log has begun and taken in the line.
    var left = events - 2
    while left > 0 {
      let count = min(batch, left)
      try locker.append { composer in
        for _ in 0..<count { composer.add(.view, exhibit: exhibit) }
      }
      left -= count
    }
  }

  private mutating func prove(_ locker: EvidenceLocker<Workspace>) throws {
    let head = try locker.lastHead().head
    var generator = SystemRandomNumberGenerator()
    let clock = ContinuousClock()
    var total = 0.0
    for _ in 0..<proofs {
      let leaf = Int64.random(in: 0..<head.size, using: &generator)
      let seconds = try clock.measure { try proveOne(leaf, head, locker) } / .seconds(1)
      total += seconds
      longestProof = max(longestProof, seconds)
    }
    secondsPerProof = total / Double(proofs)
  }

  private mutating func proveOne(
    _ leaf: Int64,
    _ head: TreeHead,
    _ locker: EvidenceLocker<Workspace>
  ) throws {
    let (hash, path) = try locker.store.withNodes { node in
      (
        try node(TreeNode(level: 0, index: leaf)),
        try TreeProofs(size: head.size, node: node).inclusion(of: leaf)
      )
    }
    let isIncluded = ProofCheck.includes(
      hash,
      at: UInt64(leaf),
      size: UInt64(head.size),
      path: path,
      root: head.root
    )
    if !isIncluded { problems.append("the proof of event \(leaf) fails") }
  }

  private static func size(of file: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: file)
    return (attributes?[.size] as? Int) ?? 0
  }

  package var markdown: String {
    """
    # The log of evidence, measured

    Made by `rollcall evaluate custody --length \(events) --batch \(batch)`. Wall time; every batch is one
    transaction that is on the disk before the next begins.

    | figure | value | aim |
    |---|---|---|
    | events appended a second | \(Int(Double(events) / appendSeconds)) | above 20,000 |
    | one inclusion proof, made and checked, mean of \(proofs) | \(milliseconds(secondsPerProof)) ms | below 1 ms |
    | the slowest of them | \(milliseconds(longestProof)) ms | |
    | verification of the whole log | \(String(format: "%.2f", verifySeconds)) s | below 10 s |
    | database | \(databaseBytes / 1_000_000) MB | |
    | problems found | \(problems.isEmpty ? "none" : problems.joined(separator: "; ")) | none |

    """
  }

  private func milliseconds(_ seconds: Double) -> String {
    String(format: "%.3f", seconds * 1_000)
  }
}
