import Glibc

/// From the scores of a document's sentences to the chance that it shows a technique.
///
/// One sentence that says it clearly counts, and several that hint at it count too; a long document has
/// a high best score by chance alone. A logistic regression of six such figures weighs them; it has too
/// few parameters to learn documents by heart.
struct DocumentScorer: Equatable, Sendable {
  static let figureCount = 8
  var coefficients: [Double]
  /// The chance from which on a technique is shown: below, the ranker abstains.
  var threshold: Double
  /// Log odds of each class among the documents of the training.
  var priors: [Double]

  func chance(of classIndex: Int, figures: [Double]) -> Double {
    let sum = zip(coefficients, figures + [priors[classIndex]]).reduce(0) { $0 + $1.0 * $1.1 }
    return 1 / (1 + exp(-sum))
  }

  /// For each class the figures without its prior. `scores` has a row for each sentence.
  static func figures(of scores: [[Float]], classCount: Int) -> [[Double]] {
    (0..<classCount).map { classIndex in
      var best = scores.map { Double($0[classIndex]) }.sorted(by: >)
      let hints = best.count { $0 > -0.5 }
      while best.count < 5 { best.append(-1.5) }
      return [
        1, best[0], best[1], best[2], best[4], log(1 + Double(scores.count)),
        log(1 + Double(hints)),
      ]
    }
  }
}

/// Fits a `DocumentScorer` by Newton's method with a small ridge, so that it always ends.
struct DocumentScorerTraining {
  struct Document: Sendable {
    /// For each class.
    var figures: [[Double]]
    var classes: Set<Int>
  }

  static let ridge = 1.0
  static let steps = 25

  /// Where `priors` are not given, they are those of the documents.
  static func train(
    _ documents: [Document],
    classCount: Int,
    priors given: [Double]? = nil
  ) -> DocumentScorer {
    let priors =
      given
      ?? (0..<classCount).map { classIndex in
        let having = Double(documents.count { $0.classes.contains(classIndex) })
        return log((having + 1) / (Double(documents.count) - having + 1))
      }
    var rows: [[Double]] = []
    var truths: [Double] = []
    for document in documents {
      for classIndex in 0..<classCount {
        rows.append(document.figures[classIndex] + [priors[classIndex]])
        truths.append(document.classes.contains(classIndex) ? 1 : 0)
      }
    }
    var scorer = DocumentScorer(
      coefficients: fit(rows, truths),
      threshold: 0.5,
      priors: priors
    )
    scorer.threshold = bestThreshold(of: scorer, on: documents, classCount: classCount)
    return scorer
  }

  private static func fit(_ rows: [[Double]], _ truths: [Double]) -> [Double] {
    let width = DocumentScorer.figureCount
    var coefficients = [Double](repeating: 0, count: width)
    for _ in 0..<steps {
      var gradient = coefficients.map { -ridge * $0 }
      var curvature = (0..<width).map { row in
        (0..<width).map { $0 == row ? ridge : 0 }
      }
      for (row, truth) in zip(rows, truths) {
        let sum = zip(coefficients, row).reduce(0) { $0 + $1.0 * $1.1 }
        let chance = 1 / (1 + exp(-sum))
        for first in 0..<width {
          gradient[first] += (truth - chance) * row[first]
          for second in 0..<width {
            curvature[first][second] += chance * (1 - chance) * row[first] * row[second]
          }
        }
      }
      let step = solve(curvature, gradient)
      for place in 0..<width { coefficients[place] += step[place] }
    }
    return coefficients
  }

  /// Gaussian elimination; the matrix is positive definite, so no pivoting is needed.
  private static func solve(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
    var (matrix, vector) = (matrix, vector)
    for pivot in vector.indices {
      for row in vector.indices where row != pivot {
        let factor = matrix[row][pivot] / matrix[pivot][pivot]
        for column in pivot..<vector.count { matrix[row][column] -= factor * matrix[pivot][column] }
        vector[row] -= factor * vector[pivot]
      }
    }
    return vector.indices.map { vector[$0] / matrix[$0][$0] }
  }

  /// The threshold with the best mean F1 a document.
  private static func bestThreshold(
    of scorer: DocumentScorer,
    on documents: [Document],
    classCount: Int
  ) -> Double {
    let chances = documents.map { document in
      (0..<classCount).map { scorer.chance(of: $0, figures: document.figures[$0]) }
    }
    var best = (threshold: 0.5, mean: -1.0)
    for step in 10...80 {
      let threshold = Double(step) / 100
      let sum = zip(documents, chances).reduce(0.0) { sum, pair in
        let shown = Set(pair.1.indices.filter { pair.1[$0] >= threshold })
        return sum + SetAgreement(predicted: shown, actual: pair.0.classes).f1
      }
      let mean = sum / Double(max(1, documents.count))
      if mean > best.mean { best = (threshold, mean) }
    }
    return best.threshold
  }
}

/// How far a predicted set agrees with the actual one.
package struct SetAgreement: Equatable, Sendable {
  package var hits: Int
  package var predicted: Int
  package var actual: Int

  package init(hits: Int = 0, predicted: Int = 0, actual: Int = 0) {
    self.hits = hits
    self.predicted = predicted
    self.actual = actual
  }

  package init<Element>(predicted: Set<Element>, actual: Set<Element>) {
    self.init(
      hits: predicted.intersection(actual).count,
      predicted: predicted.count,
      actual: actual.count
    )
  }

  /// 1 where both are empty: nothing was there, and nothing was said.
  package var f1: Double {
    predicted + actual == 0 ? 1 : 2 * Double(hits) / Double(predicted + actual)
  }

  package var precision: Double { predicted == 0 ? 1 : Double(hits) / Double(predicted) }
  package var recall: Double { actual == 0 ? 1 : Double(hits) / Double(actual) }

  package static func + (first: Self, second: Self) -> Self {
    Self(
      hits: first.hits + second.hits,
      predicted: first.predicted + second.predicted,
      actual: first.actual + second.actual
    )
  }
}
