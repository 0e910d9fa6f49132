/// How scores of sentences become the chance that a report shows a technique, fitted on labelled reports
/// by `rollcall evaluate knowledge`, which prints these figures. They hold no word of any report.
package enum ShippedCalibration {
  /// In the order of `DocumentScorer.figures`; the last is of the prior.
  static let coefficients: [Double] = [
    -0.016, 1.300, 0.266, -0.155, -0.287, -0.093, 1.196, 1.108,
  ]
  /// The threshold with the best mean F1 of those reports.
  static let threshold = 0.17
  package static let origin = "151 reports labelled for TRAM, none of which the model has seen"

  static func scorer(priors: [Double]) -> DocumentScorer {
    DocumentScorer(coefficients: coefficients, threshold: threshold, priors: priors)
  }
}
