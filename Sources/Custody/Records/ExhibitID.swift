/// `E-` and the position of the event that brought the exhibit in: who has the id can find the record.
package struct ExhibitID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let position: Int64

  package init(position: Int64) {
    self.position = position
  }

  /// Reads what `description` writes; `nil` for anything else.
  package init?(_ text: some StringProtocol) {
    guard text.hasPrefix("E-"), let position = Int64(canonical: text.dropFirst(2)) else {
      return nil
    }
    self.position = position
  }

  package var description: String { "E-\(position)" }

  package static func < (left: ExhibitID, right: ExhibitID) -> Bool {
    left.position < right.position
  }
}
