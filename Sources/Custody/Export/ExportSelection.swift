/// What of a log goes into an export. What does not leaves its leaf hash, so that the rest still
/// verifies.
package struct ExportSelection: Equatable, Sendable {
  /// Only these exhibits and the events that speak of them, of their ancestors, or of none; all if
  /// `nil`.
  package var only: Set<ExhibitID>?
  /// Events whose records are not shown.
  package var withheldEvents: Set<Int64>
  /// Exhibits whose bytes are not shown.
  package var withheldContents: Set<ExhibitID>

  package init(
    only: Set<ExhibitID>? = nil,
    withheldEvents: Set<Int64> = [],
    withheldContents: Set<ExhibitID> = []
  ) {
    self.only = only
    self.withheldEvents = withheldEvents
    self.withheldContents = withheldContents
  }

  /// `only` with all ancestors; their events are shown, so that a chain has no gap.
  func shown(among exhibits: [StoredExhibit]) -> Set<ExhibitID>? {
    guard var shown = only else { return nil }
    let parents = Dictionary(
      exhibits.compactMap { stored in stored.exhibit.parent.map { (stored.exhibit.id, $0) } }
    ) { first, _ in first }
    for id in shown {
      var next = parents[id]
      while let parent = next, shown.insert(parent).inserted { next = parents[parent] }
    }
    return shown
  }
}
