/// How two objects belong together, and who says so.
package struct AttackRelation: Sendable, Equatable {
  /// The raw values are the first column of a facts pack.
  package enum Kind: String, Sendable, Codable, CaseIterable {
    case uses
    case mitigates
    /// A strategy (v18 and later) or a data component (before) to a technique.
    case detects
    /// A campaign to a group.
    case attributedTo = "attributed-to"
    case subtechniqueOf = "subtechnique-of"
    case targets
    /// A strategy to its analytics.
    case contains
    /// A data component to its data source.
    case partOf = "part-of"
  }

  package var kind: Kind
  /// Indices of the two objects.
  package var source: Int
  package var target: Int
  /// Indices of the citations, in the order that ATT&CK has them.
  package var citations: [Int]

  package init(kind: Kind, source: Int, target: Int, citations: [Int] = []) {
    self.kind = kind
    self.source = source
    self.target = target
    self.citations = citations
  }
}

/// A publication as ATT&CK cites it: the title and address of a report.
package struct AttackCitation: Sendable, Hashable, Codable {
  /// The short name that texts refer to, as in `Microsoft Storm-0940`.
  package var name: String
  /// Author, date and title.
  package var title: String
  /// Empty where ATT&CK gives none.
  package var url: String

  package init(name: String, title: String, url: String) {
    self.name = name
    self.title = title
    self.url = url
  }
}
