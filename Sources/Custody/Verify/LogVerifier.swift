import Crypto
import Dispatch
import Foundation
import Model
import Synchronization

/// Verifies a workspace's log where it is kept: every record, every stored subtree, every signature,
/// and the bytes of every exhibit.
package struct LogVerifier<Store: CustodyStore> {
  private let locker: EvidenceLocker<Store>
  private let anchors: TrustAnchors
  private var store: Store { locker.store }
  private static var batch: Int64 { 4096 }

  package init(_ locker: EvidenceLocker<Store>, anchors: TrustAnchors) {
    self.locker = locker
    self.anchors = anchors
  }

  /// With the last head as the head file has it. A file that cannot be read is a problem; that there is
  /// none is only told, because a process can be killed before it writes the first.
  package func verify(_ file: HeadFile) throws -> Verification {
    do {
      let last = try file.read()
      var result = try verify(lastHead: last)
      if last == nil, result.events > 0 {
        result.notes.append(
          "\(HeadFile.name) is missing: without it or a witness, a rolled back database is not seen"
        )
      }
      return result
    } catch CustodyError.file(let path, let problem) {
      var result = try verify(lastHead: nil)
      result.problems.add(path, "\(problem): it was altered")
      return result
    }
  }

  /// - Complexity: Hashes every record and every content once.
  package func verify(lastHead: SignedHead?) throws -> Verification {
    var result = Verification()
    var replay = LogReplay(heads: try heads(&result))
    var anchors = anchors
    if let lastHead { anchors.witnesses.append(lastHead) }
    let roots = try replayAll(&replay, rootsAt: anchors.sizes, &result)
    replay.finish()
    result.problems.add(contentsOf: replay.problems)
    for position in replay.withheldWithoutEvent {
      result.problems.add(
        "event \(position)",
        "its record is replaced by its hash, and no event says that it was withheld: it was deleted"
      )
    }
    anchors.check(replay, roots: roots, problems: &result.problems)
    try checkRows(replay, &result)
    try checkContents(replay, &result)
    try checkTokens(replay, &result)
    result.take(replay)
    return result
  }

  private func heads(_ result: inout Verification) throws -> [SignedHead] {
    var heads: [SignedHead] = []
    try store.forEachHead { size, note in
      if let head = SignedHead(bytes: note), head.head.size == size {
        heads.append(head)
      } else {
        result.problems.add("head of \(size) events", "this is not a signed head: it was altered")
      }
    }
    return heads
  }

  /// Gives the roots of the trees of the wanted sizes, and compares all stored subtrees on the way.
  private func replayAll(
    _ replay: inout LogReplay,
    rootsAt wanted: Set<Int64>,
    _ result: inout Verification
  ) throws -> [Int64: TreeHash] {
    var roots: [Int64: TreeHash] = [:]
    let size = try size(&result)
    for start in stride(from: 0, to: size, by: Int(Self.batch)) {
      let positions = start..<min(size, start + Self.batch)
      var subtrees = BatchOfSubtrees(positions)
      let records = try records(of: positions)
      let readings = Self.read(records.map(\.line))
      var expected = start
      for ((position, _), reading) in zip(records, readings) {
        if position != expected {
          replay.problems.add("event \(expected)", "it was deleted from the database")
        }
        expected = position + 1
        replay.take(reading, place: "event \(position)") { subtrees.add($0, $1) }
        if wanted.contains(replay.size) { roots[replay.size] = replay.frontier.root }
      }
      if expected < positions.upperBound {
        replay.problems.add("event \(expected)", "it was deleted from the database")
      }
      try compare(subtrees, &result)
    }
    return roots
  }

  /// How many records there are, also where the hashes of some are missing.
  private func size(_ result: inout Verification) throws -> Int64 {
    do {
      return try store.logState().frontier.size
    } catch CustodyError.damagedLog(let problem) {
      result.problems.add("log", "\(problem): an event was inserted, or a hash was deleted")
      var size: Int64 = 0
      try store.forEachRecord(in: 0..<Int64.max) { position, _ in size = position + 1 }
      return size
    }
  }

  private func records(of positions: Range<Int64>) throws -> [(position: Int64, line: [UInt8])] {
    var records: [(position: Int64, line: [UInt8])] = []
    records.reserveCapacity(positions.count)
    try store.forEachRecord(in: positions) { records.append(($0, $1)) }
    return records
  }

  /// Reads and hashes on all cores.
  private static func read(_ lines: [[UInt8]]) -> [LogReplay.Reading] {
    let parts = min(ProcessInfo.processInfo.activeProcessorCount, 8)
    let length = (lines.count + parts - 1) / parts
    let read = Mutex<[Int: [LogReplay.Reading]]>([:])
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let (start, end) = (min(part * length, lines.count), min((part + 1) * length, lines.count))
      let readings = lines[start..<end].map(LogReplay.read)
      read.withLock { $0[part] = readings }
    }
    return read.withLock { parts in parts.sorted { $0.key < $1.key }.flatMap(\.value) }
  }

  private func compare(_ subtrees: BatchOfSubtrees, _ result: inout Verification) throws {
    var subtrees = subtrees
    try store.forEachNode(in: subtrees.places) { subtrees.strike($0, ifItIs: $1) }
    for (node, hash) in subtrees.left where try store.node(node) != hash {
      result.problems.add(
        "event \(node.index << node.level)",
        "a stored hash of it is not that of the record: it was altered"
      )
    }
  }

  /// The rows that lists are made of are copies of what events say.
  private func checkRows(_ replay: LogReplay, _ result: inout Verification) throws {
    let rows = try store.exhibits(ofFinding: nil)
    let said = replay.exhibits.map {
      StoredExhibit(exhibit: $0, disposedAt: replay.disposed[$0.id])
    }
    for (row, said) in zip(rows, said) where row != said {
      result.problems.add(row.exhibit.id.description, "its row is not what its event says")
    }
    if rows.count != said.count {
      result.problems.add(
        "exhibits",
        "the database lists \(rows.count), the events brought in \(said.count)"
      )
    }
    do {
      try checkTree(replay, &result)
    } catch CustodyError.damagedLog(let problem) {
      result.problems.add("tree", problem)
    }
  }

  private func checkTree(_ replay: LogReplay, _ result: inout Verification) throws {
    let root = try store.withNodes { try TreeProofs(size: replay.size, node: $0).root() }
    if root != replay.frontier.root {
      result.problems.add("tree", "the stored subtrees are not those of the events")
    }
    if try store.logState().verifier != replay.verifiers.last?.verifier {
      result.problems.add("key", "the database names another key than the events: it was replaced")
    }
  }

  private func checkContents(_ replay: LogReplay, _ result: inout Verification) throws {
    for exhibit in replay.exhibits where replay.disposed[exhibit.id] == nil {
      switch try locker.contentState(of: exhibit) {
      case .intact: result.contents += 1
      case .changed:
        result.problems.add(exhibit.id.description, "its bytes are not those that were taken in")
      case .missing: result.problems.add(exhibit.id.description, "its bytes are gone")
      }
    }
  }

  private func checkTokens(_ replay: LogReplay, _ result: inout Verification) throws {
    let tokens = try store.tokens()
    for event in replay.timestamps where !tokens.contains(where: { $0.position == event.position })
    {
      result.problems.add("event \(event.position)", "its timestamp token is gone")
    }
    for token in tokens {
      let place = "timestamp of event \(token.position)"
      guard let event = replay.timestamps.first(where: { $0.position == token.position }),
        event.size == token.size,
        Array(SHA256.hash(data: token.token)).hexadecimal == event.tokenSHA256,
        let note = try store.head(ofSize: token.size)
      else {
        result.problems.add(place, "it is not the token that the event speaks of")
        continue
      }
      result.check(token.token, over: note, place: place, authorities: anchors.authorities)
    }
  }
}

extension Verification {
  mutating func take(_ replay: LogReplay) {
    origin = replay.origin
    keys = replay.verifiers.map(\.verifier.text)
    events = Int(replay.size)
    withheldEvents = replay.withheld
    heads = replay.headsChecked
    exhibits = replay.exhibits.count
  }

  /// A token without a known authority behind it is noted, not believed.
  mutating func check(
    _ token: [UInt8],
    over note: [UInt8],
    place: String,
    authorities: [[UInt8]]
  ) {
    do {
      let stamp = try TimestampToken(token).verify(over: note, authorities: authorities)
      timestamps.append("\(place): \(stamp.time.rfc3339)")
      if !stamp.isTrusted {
        notes.append(
          "\(place): its signature is good, but no --tsa-ca says whether its signer is to be believed"
        )
      }
    } catch {
      problems.add(place, "\(error)")
    }
  }
}
