// Who asks for names that nobody ever asked for, from addresses that nobody signs in from?
//
// Proxies make sources useless, but a divided list cannot hide that it never repeats a name. Among the
// contacts with absent names, x = 1 if the name was asked for by this one source alone and the source is
// a stranger. Honest life has some of that, at a share p0. A bank of CUSUMs looks for stretches in which
// the share is p1 (Page 1954): W = max(0, W + log(chance under p1 / chance under p0)). Under p0 the mean
// time to a false alarm is at least e^h (Lorden 1971), so h is a promise that needs no window.

import Glibc

package struct NoveltyTest: Sendable {
  /// Shares of novel names that a campaign may bring the stream to.
  static let raisedShares: [Double] = [0.2, 0.35, 0.5, 0.8, 0.95]

  /// Where the stream says that a campaign was at work.
  package struct Stretch: Sendable, Equatable {
    /// Places in the stream: the first contact, the one that crossed the line, the last.
    package var first: Int
    package var crossing: Int
    package var last: Int
    /// Base-10 logarithm of the likelihood ratio at its greatest.
    package var log10E: Double
  }

  let share: Double

  /// - Parameter share: p0, the share of novel names in honest life.
  package init(share: Double) {
    self.share = min(max(share, 0.005), 0.9)
  }

  /// All stretches whose statistic passes `threshold` (base-10 logarithm), in order, none overlapping.
  /// - Complexity: O(stream).
  package func stretches(_ novel: [Bool], threshold: Double) -> [Stretch] {
    var found: [Stretch] = []
    for raised in Self.raisedShares where raised > share * 1.25 {
      found += stretches(novel, raised: raised, threshold: threshold)
    }
    return Self.strongest(of: found)
  }

  private func stretches(_ novel: [Bool], raised: Double, threshold: Double) -> [Stretch] {
    let (gain, loss) = (log10(raised / share), log10((1 - raised) / (1 - share)))
    var found: [Stretch] = []
    var (sum, first) = (0.0, 0)
    var open: Stretch?
    for (place, isNovel) in novel.enumerated() {
      if sum <= 0 {
        if let stretch = open { found.append(stretch) }
        (sum, first, open) = (0, place, nil)
      }
      sum += isNovel ? gain : loss
      if sum >= threshold, open == nil {
        open = Stretch(first: first, crossing: place, last: place, log10E: sum)
      }
      guard var known = open else { continue }
      if sum > known.log10E {
        known.last = place
        known.log10E = sum
        open = known
      }
      // Once half of the evidence is lost again, what came after the peak is another stretch.
      if sum < known.log10E / 2 { sum = 0 }
    }
    if let stretch = open { found.append(stretch) }
    return found
  }

  /// Of stretches that overlap, the one with the most evidence.
  private static func strongest(of found: [Stretch]) -> [Stretch] {
    var kept: [Stretch] = []
    for stretch in found.sorted(by: { $0.log10E > $1.log10E })
    where !kept.contains(where: { $0.first <= stretch.last && stretch.first <= $0.last }) {
      kept.append(stretch)
    }
    return kept.sorted { $0.first < $1.first }
  }

  /// p0 of a stream that may hold campaigns: from the quieter parts of it, drawn to the prior where
  /// there is little to see.
  ///
  /// The stream is cut into blocks; the lower quartile of their shares stands for honest life, put up by
  /// what chance alone would take from it. Campaigns that fill more than three quarters of the time pass
  /// for honest life: only a baseline of another time shows them.
  package static func honestShare(_ novel: [Bool]) -> Double {
    let blockSize = max(20, min(100, novel.count / 8))
    let shares = stride(from: 0, to: novel.count - blockSize + 1, by: blockSize).map { start in
      Double(novel[start..<start + blockSize].count { $0 }) / Double(blockSize)
    }.sorted()
    let (priorShare, priorWeight) = (0.1, 20.0)
    guard !shares.isEmpty else { return priorShare }
    let quartile = shares[shares.count / 4]
    let lift = 0.67 * (quartile * (1 - quartile) / Double(blockSize)).squareRoot()
    let weight = Double(shares.count * blockSize) / 4
    return (priorShare * priorWeight + (quartile + lift) * weight) / (priorWeight + weight)
  }
}
