// Going through a log from its first event, whatever it is kept in: every leaf is hashed anew, every
// signed head is compared with the root at its size, and the story is checked to hold together.

import Foundation
import Model

/// A log while it is being gone through.
package struct LogReplay {
  package private(set) var frontier = Frontier()
  /// Keys by the position from which they sign, in order.
  package private(set) var verifiers: [(position: Int64, verifier: NoteVerifier)] = []
  package private(set) var exhibits: [Exhibit] = []
  package private(set) var disposed: [ExhibitID: Int64] = [:]
  package private(set) var withheld = 0
  package private(set) var timestamps: [TimestampEvent] = []
  package var problems = ProblemList()
  private var exhibitPositions: Set<Int64> = []
  private var withheldPositions: Set<Int64> = []
  /// Events of which the log itself says that they were taken out of the workspace.
  private var withheldInWorkspace: Set<Int64> = []
  private var heads: ArraySlice<SignedHead>
  package private(set) var headsChecked = 0

  /// A token that the log says was received.
  package struct TimestampEvent: Equatable, Sendable {
    package var position: Int64
    package var size: Int64
    package var tokenSHA256: String
  }

  /// - Parameter heads: Sorted by size.
  package init(heads: [SignedHead]) {
    self.heads = heads[...]
  }

  package var size: Int64 { frontier.size }
  package var origin: String? { verifiers.first?.verifier.name }

  /// A record as it can be read without the ones before it.
  package struct Reading: Sendable {
    fileprivate var leaf: TreeHash
    /// `nil` where the record is withheld.
    fileprivate var event: Result<CustodyEvent, CustodyEvent.Flaw>?
  }

  /// Reads and hashes a record: what costs most, and can be done for many at a time.
  package static func read(_ line: [UInt8]) -> Reading {
    if let withheld = withheldLeaf(line) { return Reading(leaf: withheld, event: nil) }
    do throws(CustodyEvent.Flaw) {
      return Reading(leaf: .leaf(line), event: .success(try CustodyEvent(line: line)))
    } catch {
      return Reading(leaf: .leaf(line), event: .failure(error))
    }
  }

  /// The next record of the log. `place` names it for people.
  package mutating func take(
    _ line: [UInt8],
    place: @autoclosure () -> String,
    completing: (TreeNode, TreeHash) -> Void = { _, _ in }
  ) {
    take(Self.read(line), place: place(), completing: completing)
  }

  package mutating func take(
    _ reading: Reading,
    place: @autoclosure () -> String,
    completing: (TreeNode, TreeHash) -> Void = { _, _ in }
  ) {
    checkHeads(upTo: size)
    defer { frontier.append(reading.leaf, completing: completing) }
    guard let event = reading.event else {
      withheldPositions.insert(size)
      withheld += 1
      if size == 0 {
        problems.add(place(), "the first event names the key and cannot be withheld")
      }
      return
    }
    do throws(CustodyEvent.Flaw) {
      try check(event.get(), place: place)
    } catch {
      switch error {
      case .notCanonical: problems.add(place(), "this is not a canonical record: it was altered")
      case .field(let name): problems.add(place(), "its field '\(name)' is missing or malformed")
      }
    }
  }

  /// The leaf hash in a line that stands for a record that is not shown.
  static func withheldLeaf(_ line: [UInt8]) -> TreeHash? {
    guard line.starts(with: withheldStart), let record = FlatRecord(line: line),
      record.fields.count == 1
    else { return nil }
    return record["withheld"].flatMap { TreeHash(hexadecimal: $0) }
  }

  /// The field of an event that took records out of the workspace: their positions.
  static let withheldHere = "withheld_here"

  private static let withheldStart = Array("{\"withheld\"".utf8)

  static func withheldLine(_ leaf: TreeHash) -> [UInt8] {
    FlatRecord(["withheld": leaf.hexadecimal]).line
  }

  private mutating func check(_ event: CustodyEvent, place: () -> String) throws(CustodyEvent.Flaw)
  {
    checkPosition(of: event, place: place)
    for (name, text) in [
      ("actor", event.scene.actor), ("host", event.scene.host), ("tool", event.scene.tool),
      ("purpose", event.scene.purpose), ("clock", event.scene.clock), ("zone", event.scene.zone),
    ] where text.isEmpty {
      problems.add(place(), "its field '\(name)' is empty")
    }
    switch event.action {
    case .begin: try checkBeginning(event, place: place)
    case .rotate: try checkRotation(event, place: place)
    case .acquire, .copy, .derive: try checkNewExhibit(event, place: place)
    case .dispose, .release, .transfer, .view: try checkUse(event, place: place)
    case .timestamp: try checkTimestamp(event)
    case .redact: noteWithheld(event)
    case .export: break
    }
    if size == 0, event.action != .begin {
      problems.add(place(), "the log does not begin with its key: events before it were deleted")
    }
  }

  private mutating func checkPosition(of event: CustodyEvent, place: () -> String) {
    if event.position > size {
      problems.add(
        place(),
        "this is event \(event.position), expected was \(size): events were deleted or reordered"
      )
    } else if event.position < size {
      problems.add(
        place(),
        "this is event \(event.position), expected was \(size): events were inserted or reordered"
      )
    }
  }

  private mutating func checkBeginning(
    _ event: CustodyEvent,
    place: () -> String
  ) throws(CustodyEvent.Flaw) {
    guard let verifier = event.details["key"].flatMap({ NoteVerifier($0) }) else {
      throw .field("key")
    }
    guard size == 0 else {
      problems.add(place(), "a second beginning: another log was put in")
      return
    }
    verifiers = [(0, verifier)]
  }

  private mutating func checkRotation(
    _ event: CustodyEvent,
    place: () -> String
  ) throws(CustodyEvent.Flaw) {
    guard let new = event.details["key"].flatMap({ NoteVerifier($0) }) else { throw .field("key") }
    guard let endorsement = event.details["endorsement"].flatMap({ [UInt8](base64: $0) }) else {
      throw .field("endorsement")
    }
    guard let old = verifiers.last?.verifier, old.text == event.details["previous_key"],
      old.name == new.name,
      old.isValid(
        endorsement,
        for: KeyRotation.statement(old: old, new: new, position: event.position)
      )
    else {
      problems.add(place(), "the new key is not signed by the old one: the key was replaced")
      return
    }
    verifiers.append((event.position, new))
  }

  private mutating func checkNewExhibit(
    _ event: CustodyEvent,
    place: () -> String
  ) throws(CustodyEvent.Flaw) {
    guard let exhibit = try Exhibit(event) else { return }
    if let parent = exhibit.parent { checkKnown(parent, place: place) }
    exhibitPositions.insert(exhibit.id.position)
    exhibits.append(exhibit)
  }

  private mutating func checkUse(
    _ event: CustodyEvent,
    place: () -> String
  ) throws(CustodyEvent.Flaw) {
    guard let id = event.exhibit else { throw .field("exhibit") }
    checkKnown(id, place: place)
    if let position = disposed[id] {
      problems.add(place(), "\(id) was disposed of by event \(position) before")
    }
    if event.action == .dispose { disposed[id] = event.position }
  }

  private mutating func checkKnown(_ id: ExhibitID, place: () -> String) {
    if !exhibitPositions.contains(id.position), !withheldPositions.contains(id.position) {
      problems.add(place(), "it speaks of \(id), which no event before it brought in")
    }
  }

  private mutating func checkTimestamp(_ event: CustodyEvent) throws(CustodyEvent.Flaw) {
    guard let size = event.details["head_size"].flatMap({ Int64(canonical: $0) }) else {
      throw .field("head_size")
    }
    guard let hash = event.details["token_sha256"] else { throw .field("token_sha256") }
    timestamps.append(
      TimestampEvent(position: event.position, size: size, tokenSHA256: hash)
    )
  }

  private mutating func noteWithheld(_ event: CustodyEvent) {
    let list = event.details[Self.withheldHere] ?? ""
    withheldInWorkspace.formUnion(list.split(separator: " ").compactMap { Int64(canonical: $0) })
  }

  /// Records that are gone although no event says so, in order.
  var withheldWithoutEvent: [Int64] {
    withheldPositions.subtracting(withheldInWorkspace).sorted()
  }

  /// To be called behind the last record.
  package mutating func finish() {
    checkHeads(upTo: size)
    for head in heads {
      problems.add(
        "head of \(head.head.size) events",
        "the log has only \(size): it was truncated or rolled back"
      )
    }
    if size == 0 { problems.add("log", "it has no events") }
  }

  private mutating func checkHeads(upTo size: Int64) {
    while let head = heads.first, head.head.size <= size {
      heads.removeFirst()
      headsChecked += 1
      check(head)
    }
  }

  private mutating func check(_ signed: SignedHead) {
    let head = signed.head
    let place = "head of \(head.size) events"
    if head.root != frontier.root {
      problems.add(
        place,
        "its root is not that of the first \(head.size) events: an event was altered, deleted, inserted or reordered"
      )
    }
    guard let verifier = verifiers.last(where: { $0.position < head.size })?.verifier else {
      problems.add(place, "no event says which key signs it")
      return
    }
    if verifier.name != head.origin {
      problems.add(place, "it is of the log \(head.origin), not of \(verifier.name)")
    }
    if !signed.note.isSigned(by: verifier) {
      problems.add(
        place,
        "it is not signed by the log's key \(verifier.keyID.hexadecimal): it was altered, or the key was replaced"
      )
    }
  }
}
