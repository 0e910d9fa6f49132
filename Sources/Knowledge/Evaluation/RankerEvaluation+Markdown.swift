extension RankerEvaluation {
  /// The figures as a page, without anything that changes from run to run.
  package var markdown: String {
    """
    # Technique ranking, measured

    Made by `rollcall evaluate knowledge --data ../shared/data`. \(documentCount) labelled reports
    (\(markCount) marked spans of TRAM's 50 techniques) in \(groupCount) groups of near-identical reports,
    each held out once in \(folds) parts; \(procedureCount) ATT&CK procedure examples for training, less
    those that cite a held-out report. Thresholds come from the training parts alone. Brackets: 95 % of
    \(BootstrapInterval.draws) draws of reports with replacement.

    | figure | value |
    |---|---|
    | marked spans, micro-F1 | \(spanMicroF1.text) |
    | marked spans, right technique among the first three | \(spanTopThree.text) |
    | whole reports, mean F1 | \(documentMeanF1.text) |
    | whole reports, precision over all | \(documentPrecision.text) |
    | whole reports, recall over all | \(documentRecall.text) |
    | whole reports, mean F1 of technique names alone | \(namesOnlyMeanF1.text) |
    | largest model, bytes | \(modelByteCount) |

    A report with no technique counts 1 if none is shown and 0 otherwise. Features, passes and costs were
    chosen by looking at these same reports, so figures on others may be a little lower.

    """
  }
}

extension MeasuredFigure {
  fileprivate var text: String {
    "\(Self.rounded(value)) [\(Self.rounded(interval.low)), \(Self.rounded(interval.high))]"
  }

  /// Three places.
  private static func rounded(_ share: Double) -> String {
    let thousandths = Int((share * 1_000).rounded())
    let places = String(thousandths % 1_000)
    return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - places.count) + places
  }
}
