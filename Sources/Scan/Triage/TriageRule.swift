import Detection
package import Model

/// Which findings wake somebody, which are looked at, and in what order.
package struct TriageRule: Sendable, Equatable {
  /// Share of false findings in the queue.
  package var fdr: Double
  /// Chance that a scan without any roll call pages.
  package var pageLevel: Double
  /// Findings of one day (UTC, of detection) that are shown; all if `nil`.
  package var budget: Int?

  package init(fdr: Double = 0.1, pageLevel: Double = 0.01, budget: Int? = nil) {
    (self.fdr, self.pageLevel, self.budget) = (fdr, pageLevel, budget)
  }

  /// What the rule asks of a finding.
  package struct Subject: Sendable, Equatable {
    package var id: String
    package var isOpen: Bool
    package var detectedAt: Timestamp
    package var log10E: Double
    package var expectedFalse: Double
    /// See `FindingSeverity`: how far the operator came.
    package var severity: Int

    package init(
      id: String,
      isOpen: Bool,
      detectedAt: Timestamp,
      log10E: Double,
      expectedFalse: Double,
      severity: Int
    ) {
      self.id = id
      self.isOpen = isOpen
      self.detectedAt = detectedAt
      self.log10E = log10E
      self.expectedFalse = expectedFalse
      self.severity = severity
    }

    fileprivate var adjustedExpectedFalse: Double {
      expectedFalse == 0 ? 0 : expectedFalse * EBH.adjustment(log10E: log10E)
    }

    package init(_ finding: Finding) {
      self.init(
        id: finding.id,
        isOpen: finding.status == nil,
        detectedAt: finding.detectedAt,
        log10E: finding.score.log10E,
        expectedFalse: finding.score.expectedFalseFindings,
        severity: FindingSeverity(finding).rawValue
      )
    }
  }

  /// By id. Declared findings have no place: nobody waits for them.
  ///
  /// Ranked within the day by state, then by how far the operator came, then by strength.
  package func triage(_ subjects: [Subject]) -> [String: Finding.Triage] {
    let open = subjects.filter(\.isOpen)
    let selected = EBH.selected(open.map(\.adjustedExpectedFalse), level: fdr)
    let states = zip(open, selected).map { subject, isSelected in
      EBH.pages(subject.expectedFalse, level: pageLevel)
        ? Finding.Triage.State.page : isSelected ? .queue : .rest
    }
    let order = open.indices.sorted { left, right in
      let (one, other) = (open[left], open[right])
      if states[left] != states[right] { return states[left].order < states[right].order }
      if one.severity != other.severity { return one.severity > other.severity }
      if one.log10E != other.log10E { return one.log10E > other.log10E }
      return one.id < other.id
    }
    var seen: [Int64: Int] = [:]
    var result: [String: Finding.Triage] = [:]
    for place in order {
      let day = open[place].detectedAt.millisecondsSince1970 / 86_400_000
      seen[day, default: 0] += 1
      result[open[place].id] = Finding.Triage(
        state: states[place],
        eBH: selected[place],
        fdr: fdr,
        pageLevel: pageLevel,
        rank: seen[day, default: 1]
      )
    }
    return result
  }

  /// Whether the budget has room for it; declared findings need none.
  package func shows(_ triage: Finding.Triage?) -> Bool {
    guard let budget, let triage else { return true }
    return triage.rank <= budget
  }

  /// The findings with their places, and those that the budget has room for: in order of their rank where
  /// there is a budget, else in their own.
  package func apply(to findings: [Finding]) -> (all: [Finding], shown: [Finding]) {
    let places = triage(findings.map(Subject.init))
    let all = findings.map { finding in
      var finding = finding
      finding.triage = places[finding.id]
      return finding
    }
    return (all, all.filter { shows($0.triage) })
  }
}

extension Finding.Triage.State {
  fileprivate var order: Int {
    switch self {
    case .page: 0
    case .queue: 1
    case .rest: 2
    }
  }
}
