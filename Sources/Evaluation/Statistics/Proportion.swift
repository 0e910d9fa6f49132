/// So many of so many.
package struct Proportion: Codable, Equatable, Sendable {
  package var hits: Int
  package var total: Int

  package init(_ hits: Int = 0, of total: Int = 0) {
    self.hits = hits
    self.total = total
  }

  /// `nil` for nothing out of nothing.
  package var share: Double? { total == 0 ? nil : Double(hits) / Double(total) }

  package static func + (left: Proportion, right: Proportion) -> Proportion {
    Proportion(left.hits + right.hits, of: left.total + right.total)
  }
}

extension Sequence where Element == Proportion {
  package var sum: Proportion { reduce(Proportion(), +) }
}
