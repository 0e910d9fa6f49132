/// The text of a report, and what its parts are.
package struct ReportText: Sendable, Equatable {
  /// What the report calls itself; empty if it does not.
  package var title: String
  /// UTF-8. All offsets in sections and claims are bytes of it.
  package var bytes: [UInt8]
  /// In order, without overlap.
  package var sections: [TextSection]
  /// Whether a limit was met, so that the text is not the whole report.
  package var wasCut: Bool

  package init(title: String, bytes: [UInt8], sections: [TextSection], wasCut: Bool) {
    self.title = title
    self.bytes = bytes
    self.sections = sections
    self.wasCut = wasCut
  }
}

package struct TextSection: Sendable, Equatable, Codable {
  package enum Kind: String, Sendable, Codable, CaseIterable {
    case heading
    case paragraph
    case list
    case code
    case table
    /// Below a heading that announces indicators of compromise.
    case indicators
    /// Below a heading that announces advice: what it names is to be prevented, not what happened.
    case mitigation
    /// Below a heading that announces sources.
    case references
    /// What is on every page of a site: navigation, footers, who the authors are.
    case boilerplate

    /// Whether it tells what happened, so that sentences of it can show techniques.
    package var isNarrative: Bool {
      switch self {
      case .heading, .paragraph, .list: true
      case .code, .table, .indicators, .mitigation, .references, .boilerplate: false
      }
    }
  }

  package var kind: Kind
  package var range: Range<Int>

  package init(kind: Kind, range: Range<Int>) {
    self.kind = kind
    self.range = range
  }
}
