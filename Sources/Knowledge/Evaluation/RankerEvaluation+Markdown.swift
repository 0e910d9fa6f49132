extension RankerEvaluation {
  /// The figures as a part of a page.
  package var markdown: String {
    """
    ## The 50 techniques of TRAM

    \(documentCount) labelled reports (\(markCount) marked spans of TRAM's 50 techniques) in \(groupCount) groups of near-identical reports,
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
    | training one model on all reports, seconds of processor | \(Thousandths.text(trainingSeconds)) |

    A report with no technique counts 1 if none is shown and 0 otherwise. Features, passes and costs were
    chosen by looking at these same reports, so figures on others may be a little lower.

    """
  }
}

extension MeasuredFigure {
  package var text: String {
    "\(Thousandths.text(value)) [\(Thousandths.text(interval.low)), \(Thousandths.text(interval.high))]"
  }
}
