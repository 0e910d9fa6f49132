// Verifying an export with nothing but its files. What is checked, in this order: the manifests and
// the signature over them; every event, from the first; every signed head; the proofs; the bytes of
// every exhibit; the timestamps. `verify.py`, which every export carries, checks the same on its own.

import Crypto
import Foundation

package struct ExportVerifier {
  static let largestTextFile: UInt64 = 256 << 20

  private let files: any BagFiles
  private let anchors: TrustAnchors
  private var result = Verification()
  private var hashes: [String: TreeHash] = [:]
  private var digests: [String: Exhibit.Digests] = [:]
  /// Leaf hashes of the events that brought in exhibits.
  private var leaves: [Int64: TreeHash] = [:]
  private var roots: [Int64: TreeHash] = [:]

  package init(_ files: any BagFiles, anchors: TrustAnchors) {
    self.files = files
    self.anchors = anchors
  }

  /// - Complexity: Reads every file twice at most.
  package mutating func verify() -> Verification {
    result = Verification()
    hashFiles()
    checkManifests()
    let heads = attempt(BagLayout.heads) { try $0.heads() } ?? []
    var replay = LogReplay(heads: heads)
    _ = attempt(BagLayout.events) { try $0.replay(&replay) }
    replay.finish()
    result.problems.add(contentsOf: replay.problems)
    result.take(replay)
    checkHeads(heads, replay)
    checkSignature(replay)
    anchors.check(replay, roots: roots, problems: &result.problems)
    _ = attempt(BagLayout.proofs) { try $0.checkProofs(heads, replay) }
    _ = attempt(BagLayout.withheld) { try $0.checkContents(replay) }
    _ = attempt("timestamps") { try $0.checkTimestamps(replay, heads) }
    return result
  }

  /// What cannot be read at all is one problem more, not the end.
  private mutating func attempt<Result>(
    _ place: String,
    _ body: (inout ExportVerifier) throws -> Result
  ) -> Result? {
    do {
      return try body(&self)
    } catch CustodyError.badExport(let path, let problem) {
      result.problems.add(path, problem)
    } catch {
      result.problems.add(place, "\(error)")
    }
    return nil
  }

  private func text(_ path: String) throws -> String {
    guard files.paths.contains(path) else {
      throw CustodyError.badExport(path: path, problem: "is missing: it was deleted")
    }
    let bytes = try files.bytes(of: path, atMost: Self.largestTextFile)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CustodyError.badExport(path: path, problem: "is not UTF-8: it was altered")
    }
    return text
  }

  // Manifests

  private mutating func hashFiles() {
    for path in files.paths {
      _ = attempt(path) { verifier in
        var sha256 = SHA256()
        var digest = ContentDigest()
        let isExhibit = path.hasPrefix("data/exhibits/")
        try verifier.files.forEachPiece(of: path) {
          if isExhibit { digest.update($0) } else { sha256.update(data: $0) }
        }
        if isExhibit { verifier.digests[path] = digest.finish() }
        verifier.hashes[path] =
          isExhibit ? digest.finish().sha256 : TreeHash(bytes: Array(sha256.finalize()))
      }
    }
  }

  private mutating func checkManifests() {
    let isPayload = { (path: String) in path.hasPrefix("data/") }
    check(BagLayout.manifest, lists: Set(files.paths.filter(isPayload)))
    check(BagLayout.tagManifest, lists: Set(BagLayout.tagFiles))
    _ = attempt(BagLayout.declaration) { verifier in
      if try verifier.text(BagLayout.declaration) != BagLayout.declarationText {
        verifier.result.problems.add(BagLayout.declaration, "it was altered")
      }
    }
    let known = Set(BagLayout.tagFiles + [BagLayout.tagManifest, BagLayout.signature])
    for path in files.paths where !isPayload(path) && !known.contains(path) {
      result.problems.add(path, "is no part of the export: it was inserted")
    }
  }

  private mutating func check(_ manifest: String, lists expected: Set<String>) {
    let listed = attempt(manifest) { try $0.manifest(manifest) } ?? [:]
    for (path, hash) in listed.sorted(by: { $0.key < $1.key }) {
      if hashes[path] == nil {
        result.problems.add(path, "is missing: it was deleted")
      } else if hashes[path] != hash {
        result.problems.add(path, "its bytes are not those of \(manifest): it was altered")
      }
    }
    for path in expected.sorted() where listed[path] == nil {
      result.problems.add(path, "\(manifest) does not list it: it was inserted")
    }
  }

  private func manifest(_ path: String) throws -> [String: TreeHash] {
    var listed: [String: TreeHash] = [:]
    for line in try text(path).split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, parts[1].first == " ", let hash = TreeHash(hexadecimal: parts[0]),
        listed.updateValue(hash, forKey: String(parts[1].dropFirst())) == nil
      else {
        throw CustodyError.badExport(path: path, problem: "a line of it was altered: \(line)")
      }
    }
    guard BagLayout.manifestText(listed) == (try text(path)) else {
      throw CustodyError.badExport(path: path, problem: "its lines were altered or reordered")
    }
    return listed
  }

  private mutating func checkSignature(_ replay: LogReplay) {
    _ = attempt(BagLayout.signature) { verifier in
      let bytes = Array(try verifier.text(BagLayout.signature).utf8)
      guard let note = SignedNote(bytes: bytes), let origin = replay.origin,
        let tagManifest = verifier.hashes[BagLayout.tagManifest],
        let key = replay.verifiers.last?.verifier
      else {
        throw CustodyError.badExport(path: BagLayout.signature, problem: "this is no signature")
      }
      let expected = BagLayout.signatureText(
        origin: origin,
        size: replay.size,
        tagManifest: tagManifest
      )
      if note.text != expected {
        verifier.result.problems.add(
          BagLayout.signature,
          "it is over another \(BagLayout.tagManifest) or another log: files were altered since"
        )
      }
      if !note.isSigned(by: key) {
        verifier.result.problems.add(
          BagLayout.signature,
          "it is not of the log's key \(key.keyID.hexadecimal): it was altered or the key replaced"
        )
      }
    }
  }

  // Events and heads

  private mutating func heads() throws -> [SignedHead] {
    let bytes = Array(try text(BagLayout.heads).utf8)
    guard let heads = SignedHead.split(bytes), !heads.isEmpty else {
      throw CustodyError.badExport(path: BagLayout.heads, problem: "a head in it was altered")
    }
    for (earlier, later) in zip(heads, heads.dropFirst()) where earlier.head.size >= later.head.size
    {
      throw CustodyError.badExport(path: BagLayout.heads, problem: "its heads were reordered")
    }
    return heads
  }

  private mutating func replay(_ replay: inout LogReplay) throws {
    guard hashes[BagLayout.events] != nil else {
      throw CustodyError.badExport(path: BagLayout.events, problem: "is missing: it was deleted")
    }
    var (wanted, leaf) = (anchors.sizes, TreeHash.empty)
    wanted.insert(0)
    try files.forEachLine(of: BagLayout.events) { number, line, isWhole in
      let place = "\(BagLayout.events) line \(number)"
      if !isWhole { replay.problems.add(place, "it has no end: the file was truncated") }
      let exhibits = replay.exhibits.count
      replay.take(line, place: place) { node, hash in if node.level == 0 { leaf = hash } }
      if replay.exhibits.count > exhibits { leaves[replay.size - 1] = leaf }
      if wanted.contains(replay.size) { roots[replay.size] = replay.frontier.root }
    }
  }

  private mutating func checkHeads(_ heads: [SignedHead], _ replay: LogReplay) {
    if let last = heads.last, last.head.size != replay.size {
      result.problems.add(
        BagLayout.events,
        "it holds \(replay.size) events, the last signed head \(last.head.size): events were"
          + (last.head.size > replay.size ? " deleted or truncated" : " inserted")
      )
    }
    let keys = replay.verifiers.map(\.verifier)
    if attempt(BagLayout.keys, { try $0.text(BagLayout.keys) })
      != keys.map({ $0.text + "\n" }).joined()
    {
      result.problems.add(BagLayout.keys, "these are not the keys that the events name")
    }
    if attempt(BagLayout.publicKey, { try $0.text(BagLayout.publicKey) }) != keys.last?.pem {
      result.problems.add(BagLayout.publicKey, "this is not the key that the events name")
    }
  }

  // Proofs

  private mutating func checkProofs(_ heads: [SignedHead], _ replay: LogReplay) throws {
    var missing = Set(replay.exhibits.map(\.id.position))
    var missingSteps = Set(heads.dropFirst().map(\.head.size))
    let byFormerSize = Dictionary(
      zip(heads, heads.dropFirst()).map { ($0.head.size, ($0.head, $1.head)) }
    ) { first, _ in first }
    try files.forEachLine(of: BagLayout.proofs) { number, line, _ in
      let place = "\(BagLayout.proofs) line \(number)"
      guard let proof = ExportProof(line: line) else {
        result.problems.add(place, "this is no proof: it was altered")
        return
      }
      switch proof {
      case .inclusion(let position, let leaf, let size, let path):
        guard let head = heads.last?.head, head.size == size, leaf == leaves[position],
          missing.remove(position) != nil,
          ProofCheck.includes(
            leaf,
            at: UInt64(position),
            size: UInt64(size),
            path: path,
            root: head.root
          )
        else {
          result.problems.add(place, "it does not prove that event \(position) is in the log")
          return
        }
      case .consistency(let from, let size, let path):
        guard let (former, latter) = byFormerSize[from], latter.size == size,
          missingSteps.remove(size) != nil,
          ProofCheck.isConsistent(
            former.root,
            size: UInt64(from),
            with: latter.root,
            size: UInt64(size),
            path: path
          )
        else {
          result.problems.add(place, "it does not prove that the log grew from \(from) to \(size)")
          return
        }
      }
      result.proofs += 1
    }
    for position in missing.sorted() {
      result.problems.add(BagLayout.proofs, "the proof for event \(position) is missing")
    }
    for size in missingSteps.sorted() {
      result.problems.add(BagLayout.proofs, "the proof up to \(size) events is missing")
    }
  }

  // Contents

  private mutating func checkContents(_ replay: LogReplay) throws {
    let listed = try text(BagLayout.withheld).split(separator: "\n").map { ExhibitID($0) }
    let withheld = Set(listed.compactMap { $0 })
    if withheld.count != listed.count {
      result.problems.add(BagLayout.withheld, "a line of it was altered")
    }
    var cited: Set<String> = []
    for exhibit in replay.exhibits {
      let path = BagLayout.exhibit(exhibit.digests.sha256)
      cited.insert(path)
      if let digests = digests[path] {
        if digests == exhibit.digests {
          result.contents += 1
        } else {
          let problem = "its bytes are not those of \(exhibit.id)"
          result.problems.add(path, problem + swappedWith(digests, exhibit, replay))
        }
      } else if withheld.contains(exhibit.id) {
        result.withheldContents += 1
      } else if replay.disposed[exhibit.id] == nil {
        result.problems.add(path, "the bytes of \(exhibit.id) are missing: the file was deleted")
      }
    }
    for path in digests.keys.sorted() where !cited.contains(path) {
      result.problems.add(path, "no event speaks of it: it was inserted")
    }
  }

  private func swappedWith(
    _ digests: Exhibit.Digests,
    _ exhibit: Exhibit,
    _ replay: LogReplay
  ) -> String {
    let other = replay.exhibits.first { $0.digests.sha256 == digests.sha256 && $0.id != exhibit.id }
    return other.map { ": they are those of \($0.id), the files were swapped" }
      ?? ": it was altered"
  }

  // Timestamps

  private mutating func checkTimestamps(_ replay: LogReplay, _ heads: [SignedHead]) throws {
    var expected: Set<String> = []
    for event in replay.timestamps {
      let path = BagLayout.token(event.position)
      let stamped = BagLayout.stamped(event.position)
      expected.formUnion([path, stamped])
      guard let head = heads.first(where: { $0.head.size == event.size }) else {
        result.problems.add(path, "the head of \(event.size) events that it is over is missing")
        continue
      }
      let token = try files.bytes(of: path, atMost: 1 << 20)
      guard Array(SHA256.hash(data: token)).hexadecimal == event.tokenSHA256,
        try files.bytes(of: stamped, atMost: 1 << 20) == head.note.bytes
      else {
        result.problems.add(path, "it is not the token that event \(event.position) speaks of")
        continue
      }
      result.check(token, over: head.note.bytes, place: path, authorities: anchors.authorities)
    }
    for path in files.paths where path.hasPrefix("data/timestamps/") && !expected.contains(path) {
      result.problems.add(path, "no event speaks of it: it was inserted")
    }
  }
}
