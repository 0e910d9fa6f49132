import Lab

extension LabEvaluation {
  var markdownSections: [String] {
    [
      goalSection, countingSection, scenarioSection, stageSection, falseFindingSection,
      comparisonSection,
    ]
  }

  private var goalSection: String {
    """
    ## Goals

    On the campaigns that a detector can be expected to find. In brackets are 95 % intervals: Wilson's for
    shares, Garwood's for counts of false findings, and the percentile bootstrap over whole labs for the rest.

    \(goals.table)
    """
  }

  private var countingSection: String {
    let lost = labs.map(\.lostProbes).reduce(0, +)
    let probes = labs.flatMap(\.campaigns).map(\.probes).reduce(0, +)
    return """
      ## How it is counted

      - Labs are seeded traffic of an invented company with known truth. What they teach of the real world is
        bounded by what we thought of; real logs stand at the end.
      - A finding counts for the campaign that owns more than half of the different pairs of source and absent
        name among the records it cites. It is *merged* if only several campaigns together own more than half,
        *false* if nobody hostile does, and left aside if the activity was declared beforehand.
      - A campaign is found if a finding counts for it. Further findings of it are *fragments*.
      - Probes to detection: probes of the campaign, from all its sources, that left a line up to the moment
        `detected_at` of its earliest finding. A missed campaign counts as infinitely many.
      - A source is attributed from a posterior of .5 on. Precision and recall of sources and confirmed
        accounts are pooled over the campaigns found.
      - \(lost) of \(probes) probes in the truth were not found again in the decoded logs.

      """
  }

  private var scenarioSection: String {
    var table = MarkdownTable(
      "scenario",
      "found",
      "probes: median",
      "p95",
      "time: median",
      "sources P / R",
      "confirmed P / R",
      "fragments",
      "merged",
      "best rule finds"
    )
    let rule = bestRule
    table.rows = scenarioSummaries.map { summary in
      [
        summary.scenario.rawValue + (summary.isExpected ? "" : " (not expected)"),
        Figures.share(summary.found),
        Figures.count(summary.medianProbes, summary.medianInterval),
        Figures.count(summary.lateProbes),
        summary.medianSeconds.map { Figures.duration(seconds: $0) } ?? "-",
        Figures.pair(summary.sourcePrecision, summary.sourceRecall),
        Figures.pair(summary.confirmedPrecision, summary.confirmedRecall),
        "\(summary.fragments)",
        "\(summary.merged)",
        rule.map { point in
          let found = point.found(summary, in: labs)
          return "\(found.hits) of \(found.total)"
        } ?? "-",
      ]
    }
    let title = rule.flatMap { ThresholdRule.named($0.detector) }?.title ?? "none"
    return """
      ## Scenarios

      ![Share of campaigns found, by scenario](scenarios.svg)

      The best rule is the one that, as it is usually set, finds most campaigns: \(title).

      \(table.text)
      """
  }

  private var stageSection: String {
    let campaigns = labs.flatMap(\.campaigns)
    func links(_ campaigns: [CampaignScore], _ kind: StageTruth.Kind) -> Proportion {
      let stages = campaigns.flatMap(\.stages).filter { $0.kind == kind }
      return Proportion(stages.count(where: \.isLinked), of: stages.count)
    }
    var table = MarkdownTable("stage", "linked to its campaign", "of those that can be")
    table.rows = StageTruth.Kind.allCases.compactMap { kind in
      let all = links(campaigns, kind)
      if all.total == 0 { return nil }
      let possible = links(campaigns.filter(\.canBeFollowed), kind)
      return [kind.rawValue, Figures.share(all), Figures.share(possible)]
    }
    let named = campaigns.reduce(0) { $0 + $1.strangerStages }
    let stray = campaigns.reduce(0) { $0 + $1.strayStages }
    return """
      ## What followed

      A stage is linked if a finding of its campaign names a stage of the same technique, or of its parent or
      child, with at least one of the accounts. It can be if the campaign was found and the log shows at least
      \(CampaignScore.fewestToFollow) of the accounts that it was told of.

      \(table.text)

      Of \(named) stages that findings name of sources that took no part, \(stray) answer to nothing in the
      campaign's truth.
      """
  }

  private var falseFindingSection: String {
    var table = MarkdownTable(
      "seed",
      "finding",
      "pattern",
      "services",
      "probes",
      "log10 E",
      "situation",
      "sources"
    )
    table.rows = labs.flatMap { lab in
      lab.falseFindings.map { finding in
        [
          "\(lab.seed)", finding.id, finding.pattern, finding.services.joined(separator: " "),
          "\(finding.probes)", Figures.decimal(finding.log10E),
          finding.situations.isEmpty ? "none planted" : finding.situations.joined(separator: " "),
          finding.sources.joined(separator: " "),
        ]
      }
    }
    let declared = labs.map(\.declaredFindings).reduce(0, +)
    let merged = labs.map(\.mergedFindings).reduce(0, +)
    return """
      ## False findings

      \(labs.map(\.findings).reduce(0, +)) findings in all; \(declared) about declared scanners, \(merged) merged,
      \(table.rows.count) false\(table.rows.isEmpty ? "." : ":")

      \(table.rows.isEmpty ? "" : table.text)
      """
  }
}

extension Figures {
  /// Two shares without their counts.
  static func pair(_ first: Proportion, _ second: Proportion) -> String {
    [first, second].map { $0.share.map(fraction) ?? "-" }.joined(separator: " / ")
  }
}

extension ThresholdRule {
  package static func named(_ id: String) -> ThresholdRule? { catalogue.first { $0.id == id } }
}
