// Near-identical reports are found by MinHash (Broder: On the resemblance and containment of documents,
// 1997): of each of 128 orders of all runs of five words, keep the first. The share of equal places of
// two sketches estimates the share of runs that the two texts have in common. Sketches are cut into
// bands, and only reports that agree in a whole band are compared, so that the cost grows with the
// number of reports and not with its square.

/// 128 numbers that stand for a text's runs of five words.
package struct ReportSketch: Equatable, Sendable {
  static let size = 128
  static let wordsInARun = 5
  private static let rowsInABand = 4

  package let values: [UInt32]

  package init(values: [UInt32]) {
    self.values = values
  }

  package init(of text: [UInt8]) {
    var values = [UInt32](repeating: .max, count: Self.size)
    var random = SplitMix(state: 0x51e7c4)
    let factors = (0..<Self.size).map { _ in (random.next() | 1, random.next()) }
    for run in Set(Self.runs(of: text)) {
      for place in 0..<Self.size {
        let mixed = UInt32(truncatingIfNeeded: (run &* factors[place].0 &+ factors[place].1) >> 32)
        if mixed < values[place] { values[place] = mixed }
      }
    }
    self.values = values
  }

  private static func runs(of text: [UInt8]) -> [UInt64] {
    let words = wordHashes(of: text)
    guard words.count >= wordsInARun else { return words.isEmpty ? [] : [words.reduce(0, join)] }
    return (0...words.count - wordsInARun).map { words[$0..<$0 + wordsInARun].reduce(0, join) }
  }

  private static func join(_ run: UInt64, _ word: UInt64) -> UInt64 {
    (run ^ word) &* 0x9e37_79b9_7f4a_7c15 ^ (run >> 31)
  }

  private static func wordHashes(of text: [UInt8]) -> [UInt64] {
    var words: [UInt64] = []
    var hash: UInt64 = 0
    for byte in text {
      switch byte {
      case 48...57, 97...122, 128...255: hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 &+ 1
      case 65...90: hash = (hash ^ UInt64(byte + 32)) &* 0x100_0000_01b3 &+ 1
      default:
        if hash != 0 { words.append(hash) }
        hash = 0
      }
    }
    if hash != 0 { words.append(hash) }
    return words
  }

  /// An estimate of the share of runs that both texts have, of all that either has; off by 0.04 or so.
  package func resemblance(to other: Self) -> Double {
    let equal = zip(values, other.values).count { $0 == $1 && $0 != .max }
    return Double(equal) / Double(Self.size)
  }

  /// Numbers of the bands; texts that resemble each other by a half share one with a chance of 87 %.
  package var bands: [UInt64] {
    stride(from: 0, to: Self.size, by: Self.rowsInABand).map { start in
      values[start..<start + Self.rowsInABand].reduce(UInt64(start)) { Self.join($0, UInt64($1)) }
    }
  }
}

/// Groups of reports that say the same in the same words.
package enum NearDuplicates {
  /// Reports that share half of their runs are one report in two places.
  package static let leastResemblance = 0.5

  /// The group of each report: the number of its first member.
  /// - Complexity: Linear in the reports, but for pairs that share a band.
  package static func groups(
    of sketches: [ReportSketch],
    leastResemblance: Double = leastResemblance
  ) -> [Int] {
    var parent = Array(sketches.indices)
    func root(_ report: Int) -> Int {
      var report = report
      while parent[report] != report { report = parent[report] }
      return report
    }
    var first: [UInt64: [Int]] = [:]
    for report in sketches.indices where sketches[report].values.contains(where: { $0 != .max }) {
      for band in sketches[report].bands {
        // The first few of a band stand for it: a thousand copies need no million comparisons.
        for other in first[band, default: []] where root(other) != root(report) {
          guard sketches[report].resemblance(to: sketches[other]) >= leastResemblance else {
            continue
          }
          let (low, high) = (min(root(other), root(report)), max(root(other), root(report)))
          parent[high] = low
        }
        if first[band, default: []].count < 4 { first[band, default: []].append(report) }
      }
    }
    return sketches.indices.map(root)
  }
}
