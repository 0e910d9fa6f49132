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

  /// What an event says of the selection.
  var details: [String: String] {
    var details: [String: String] = [:]
    details["only"] = only.map { ids in Self.list(ids.sorted().map(\.description)) }
    if !withheldEvents.isEmpty {
      details["withheld_events"] = Self.list(withheldEvents.sorted().map(String.init))
    }
    if !withheldContents.isEmpty {
      details["withheld_contents"] = Self.list(withheldContents.sorted().map(\.description))
    }
    return details
  }

  /// As many as a record has room for.
  private static func list(_ words: [String]) -> String {
    let limit = 10_000
    let kept = words.prefix(limit).joined(separator: " ")
    return words.count > limit ? "\(kept) and \(words.count - limit) more" : kept
  }
}
