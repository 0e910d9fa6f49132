// Writing an export. First the log gets an event that says what is handed out; then everything is read
// from the log as it was with that event, so that the export holds the record of its own making.

import Foundation
import Model

/// What an export came to.
package struct ExportSummary: Equatable, Sendable {
  package var events = 0
  package var withheldEvents = 0
  package var exhibits = 0
  package var contents = 0
  package var withheldContents = 0
}

package struct Exporter<Store: CustodyStore> {
  private let locker: EvidenceLocker<Store>
  private let selection: ExportSelection
  private var store: Store { locker.store }

  package init(_ locker: EvidenceLocker<Store>, selection: ExportSelection) {
    self.locker = locker
    self.selection = selection
  }

  /// Writes the export to `target`, a ZIP file if it ends in `.zip`, else a folder; all or nothing. `folder` is the
  /// one in a ZIP file, called as the file where it is `nil`.
  package func export(
    to target: String,
    folder: String? = nil,
    as action: CustodyEvent.Action
  ) throws -> ExportSummary {
    guard !FileManager.default.fileExists(atPath: target) else {
      throw CustodyError.file(path: target, problem: "is there already")
    }
    try checkSelection()
    let sink = try BagWriter.sink(for: target, folder: folder)
    do {
      try locker.append { $0.add(action, details: details(target)) }
      return try writeOrSay(BagWriter(sink), target)
    } catch {
      sink.discard()
      throw error
    }
  }

  /// The log says already that the export was made: if it was not, it says that as well.
  private func writeOrSay(_ bag: BagWriter, _ target: String) throws -> ExportSummary {
    do {
      return try write(bag)
    } catch {
      // On a full disk this fails too; what went wrong first is what is told.
      _ = try? locker.append { $0.add(.export, details: ["target": target, "result": "failed"]) }
      throw error
    }
  }

  private func checkSelection() throws {
    let wanted = (selection.only ?? []).union(selection.withheldContents)
    for id in wanted.sorted() { _ = try locker.find(id) }
    let state = try store.logState()
    guard state.verifier != nil else {
      throw CustodyError.invalid("this workspace has no evidence yet")
    }
    for position in selection.withheldEvents.sorted() {
      guard position < state.frontier.size else {
        throw CustodyError.invalid("there is no event \(position)")
      }
      guard let event = try event(position) else { continue }
      if event.action == .begin || event.action == .rotate {
        throw CustodyError.invalid("event \(position) names a key: without it nothing verifies")
      }
    }
  }

  /// `nil` for one that is withheld in the workspace.
  private func event(_ position: Int64) throws -> CustodyEvent? {
    var found: [UInt8]?
    try store.forEachRecord(in: position..<position + 1) { found = $1 }
    guard let found else { throw CustodyError.damagedLog("event \(position) is gone") }
    return LogReplay.withheldLeaf(found) == nil ? try Self.event(found, position) : nil
  }

  private static func event(_ line: [UInt8], _ position: Int64) throws -> CustodyEvent {
    do {
      return try CustodyEvent(line: line)
    } catch {
      throw CustodyError.damagedLog("event \(position) is no record of ours")
    }
  }

  private func details(_ target: String) -> [String: String] {
    var details = selection.details
    details["target"] = target
    return details
  }

  // The files

  private func write(_ bag: BagWriter) throws -> ExportSummary {
    let head = try locker.lastHead()
    var outline = ExportOutline(head: head)
    try writeEvents(bag, &outline)
    let heads = try selectedHeads(upTo: head, outline)
    try bag.add(BagLayout.heads, SignedHead.joined(heads))
    try bag.add(BagLayout.keys, outline.verifiers.map { $0.text + "\n" }.joined())
    try bag.add(BagLayout.publicKey, outline.verifiers.last?.pem ?? "")
    try writeProofs(bag, heads, outline)
    try writeContents(bag, &outline)
    try writeTokens(bag, outline)
    try bag.finish(outline) { text in try locker.sign(text, as: outline.verifiers.last) }
    return outline.summary
  }

  private func writeEvents(_ bag: BagWriter, _ outline: inout ExportOutline) throws {
    let shown = selection.shown(among: try store.exhibits(ofFinding: nil))
    try bag.add(BagLayout.events) { write in
      var pending = Data()
      try store.forEachRecord(in: 0..<outline.head.head.size) { position, line in
        pending.append(contentsOf: try exported(line, position, shown, &outline))
        pending.append(UInt8(ascii: "\n"))
        if pending.count > ContentFolder.pieceBytes {
          try write(pending)
          pending.removeAll(keepingCapacity: true)
        }
      }
      try write(pending)
    }
  }

  /// A record as the export shows it.
  private func exported(
    _ line: [UInt8],
    _ position: Int64,
    _ shown: Set<ExhibitID>?,
    _ outline: inout ExportOutline
  ) throws -> [UInt8] {
    if LogReplay.withheldLeaf(line) != nil {
      outline.takeWithheld()
      return line
    }
    let event = try Self.event(line, position)
    let isShown =
      !selection.withheldEvents.contains(position)
      && (event.exhibit.flatMap { id in shown.map { $0.contains(id) } } ?? true)
    let leaf = TreeHash.leaf(line)
    outline.take(event, leaf: leaf, isShown: isShown)
    return isShown ? line : LogReplay.withheldLine(leaf)
  }

  /// The first and the last head of each key, every head with a timestamp, and the last of all.
  private func selectedHeads(
    upTo last: SignedHead,
    _ outline: ExportOutline
  ) throws -> [SignedHead] {
    var kept: [Int64: [UInt8]] = [:]
    var former: (size: Int64, note: [UInt8])?
    let stamped = Set(outline.tokens.map(\.size))
    try store.forEachHead { size, note in
      guard size <= last.head.size else { return }
      let crosses = outline.rotations.contains { (former?.size ?? 0) <= $0 && $0 < size }
      if crosses || former == nil {
        if let former { kept[former.size] = former.note }
        kept[size] = note
      }
      if stamped.contains(size) { kept[size] = note }
      former = (size, note)
    }
    kept[last.head.size] = last.note.bytes
    return try kept.sorted { $0.key < $1.key }.map { size, note in
      guard let head = SignedHead(bytes: note) else {
        throw CustodyError.damagedLog("the head of \(size) events is none")
      }
      return head
    }
  }

  private func writeProofs(
    _ bag: BagWriter,
    _ heads: [SignedHead],
    _ outline: ExportOutline
  ) throws {
    try bag.add(BagLayout.proofs) { write in
      try store.withNodes { node in
        let proofs = TreeProofs(size: outline.head.head.size, node: node)
        for exhibit in outline.exhibits {
          let position = exhibit.id.position
          let proof = ExportProof.inclusion(
            position: position,
            leaf: outline.leaves[position] ?? .empty,
            size: proofs.size,
            path: try proofs.inclusion(of: position)
          )
          try write(Data(proof.line + [UInt8(ascii: "\n")]))
        }
        for (former, latter) in zip(heads, heads.dropFirst()) {
          let proof = ExportProof.consistency(
            from: former.head.size,
            size: latter.head.size,
            path: try TreeProofs(size: latter.head.size, node: node)
              .consistency(from: former.head.size)
          )
          try write(Data(proof.line + [UInt8(ascii: "\n")]))
        }
      }
    }
  }

  private func writeContents(_ bag: BagWriter, _ outline: inout ExportOutline) throws {
    var written: Set<TreeHash> = []
    for exhibit in outline.exhibits {
      if try store.exhibit(exhibit.id)?.disposedAt != nil {
        if outline.disposed[exhibit.id] == nil { outline.withheld.insert(exhibit.id) }
        continue
      }
      guard !selection.withheldContents.contains(exhibit.id),
        selection.only?.contains(exhibit.id) ?? true
      else {
        outline.withheld.insert(exhibit.id)
        continue
      }
      guard written.insert(exhibit.digests.sha256).inserted else { continue }
      let hash = try bag.add(BagLayout.exhibit(exhibit.digests.sha256)) { write in
        try locker.forEachPiece(of: exhibit, write)
      }
      guard hash == exhibit.digests.sha256 else { throw locker.changed(exhibit) }
    }
    outline.contents = written
    let list = outline.withheld.sorted().map { "\($0)\n" }.joined()
    try bag.add(BagLayout.withheld, list)
  }

  private func writeTokens(_ bag: BagWriter, _ outline: ExportOutline) throws {
    let shown = Set(outline.tokens.map(\.position))
    for token in try store.tokens() where shown.contains(token.position) {
      guard let note = try store.head(ofSize: token.size) else {
        throw CustodyError.damagedLog("the head of \(token.size) events is gone")
      }
      try bag.add(BagLayout.token(token.position), token.token)
      try bag.add(BagLayout.stamped(token.position), note)
    }
  }
}
