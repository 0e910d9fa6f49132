/// How a list of findings is sorted; ties are broken by the id, descending.
package enum FindingOrder: String, Sendable, CaseIterable {
  /// The most recently seen first.
  case latest
  /// The least explicable by chance first.
  case strongest
  /// The most probes first.
  case largest

  /// The column of `finding_key` that leads, descending.
  var column: String {
    switch self {
    case .latest: "last_seen_ms"
    case .strongest: "log10_e"
    case .largest: "probes"
    }
  }

  /// The index of `finding_key` that has each facet in this order.
  var index: String {
    switch self {
    case .latest: "finding_key_by_last_seen"
    case .strongest: "finding_key_by_strength"
    case .largest: "finding_key_by_probes"
    }
  }
}

/// A place in a list of findings: the next page begins behind it, whatever was added meanwhile.
package struct FindingCursor: Equatable, Sendable {
  let order: FindingOrder
  /// Milliseconds and counts stay far below 2^53, so a `Double` holds every key exactly.
  let key: Double
  let id: String

  init(order: FindingOrder, key: Double, id: String) {
    self.order = order
    self.key = key
    self.id = id
  }

  /// For links and command lines; opaque to people.
  package var text: String {
    "\(order.rawValue).\(String(key.bitPattern, radix: 16)).\(id)"
  }

  /// Reads back what `text` wrote; `nil` for anything else.
  package init?(text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let order = FindingOrder(rawValue: String(parts[0])),
      let bits = UInt64(parts[1], radix: 16)
    else { return nil }
    let key = Double(bitPattern: bits)
    guard key.isFinite else { return nil }
    self.init(order: order, key: key, id: String(parts[2]))
  }
}
