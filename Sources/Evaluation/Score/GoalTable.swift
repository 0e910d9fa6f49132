import Lab

/// A figure of the design page, its goal, and what was measured.
package struct Goal: Codable, Equatable, Sendable {
  package var figure: String
  package var goal: String
  package var measured: String
  /// `nil` where there was nothing to measure.
  package var isMet: Bool?

  package init(figure: String, goal: String, measured: String, isMet: Bool?) {
    (self.figure, self.goal) = (figure, goal)
    (self.measured, self.isMet) = (measured, isMet)
  }
}

extension [Goal] {
  /// As a table in Markdown.
  package var table: String {
    var table = MarkdownTable("figure", "goal", "measured", "met?")
    table.rows = map { goal in
      [goal.figure, goal.goal, goal.measured, goal.isMet.map { $0 ? "yes" : "**no**" } ?? "-"]
    }
    return table.text
  }
}

extension LabEvaluation {
  /// The goals that the design sets, on the campaigns of these labs that a detector can be expected to
  /// find.
  package var goals: [Goal] {
    [fewHits, manyHits, falseFindings, distributed, sources, confirmed]
  }

  /// A missed campaign counts as one that infinitely many probes do not find.
  private static func probes(_ campaigns: [CampaignScore]) -> [Double] {
    campaigns.map { $0.probesToDetection.map(Double.init) ?? .infinity }
  }

  private func campaigns(
    _ labs: [LabScore],
    where test: (CampaignScore) -> Bool
  ) -> [CampaignScore] {
    labs.flatMap(\.campaigns).filter { $0.isExpected && test($0) }
  }

  private var fewHits: Goal {
    let probes = { labs in Self.probes(campaigns(labs) { $0.isAlone && $0.hitShare <= 0.3 }) }
    return quantiles(
      "one source, list with at most 30 % hits: probes to detection",
      goal: "median <= 6, p95 <= 10",
      probes
    ) { $0 <= 6 && $1 <= 10 }
  }

  private var manyHits: Goal {
    let isGood: (CampaignScore) -> Bool = { $0.isAlone && (0.6...0.9).contains($0.hitShare) }
    let probes = { labs in Self.probes(campaigns(labs, where: isGood)) }
    return quantiles(
      "one source, list with 60 to 90 % hits: probes to detection",
      goal: "<= 30 (p95)",
      probes
    ) { $1 <= 30 }
  }

  private func quantiles(
    _ figure: String,
    goal: String,
    _ probes: ([LabScore]) -> [Double],
    isMet: (Double, Double) -> Bool
  ) -> Goal {
    let all = probes(labs)
    guard let median = all.quantile(0.5), let late = all.quantile(0.95) else {
      return Goal(figure: figure, goal: goal, measured: "no such campaign", isMet: nil)
    }
    let medians = Bootstrap.interval(of: labs) { probes($0).quantile(0.5) }
    let lates = Bootstrap.interval(of: labs) { probes($0).quantile(0.95) }
    let measured =
      "median \(Figures.count(median, medians)), p95 \(Figures.count(late, lates)) "
      + "of \(all.count) campaigns"
    return Goal(figure: figure, goal: goal, measured: measured, isMet: isMet(median, late))
  }

  private var falseFindings: Goal {
    let count = labs.map(\.falseFindings.count).reduce(0, +)
    let millions = Double(labs.map(\.benignEvents).reduce(0, +)) / 1e7
    guard millions > 0 else {
      return Goal(
        figure: "false findings per 10 M benign events",
        goal: "<= 1",
        measured: "no benign events",
        isMet: nil
      )
    }
    let interval = Interval.poisson(count)
    let rates = Interval(lower: interval.lower / millions, upper: interval.upper / millions)
    let measured =
      "\(Figures.decimal(Double(count) / millions, rates)): \(count) in "
      + "\(Figures.decimal(millions * 10)) M"
    return Goal(
      figure: "false findings per 10 M benign events",
      goal: "<= 1",
      measured: measured,
      isMet: Double(count) / millions <= 1
    )
  }

  private var distributed: Goal {
    let isSpread: (CampaignScore) -> Bool = {
      $0.scenario.isOnePerAddress && $0.unknownNameShare >= 0.3
    }
    let all = campaigns(labs, where: isSpread)
    let found = all.filter(\.isFound)
    let mean = { labs in
      campaigns(labs, where: isSpread).compactMap { $0.probesToDetection.map(Double.init) }.mean
    }
    let goal = "recall >= .95, mean <= 25 probes"
    let figure = "one probe per address, at least 30 % of the unknown names"
    guard !all.isEmpty else {
      return Goal(figure: figure, goal: goal, measured: "no such campaign", isMet: nil)
    }
    let recall = Proportion(found.count, of: all.count)
    let probes = mean(labs)
    let means = Bootstrap.interval(of: labs, mean)
    let measured =
      "recall \(Figures.share(recall)), mean "
      + (probes.map { Figures.decimal($0, means) } ?? "none") + " probes of those found"
    let isMet = (recall.share ?? 0) >= 0.95 && (probes ?? .infinity) <= 25
    return Goal(figure: figure, goal: goal, measured: measured, isMet: isMet)
  }

  private var sources: Goal {
    precisionAndRecall(
      "sources attributed to a campaign, of those found",
      goal: "precision >= .99, recall >= .90",
      (\.sourcePrecision, 0.99),
      (\.sourceRecall, 0.90)
    )
  }

  private var confirmed: Goal {
    precisionAndRecall(
      "confirmed accounts, where visible, of campaigns found",
      goal: "precision >= .99, recall >= .95",
      (\.confirmedPrecision, 0.99),
      (\.confirmedRecall, 0.95)
    )
  }

  private typealias Bound = (of: KeyPath<CampaignScore, Proportion>, least: Double)

  private func precisionAndRecall(
    _ figure: String,
    goal: String,
    _ precision: Bound,
    _ recall: Bound
  ) -> Goal {
    let shares = [precision, recall].map { bound in
      labs.flatMap(\.campaigns).map { $0[keyPath: bound.of] }.sum
    }
    let intervals = [precision, recall].map { bound in
      Bootstrap.interval(of: labs) { labs in
        labs.flatMap(\.campaigns).map { $0[keyPath: bound.of] }.sum.share
      }
    }
    guard let first = shares[0].share, let second = shares[1].share else {
      return Goal(figure: figure, goal: goal, measured: "nothing attributed", isMet: nil)
    }
    return Goal(
      figure: figure,
      goal: goal,
      measured: "precision \(Figures.share(shares[0], intervals[0])), "
        + "recall \(Figures.share(shares[1], intervals[1]))",
      isMet: first >= precision.least && second >= recall.least
    )
  }
}

extension CampaignScore {
  /// One source that is nobody else's.
  fileprivate var isAlone: Bool { sources == 1 && !scenario.isBehindOthers }
}

extension CampaignScenario {
  fileprivate var isBehindOthers: Bool { self == .behindOfficeNAT || self == .behindCarrierNAT }

  fileprivate var isOnePerAddress: Bool {
    self == .onePerAddress10 || self == .onePerAddress30 || self == .onePerAddress50
  }
}
