extension LabEvaluation {
  /// Rollcall beside the rules, as text.
  var comparisonSection: String {
    """
    ## Beside threshold rules

    ![Campaigns found against false findings, over the settings of each detector](curve.svg)

    ![Campaigns found within so many probes, each detector as it is usually set](probes.svg)

    The rules are written anew from their published parameters and read the attempts that Rollcall decoded. They
    count per address. An alert counts for the campaign that owns more than half of what is in the window or
    bucket; each address has at most one false alert, however often it is accused. Rollcall's setting is the
    number of false findings that a scan may be expected to hold.

    \(usualTable.text)
    \(ruleTable.text)
    \(sweepTable.text)
    """
  }

  private var usualTable: MarkdownTable {
    var table = MarkdownTable(
      "detector as usually set",
      "found",
      "within 10 probes",
      "within 100",
      "false per 10 M"
    )
    table.rows = usualPoints.map { point in
      [
        title(point.detector),
        Figures.share(point.found(in: labs)),
        Figures.pair(point.found(in: labs, within: 10)),
        Figures.pair(point.found(in: labs, within: 100)),
        Figures.decimal(point.falsePerTenMillion),
      ]
    }
    return table
  }

  private var ruleTable: MarkdownTable {
    var table = MarkdownTable("rule", "counts", "alerts at", "where the parameters are from")
    table.rows = ThresholdRule.catalogue.map { rule in
      [rule.title, rule.counter.text, "\(rule.usualThreshold)", rule.origin]
    }
    return table
  }

  private var sweepTable: MarkdownTable {
    var table = MarkdownTable("detector", "setting", "found", "false per 10 M")
    table.rows = points.map { point in
      [
        title(point.detector), point.setting + (point.isUsual ? " (usual)" : ""),
        Figures.pair(point.found(in: labs)),
        Figures.decimal(point.falsePerTenMillion),
      ]
    }
    return table
  }

  func title(_ detector: String) -> String {
    ThresholdRule.named(detector)?.title ?? "Rollcall"
  }
}

extension ThresholdRule.Counter {
  fileprivate var text: String {
    switch self {
    case .fixedWindow(let seconds): "in bins of \(Figures.duration(seconds: Double(seconds)))"
    case .slidingWindow(let seconds): "in the last \(Figures.duration(seconds: Double(seconds)))"
    case .leakyBucket(let seconds): "in a bucket that loses one in \(seconds) s"
    }
  }
}

extension Figures {
  static func pair(_ found: Proportion) -> String { "\(found.hits) of \(found.total)" }
}
