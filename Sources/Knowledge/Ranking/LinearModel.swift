/// A trained classifier: for each feature the few classes it speaks for or against.
///
/// Weights are whole numbers from -127 to 127 with one scale a class, and small ones are left out, so
/// that the model of all techniques fits in 5 MB. Every figure that is published was measured on this
/// form, after it had been written and read.
struct LinearModel: Equatable, Sendable {
  struct Weight: Equatable, Sendable {
    var classIndex: UInt16
    var value: Int8
  }

  var space: FeatureSpace
  var classes: [String]
  /// What 1 means, for each class.
  var scales: [Float]
  var biases: [Float]
  /// Where the weights of each feature begin; one more at the end.
  var starts: [UInt32]
  var weights: [Weight]

  func scores(of text: HashedText) -> [Float] {
    let vector = space.vector(of: text)
    var sums = [Float](repeating: 0, count: classes.count)
    for (feature, value) in zip(vector.features, vector.values) {
      for place in Int(starts[Int(feature)])..<Int(starts[Int(feature) + 1]) {
        sums[Int(weights[place].classIndex)] += Float(weights[place].value) * value
      }
    }
    return sums.indices.map { sums[$0] * scales[$0] + biases[$0] }
  }
}

extension LinearModel {
  /// Keeps the weights that matter most: at most `largestWeightCount` of them.
  init(
    space: FeatureSpace,
    classes: [String],
    rows: [Float],
    largestWeightCount: Int
  ) {
    let width = classes.count
    let featureCount = space.hashes.count
    biases = (0..<width).map { rows[featureCount * width + $0] }
    var largest = [Float](repeating: 0, count: width)
    for place in 0..<featureCount * width {
      largest[place % width] = max(largest[place % width], abs(rows[place]))
    }
    scales = largest.map { max($0, 1e-6) / 127 }
    let least = Self.leastKept(rows.prefix(featureCount * width), limit: largestWeightCount)
    var kept = FeatureSpace(hashes: [], inverseFrequency: [])
    (starts, weights) = ([0], [])
    for feature in 0..<featureCount {
      for classIndex in 0..<width {
        let weight = rows[feature * width + classIndex]
        let value = Int8((weight / scales[classIndex]).rounded())
        guard abs(weight) >= least, value != 0 else { continue }
        weights.append(Weight(classIndex: UInt16(classIndex), value: value))
      }
      if weights.count > Int(starts[starts.count - 1]) {
        kept.hashes.append(space.hashes[feature])
        kept.inverseFrequency.append(space.inverseFrequency[feature])
        starts.append(UInt32(weights.count))
      }
    }
    self.space = kept
    self.classes = classes
  }

  /// The size that a weight must have so that about `limit` are kept.
  private static func leastKept(_ rows: ArraySlice<Float>, limit: Int) -> Float {
    // Bins of sizes on a logarithmic scale by the number's own bits: no sorting of millions.
    var bins = [Int](repeating: 0, count: 1 << 16)
    for weight in rows { bins[Int(abs(weight).bitPattern >> 15)] += 1 }
    var kept = 0
    for bin in bins.indices.reversed() {
      kept += bins[bin]
      if kept > limit { return Float(bitPattern: UInt32(bin + 1) << 15) }
    }
    return 0
  }
}
