/// A report of the defender's workspace, as a line of a page whose subject it claims.
package struct OwnReport: Sendable, Codable, Equatable {
  package var id: String
  package var title: String
  /// Of all subjects.
  package var claimCount: Int

  package init(id: String, title: String, claimCount: Int) {
    self.id = id
    self.title = title
    self.claimCount = claimCount
  }
}
