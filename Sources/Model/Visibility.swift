/// A fact that a log source cannot show, so that a verdict never takes silence for absence.
package struct VisibilityGap: Hashable, Sendable, Codable {
  /// Stable identifier, as in `entra.getcredentialtype.unlogged`.
  package let id: String
  /// One sentence for people.
  package let text: String

  package init(_ id: String, _ text: String) {
    self.id = id
    self.text = text
  }
}
