import Model

/// What the readable parts of an export are made of: the events and exhibits that it shows.
package struct ExportOutline {
  /// Beyond these, an event is in the event file only: a page of a million lines helps nobody.
  package static let mostEventsInReport = 5000

  package let head: SignedHead
  package private(set) var events: [CustodyEvent] = []
  package private(set) var exhibits: [Exhibit] = []
  package private(set) var disposed: [ExhibitID: Int64] = [:]
  package private(set) var verifiers: [NoteVerifier] = []
  private(set) var rotations: [Int64] = []
  private(set) var leaves: [Int64: TreeHash] = [:]
  private(set) var tokens: [(position: Int64, size: Int64)] = []
  private(set) var eventCount = 0
  private(set) var withheldEvents = 0
  var withheld: Set<ExhibitID> = []
  var contents: Set<TreeHash> = []
  private(set) var tool = ""
  private(set) var lastTime = Timestamp(millisecondsSince1970: 0)

  package init(head: SignedHead) {
    self.head = head
  }

  /// An event whose record is not known here.
  mutating func takeWithheld() {
    eventCount += 1
    withheldEvents += 1
  }

  mutating func take(_ event: CustodyEvent, leaf: TreeHash, isShown: Bool) {
    eventCount += 1
    if event.action == .begin || event.action == .rotate {
      event.details["key"].flatMap { NoteVerifier($0) }.map { verifiers.append($0) }
      if event.action == .rotate { rotations.append(event.position) }
    }
    guard isShown else {
      withheldEvents += 1
      return
    }
    (tool, lastTime) = (event.scene.tool, event.time)
    if events.count < Self.mostEventsInReport { events.append(event) }
    if event.action == .dispose, let id = event.exhibit { disposed[id] = event.position }
    if event.action == .timestamp,
      let size = event.details["head_size"].flatMap({ Int64(canonical: $0) })
    {
      tokens.append((event.position, size))
    }
    // An event of our own log was composed by us; one that is no exhibit after all is shown as it is.
    if let exhibit = try? Exhibit(event) {
      exhibits.append(exhibit)
      leaves[event.position] = leaf
    }
  }

  var summary: ExportSummary {
    ExportSummary(
      events: eventCount,
      withheldEvents: withheldEvents,
      exhibits: exhibits.count,
      contents: contents.count,
      withheldContents: withheld.count
    )
  }
}
