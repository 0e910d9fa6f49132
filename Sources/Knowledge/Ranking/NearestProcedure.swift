/// The example that a sentence is most like: why the ranker thinks of the technique, in words.
package struct NearestProcedure: Sendable {
  private let procedures: [ProcedureExample]
  private let vectors: [SparseVector]
  private let space: FeatureSpace

  /// `procedures` are those of one technique.
  package init(_ procedures: [ProcedureExample], ranker: TechniqueRanker) {
    let space = ranker.classifier.space
    self.procedures = procedures
    vectors = procedures.map { space.vector(of: HashedText($0.text)) }
    self.space = space
  }

  /// The example whose words and runs of characters are most alike, with the cosine, 0 to 1; `nil` if none
  /// shares any.
  package func nearest(to sentence: String) -> (procedure: ProcedureExample, likeness: Double)? {
    let wanted = space.vector(of: HashedText(sentence))
    var weights: [Int32: Float] = [:]
    for (feature, value) in zip(wanted.features, wanted.values) { weights[feature] = value }
    let likeness = vectors.map { vector in
      zip(vector.features, vector.values).reduce(Float(0)) {
        $0 + (weights[$1.0] ?? 0) * $1.1
      }
    }
    guard let best = likeness.indices.max(by: { likeness[$0] < likeness[$1] }), likeness[best] > 0
    else { return nil }
    // Both halves of a vector have length 1.
    return (procedures[best], Double(likeness[best]) / 2)
  }
}
