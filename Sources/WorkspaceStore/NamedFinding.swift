/// Something of a finding that a report names as an indicator.
package struct NamedFinding: Sendable, Equatable, Encodable {
  package enum Kind: String, Sendable, CaseIterable, Encodable {
    case address
    /// A network of the report holds the address.
    case network
    /// The autonomous system that an address belongs to.
    case system
    case client
  }

  package var finding: String
  package var kind: Kind
  /// As the finding has it.
  package var value: String
  /// As the report has it, not defanged.
  package var indicator: String
  package var report: String
  package var title: String
  /// How many reports name the indicator, and were not told that they do not: one that all name tells
  /// little.
  package var reportCount: Int
}

/// What is named of a finding, or by a report: values that few reports name first.
package struct NamedFindings: Sendable, Equatable, Encodable {
  /// A list that is longer is cut.
  package static let most = 200

  package var list: [NamedFinding] = []
  /// Whether there are more than are listed.
  package var isCut = false

  package init() {}

  var room: Int { Self.most + 1 - list.count }

  /// In order, and no longer than `most`.
  func finished() -> Self {
    var finished = self
    finished.list.sort {
      ($0.reportCount, $0.kind.rawValue, $0.value, $0.report, $0.finding)
        < ($1.reportCount, $1.kind.rawValue, $1.value, $1.report, $1.finding)
    }
    finished.isCut = finished.list.count > Self.most
    if finished.isCut { finished.list.removeLast(finished.list.count - Self.most) }
    return finished
  }
}
