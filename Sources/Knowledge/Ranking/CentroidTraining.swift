// Trains a model of all techniques in one pass over the examples, where a support vector machine would
// need many passes over hundreds of classes of which most have few examples.
//
// Two weights are added. The centroid (Rocchio) is the mean of a class's examples: what it sounds like.
// Complement naive Bayes (Rennie, Shih, Teevan, Karger: Tackling the Poor Assumptions of Naive Bayes Text
// Classifiers, ICML 2003) weighs a feature by how much rarer it is in all other classes: what tells it
// apart. Each is brought to length 1 for each class, so that classes with many examples do not win by it.

import Glibc

struct CentroidTraining: Sendable {
  /// Added to each feature's weight in the other classes: less makes rare features count more.
  var smoothing: Float = 1
  /// The share of naive Bayes in the sum.
  var bayesShare: Float = 0.7
  /// A score that says neither yes nor no becomes 0, and scores are spread as margins are.
  var middle: Float = 0.25
  var spread: Float = 4

  /// Weights as `DualCoordinateDescent` gives them: a row of classes for each feature, and the biases.
  func train(_ problem: LinearProblem) -> [Float] {
    let width = problem.classCount
    var sums = [Float](repeating: 0, count: (problem.featureCount + 1) * width)
    for example in problem.examples {
      var negatives: [Int] = []
      if case .only(let classes) = example.negatives { negatives = classes }
      for (feature, value) in zip(example.vector.features, example.vector.values) {
        let row = Int(feature) * width
        for positive in example.positives { sums[row + positive] += value * example.cost }
        for negative in negatives { sums[row + negative] -= value * example.cost }
      }
    }
    for place in sums.indices where sums[place] < 0 { sums[place] = 0 }
    var squares = [(centroid: Float, bayes: Float)](repeating: (0, 0), count: width)
    forEachWeight(sums, problem) { _, owner, centroid, bayes in
      squares[owner].centroid += centroid * centroid
      squares[owner].bayes += bayes * bayes
    }
    let scales = squares.map { square in
      (
        centroid: spread * (1 - bayesShare)
          / max(square.centroid.squareRoot(), .leastNormalMagnitude),
        bayes: spread * bayesShare / max(square.bayes.squareRoot(), .leastNormalMagnitude)
      )
    }
    var weights = sums
    forEachWeight(sums, problem) { place, owner, centroid, bayes in
      weights[place] = centroid * scales[owner].centroid + bayes * scales[owner].bayes
    }
    for place in problem.featureCount * width..<weights.count { weights[place] = -middle * spread }
    return weights
  }

  /// Calls `body` with the place, the class and both weights of every feature that a class has.
  private func forEachWeight(
    _ sums: [Float],
    _ problem: LinearProblem,
    _ body: (Int, Int, Float, Float) -> Void
  ) {
    let width = problem.classCount
    for feature in 0..<problem.featureCount {
      let row = feature * width..<(feature + 1) * width
      let total = sums[row].reduce(0, +)
      for place in row where sums[place] > 0 {
        let others = (total + smoothing) / (total - sums[place] + smoothing)
        body(place, place - row.lowerBound, sums[place], Self.logarithm(others))
      }
    }
  }

  private static func logarithm(_ value: Float) -> Float { Glibc.log(value) }
}
