extension Finding {
  /// Where a finding stands among the others of its list.
  package struct Triage: Equatable, Sendable, Codable {
    package enum State: String, Sendable, Codable, CaseIterable {
      /// Strong enough by itself at the fixed level.
      case page
      /// Among those whose share of false ones is controlled.
      case queue
      /// Neither.
      case rest
    }

    package var state: State
    /// Whether the e-BH procedure at level `fdr` selects it.
    package var eBH: Bool
    package var fdr: Double
    package var pageLevel: Double
    /// Among the open findings of the day of its detection (UTC), from 1.
    package var rank: Int

    package init(state: State, eBH: Bool, fdr: Double, pageLevel: Double, rank: Int) {
      self.state = state
      self.eBH = eBH
      self.fdr = fdr
      self.pageLevel = pageLevel
      self.rank = rank
    }

    enum CodingKeys: String, CodingKey {
      case state, fdr, rank
      case eBH = "e_bh"
      case pageLevel = "page_level"
    }
  }
}
