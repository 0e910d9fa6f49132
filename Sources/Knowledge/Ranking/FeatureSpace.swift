import Glibc

/// Which features a model knows, and how much each one says: its inverse document frequency.
struct FeatureSpace: Equatable, Sendable {
  /// Rising; a feature's number is its place.
  var hashes: [UInt32]
  var inverseFrequency: [Float]

  /// A feature of fewer examples is noise: it can only be learned by heart.
  static let fewestWordExamples = 2
  static let fewestRunExamples = 4

  init(hashes: [UInt32], inverseFrequency: [Float]) {
    self.hashes = hashes
    self.inverseFrequency = inverseFrequency
  }

  /// The features that enough of `texts` have.
  init(of texts: some Sequence<HashedText>) {
    var frequency: [UInt32: (texts: Int, isWord: Bool)] = [:]
    var count = 0
    for text in texts {
      count += 1
      for (place, hash) in text.hashes.enumerated() {
        frequency[hash, default: (0, place < text.wordFeatureCount)].texts += 1
      }
    }
    let kept = frequency.filter {
      $0.value.texts >= ($0.value.isWord ? Self.fewestWordExamples : Self.fewestRunExamples)
    }
    hashes = kept.keys.sorted()
    inverseFrequency = hashes.map { hash in
      let seen = Float(kept[hash]?.texts ?? 0)
      return log((1 + Float(count)) / (1 + seen)) + 1
    }
  }

  /// The text as a vector: damped counts times inverse frequency, words and runs each of length 1.
  func vector(of text: HashedText) -> SparseVector {
    var vector = SparseVector()
    append(text, text.hashes.indices.prefix(text.wordFeatureCount), to: &vector)
    append(text, text.hashes.indices.dropFirst(text.wordFeatureCount), to: &vector)
    return vector
  }

  private func append(_ text: HashedText, _ places: Range<Int>, to vector: inout SparseVector) {
    let start = vector.features.count
    var squares: Float = 0
    var from = 0
    for place in places {
      guard let feature = number(of: text.hashes[place], from: &from) else { continue }
      let value = (1 + log(Float(text.counts[place]))) * inverseFrequency[feature]
      vector.features.append(Int32(feature))
      vector.values.append(value)
      squares += value * value
    }
    guard squares > 0 else { return }
    let scale = 1 / squares.squareRoot()
    for place in start..<vector.values.count { vector.values[place] *= scale }
  }

  /// Looks from `from` on, since the hashes asked for rise too.
  private func number(of hash: UInt32, from: inout Int) -> Int? {
    var low = from
    var high = hashes.count
    while low < high {
      let middle = (low + high) / 2
      if hashes[middle] < hash { low = middle + 1 } else { high = middle }
    }
    from = low
    return low < hashes.count && hashes[low] == hash ? low : nil
  }
}

struct SparseVector: Equatable, Sendable {
  var features: [Int32] = []
  var values: [Float] = []
}
