// Withholding more of an export that was made before. The log it shows stays what it was, up to the
// head it was made at; only records make way for their leaf hashes and bytes go. What the export proves
// of the rest does not change, so heads, proofs and timestamps are taken over as they are. The bag is
// new, so the log's key signs it anew.

import Crypto
import Foundation

package struct ExportRedactor<Store: CustodyStore> {
  private let locker: EvidenceLocker<Store>
  private let source: any BagFiles
  private let selection: ExportSelection

  /// `selection.only` plays no part.
  package init(
    _ locker: EvidenceLocker<Store>,
    of source: any BagFiles,
    withholding selection: ExportSelection
  ) {
    (self.locker, self.source, self.selection) = (locker, source, selection)
  }

  /// Writes the new export to `target`, a ZIP file if it ends in `.zip`, else a folder; all or nothing.
  /// - Throws: `CustodyError.badExport` for an export that does not verify or is of another log.
  package func redact(to target: String) throws -> ExportSummary {
    guard !FileManager.default.fileExists(atPath: target) else {
      throw CustodyError.file(path: target, problem: "is there already")
    }
    let head = try verifiedHead()
    let outline = try outline(upTo: head)
    try requireKnown(outline)
    var details = selection.details
    details["target"] = target
    details["source_tagmanifest_sha256"] = try sourceHash()
    try locker.append { $0.add(.redact, details: details) }
    let sink = try BagWriter.sink(for: target)
    do {
      return try write(BagWriter(sink), outline)
    } catch {
      sink.discard()
      throw error
    }
  }

  private func verifiedHead() throws -> SignedHead {
    var verifier = ExportVerifier(source, anchors: TrustAnchors(verifier: try firstKey()))
    let result = verifier.verify()
    if let problem = result.problems.kept.first {
      throw CustodyError.badExport(path: "the export to redact", problem: "is not good: \(problem)")
    }
    let bytes = try source.bytes(of: BagLayout.heads, atMost: ExportVerifier.largestTextFile)
    guard let head = SignedHead.split(bytes)?.last else {
      throw CustodyError.badExport(path: BagLayout.heads, problem: "holds no head")
    }
    return head
  }

  /// The workspace's first key, which every export of its log names.
  private func firstKey() throws -> NoteVerifier {
    var key: NoteVerifier?
    try locker.store.forEachRecord(in: 0..<1) { _, line in
      key = try? CustodyEvent(line: line).details["key"].flatMap { NoteVerifier($0) }
    }
    guard let key else { throw CustodyError.invalid("this workspace has no evidence yet") }
    return key
  }

  private func sourceHash() throws -> String {
    var hash = SHA256()
    try source.forEachPiece(of: BagLayout.tagManifest) { hash.update(data: $0) }
    return Array(hash.finalize()).hexadecimal
  }

  private func isWithheld(_ event: CustodyEvent) throws -> Bool {
    guard selection.withheldEvents.contains(event.position) else { return false }
    if event.action == .begin || event.action == .rotate {
      throw CustodyError.invalid(
        "event \(event.position) names a key: without it nothing verifies"
      )
    }
    return true
  }

  private func outline(upTo head: SignedHead) throws -> ExportOutline {
    var outline = ExportOutline(head: head)
    try source.forEachLine(of: BagLayout.events) { _, line, _ in
      if LogReplay.withheldLeaf(line) != nil {
        outline.takeWithheld()
      } else {
        let event = try CustodyEvent(line: line)
        let isWithheld = try isWithheld(event)
        outline.take(event, leaf: .leaf(line), isShown: !isWithheld)
      }
    }
    let files = Set(source.paths)
    for exhibit in outline.exhibits {
      let hash = exhibit.digests.sha256
      if files.contains(BagLayout.exhibit(hash)), !selection.withheldContents.contains(exhibit.id) {
        outline.contents.insert(hash)
      } else if outline.disposed[exhibit.id] == nil {
        outline.withheld.insert(exhibit.id)
      }
    }
    // Bytes that two exhibits share are withheld if they are withheld of one of them.
    let shared = outline.exhibits.filter { selection.withheldContents.contains($0.id) }
    outline.contents.subtract(shared.map(\.digests.sha256))
    let gone = outline.exhibits.filter { !outline.contents.contains($0.digests.sha256) }
    outline.withheld.formUnion(gone.map(\.id).filter { outline.disposed[$0] == nil })
    return outline
  }

  /// What is to be withheld must be there: a slip of the pen must not look like a redaction.
  private func requireKnown(_ outline: ExportOutline) throws {
    if let position = selection.withheldEvents.first(where: { $0 >= outline.head.head.size }) {
      throw CustodyError.invalid("the export holds no event \(position)")
    }
    let known = Set(outline.exhibits.map(\.id))
    if let id = selection.withheldContents.subtracting(known).min() {
      throw CustodyError.noSuchExhibit("\(id) in the export")
    }
  }

  // The files

  private func write(_ bag: BagWriter, _ outline: ExportOutline) throws -> ExportSummary {
    try writeEvents(bag)
    try copy([BagLayout.heads, BagLayout.keys, BagLayout.publicKey], to: bag)
    try writeProofs(bag, outline)
    try copy(outline.contents.map(BagLayout.exhibit).sorted(), to: bag)
    let list = outline.withheld.sorted().map { "\($0)\n" }.joined()
    try bag.add(BagLayout.withheld, list)
    let tokens = outline.tokens.map(\.position)
    try copy(tokens.flatMap { [BagLayout.token($0), BagLayout.stamped($0)] }, to: bag)
    try bag.finish(outline) { text in try locker.sign(text, as: outline.verifiers.last) }
    return outline.summary
  }

  private func copy(_ paths: [String], to bag: BagWriter) throws {
    for path in paths {
      try bag.add(path) { write in try source.forEachPiece(of: path, write) }
    }
  }

  private func writeEvents(_ bag: BagWriter) throws {
    try bag.add(BagLayout.events) { write in
      try source.forEachLine(of: BagLayout.events) { _, line, _ in
        var shown = line
        if LogReplay.withheldLeaf(line) == nil, try isWithheld(CustodyEvent(line: line)) {
          shown = LogReplay.withheldLine(.leaf(line))
        }
        try write(Data(shown + [UInt8(ascii: "\n")]))
      }
    }
  }

  /// All but those of exhibits that are no longer told of.
  private func writeProofs(_ bag: BagWriter, _ outline: ExportOutline) throws {
    let shown = Set(outline.exhibits.map(\.id.position))
    try bag.add(BagLayout.proofs) { write in
      try source.forEachLine(of: BagLayout.proofs) { _, line, _ in
        if case .inclusion(let position, _, _, _) = ExportProof(line: line),
          !shown.contains(position)
        {
          return
        }
        try write(Data(line + [UInt8(ascii: "\n")]))
      }
    }
  }
}
