// Which contacts of a suspicious stretch belong to the campaign, and which are honest life?
//
// A mixture of two kinds of contacts, told apart by features that a list's operator finds hard to vary all
// at once: the client string, the template of the names, the answer, how many contacts the source makes.
// What honest contacts look like is counted outside the stretch; what the campaign looks like is found by
// expectation-maximisation inside it. The posterior of each contact is kept.

import Model

struct Attribution {
  /// Chance that a contact is the campaign's from which on it is counted as such. The chances are calibrated: of
  /// contacts with 0.5 to 0.6 about half are, so that they would be blocked or watched as often wrongly as
  /// rightly.
  static let least = 0.9
  /// The same where too few contacts are that sure.
  static let leastOfFew = 0.5
  private static let rounds = 25
  /// Weight of the even prior in each feature's counts.
  private static let smoothing = 0.5

  /// The features of a contact, each one of few values.
  struct Features: Sendable {
    var client: UInt64
    var template: UInt64
    var answer: UInt64
    var contactsOfSource: UInt64

    var values: [UInt64] { [client, template, answer, contactsOfSource] }
  }

  /// Weighs the contacts of a stretch by their features.
  /// - Parameters:
  ///   - inside: The features of the contacts in the stretch, in order.
  ///   - outside: Those of like contacts in honest life.
  ///   - share: The share of the inside that is the campaign's before features are looked at.
  /// - Returns: The chance, for each contact inside, that it is the campaign's.
  /// - Complexity: O(inside x rounds + outside).
  static func posteriors(inside: [Features], outside: [Features], share: Double) -> [Double] {
    guard let first = inside.first else { return [] }
    let share = min(max(share, 0.05), 0.98)
    let columns = first.values.indices.map { column in
      Column(
        inside: inside.map { $0.values[column] },
        outside: outside.map { $0.values[column] }
      )
    }
    var posteriors = [Double](repeating: share, count: inside.count)
    var prior = share
    for _ in 0..<rounds {
      let honest = columns.map { $0.honest(posteriors) }
      let hostile = columns.map { $0.hostile(posteriors) }
      for place in inside.indices {
        var (ours, theirs) = (1 - prior, prior)
        for (number, column) in columns.enumerated() {
          let value = column.values[place]
          ours *= honest[number][value]
          theirs *= hostile[number][value]
        }
        posteriors[place] = theirs / (ours + theirs)
      }
      prior = min(max(posteriors.reduce(0, +) / Double(inside.count), 0.05), 0.98)
    }
    return posteriors
  }

  /// One feature: its values numbered in order of first sight, inside first.
  private struct Column {
    var values: [Int]
    private var outsideCounts: [Double]
    private var outsideTotal: Double

    init(inside: [UInt64], outside: [UInt64]) {
      var numbers: [UInt64: Int] = [:]
      values = []
      for value in inside {
        let number = numbers[value] ?? numbers.count
        numbers[value] = number
        values.append(number)
      }
      outsideCounts = Array(repeating: 0, count: numbers.count)
      for value in outside {
        if let number = numbers[value] { outsideCounts[number] += 1 }
      }
      outsideTotal = Double(outside.count)
    }

    /// Chances of the values in honest life: as outside, and as what is left inside.
    func honest(_ posteriors: [Double]) -> [Double] {
      chances(counts(posteriors) { 1 - $0 }, plus: outsideCounts, of: outsideTotal)
    }

    func hostile(_ posteriors: [Double]) -> [Double] {
      chances(counts(posteriors) { $0 }, plus: [], of: 0)
    }

    private func counts(_ posteriors: [Double], _ weight: (Double) -> Double) -> [Double] {
      var counts = [Double](repeating: 0, count: outsideCounts.count)
      for (value, posterior) in zip(values, posteriors) { counts[value] += weight(posterior) }
      return counts
    }

    private func chances(_ counts: [Double], plus more: [Double], of moreTotal: Double) -> [Double]
    {
      let total =
        counts.reduce(0, +) + moreTotal + Attribution.smoothing * Double(counts.count + 1)
      return counts.indices.map { value in
        (counts[value] + (more.isEmpty ? 0 : more[value]) + Attribution.smoothing) / total
      }
    }
  }
}
