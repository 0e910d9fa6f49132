// Trains linear support vector machines, one against the rest for each technique.
//
// Dual coordinate descent for the squared hinge loss (Hsieh, Chang, Lin, Keerthi, Sundararajan: A Dual
// Coordinate Descent Method for Large-scale Linear SVM, ICML 2008), turned inside out: the outer loop
// goes over examples and the inner one over techniques, 16 at a time, because an example's features
// are then read once for all. Techniques do not see each other, so each core can train a share of them.
// An example is passed over while it changes no technique of the share: another number of shares gives
// slightly other weights. The order of examples comes from a fixed seed.

/// What the machine learns from.
struct LinearProblem: Sendable {
  struct Example: Sendable {
    /// Which other classes the example speaks against.
    enum Negatives: Sendable {
      case allOthers
      /// An analyst's verdict: of further techniques it says nothing.
      case only([Int])
    }

    var vector: SparseVector
    var positives: [Int]
    var negatives = Negatives.allOthers
    /// How much an error on it costs.
    var cost: Float
  }

  var featureCount: Int
  var classCount: Int
  var examples: [Example]
}

struct DualCoordinateDescent: Sendable {
  private typealias Lanes = SIMD16<Float>
  private static let width = 16

  /// Passes over the examples; scores change by less than 1 % in further ones.
  var passes = 12
  var seed: UInt64 = 0x5eed

  /// The weights of all classes, of which each worker trains an equal share.
  func train(_ problem: LinearProblem, workers: Int) async -> [Float] {
    let bounds = (0...workers).map { problem.classCount * $0 / workers }
    let shares = zip(bounds, bounds.dropFirst()).map { $0..<$1 }.filter { !$0.isEmpty }
    let parts = await withTaskGroup(of: (Int, [Float]).self) { group in
      for (number, share) in shares.enumerated() {
        group.addTask { @concurrent in (number, train(problem, classes: share)) }
      }
      return await group.reduce(into: [[Float]](repeating: [], count: shares.count)) {
        $0[$1.0] = $1.1
      }
    }
    if parts.count == 1 { return parts[0] }
    return (0...problem.featureCount).flatMap { row in
      zip(shares, parts).flatMap { $1[row * $0.count..<(row + 1) * $0.count] }
    }
  }

  /// Weights of `classes`, one row of `classes.count` a feature, and a row for the bias at the end.
  func train(_ problem: LinearProblem, classes: Range<Int>) -> [Float] {
    let blocks = (classes.count + Self.width - 1) / Self.width
    var weights = [Lanes](repeating: .zero, count: (problem.featureCount + 1) * blocks)
    var duals = [Lanes](repeating: .zero, count: problem.examples.count * blocks)
    var order = Array(problem.examples.indices)
    // Passes in a row in which the example changed nothing.
    var quiet = [Int](repeating: 0, count: problem.examples.count)
    var random = SplitMix(state: seed)
    for pass in 0..<passes {
      order.shuffle(using: &random)
      for example in order where quiet[example] < 2 || pass % 4 == 3 {
        let changed = Self.visit(
          problem.examples[example],
          classes: classes,
          weights: &weights,
          duals: &duals,
          dualOffset: example * blocks,
          blocks: blocks
        )
        quiet[example] = changed ? 0 : quiet[example] + 1
      }
    }
    return Self.rows(weights, blocks: blocks, classCount: classes.count)
  }

  /// One step along the duals of an example, for all classes. Whether anything moved.
  private static func visit(
    _ example: LinearProblem.Example,
    classes: Range<Int>,
    weights: inout [Lanes],
    duals: inout [Lanes],
    dualOffset: Int,
    blocks: Int
  ) -> Bool {
    let (features, values) = (example.vector.features, example.vector.values)
    // What the squared loss adds to the diagonal; the 1 is the bias.
    let diagonal = 0.5 / example.cost
    let curvature = values.reduce(1) { $0 + $1 * $1 } + diagonal
    let bias = weights.count - blocks
    var hasChanged = false
    for block in 0..<blocks {
      var scores = weights[bias + block]
      for place in features.indices {
        scores += weights[Int(features[place]) * blocks + block] * values[place]
      }
      let (signs, known) = Self.signs(of: example, from: classes.lowerBound + block * width)
      let old = duals[dualOffset + block]
      let gradient = signs * scores - 1 + old * diagonal
      let new = pointwiseMax(old - gradient / curvature, .zero) * known
      let step = (new - old) * signs
      if step == .zero { continue }
      hasChanged = true
      duals[dualOffset + block] = new
      weights[bias + block] += step
      for place in features.indices {
        weights[Int(features[place]) * blocks + block] += step * values[place]
      }
    }
    return hasChanged
  }

  /// 1 for a positive class and -1 for others; and 1 where the example says anything of the class.
  private static func signs(
    of example: LinearProblem.Example,
    from first: Int
  ) -> (signs: Lanes, known: Lanes) {
    var signs = Lanes(repeating: -1)
    var known = Lanes(repeating: 1)
    if case .only(let negatives) = example.negatives {
      known = .zero
      for negative in negatives where first..<first + width ~= negative {
        known[negative - first] = 1
      }
    }
    for positive in example.positives where first..<first + width ~= positive {
      (signs[positive - first], known[positive - first]) = (1, 1)
    }
    return (signs, known)
  }

  private static func rows(_ weights: [Lanes], blocks: Int, classCount: Int) -> [Float] {
    var rows: [Float] = []
    rows.reserveCapacity(weights.count / blocks * classCount)
    for row in stride(from: 0, to: weights.count, by: blocks) {
      for lane in 0..<classCount { rows.append(weights[row + lane / width][lane % width]) }
    }
    return rows
  }
}
