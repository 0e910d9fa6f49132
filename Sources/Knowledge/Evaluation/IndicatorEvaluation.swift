/// The search for indicators measured on sentences that are labelled by hand, for each type.
///
/// A value counts as found if its type and its value are right; one that is found twice must be there
/// twice.
package struct IndicatorEvaluation: Sendable, Equatable {
  package struct Row: Sendable, Equatable {
    package var kind: IndicatorKind
    package var right = 0
    /// Found, and not there.
    package var wrong = 0
    /// There, and not found.
    package var missed = 0

    package var precision: Double { Self.share(right, of: right + wrong) }
    package var recall: Double { Self.share(right, of: right + missed) }

    private static func share(_ part: Int, of whole: Int) -> Double {
      whole == 0 ? 1 : Double(part) / Double(whole)
    }
  }

  package var caseCount: Int
  /// Cases in which nothing may be found.
  package var emptyCount: Int
  package var rows: [Row]

  package init(_ cases: [IndicatorCase] = IndicatorCase.all) {
    var rows = IndicatorKind.allCases.map { Row(kind: $0) }
    for sentence in cases {
      var wanted = sentence.wanted
      for indicator in IndicatorScanner.indicators(in: Array(sentence.text.utf8)) {
        let place = IndicatorKind.allCases.firstIndex(of: indicator.kind) ?? 0
        let found = "\(indicator.kind.rawValue) \(indicator.value)"
        if let known = wanted.firstIndex(of: found) {
          wanted.remove(at: known)
          rows[place].right += 1
        } else {
          rows[place].wrong += 1
        }
      }
      for missed in wanted {
        let kind = missed.prefix { $0 != " " }
        let place = IndicatorKind.allCases.firstIndex { $0.rawValue == kind } ?? 0
        rows[place].missed += 1
      }
    }
    self.rows = rows
    caseCount = cases.count
    emptyCount = cases.count { $0.wanted.isEmpty }
  }

  package var markdown: String {
    let lines = rows.map { row in
      let precision = ShareInterval(hits: row.right, of: row.right + row.wrong)
      let recall = ShareInterval(hits: row.right, of: row.right + row.missed)
      return
        "| \(row.kind.rawValue) | \(row.right + row.missed) | \(precision.text) | \(recall.text) |"
    }
    return """
      ## Indicators

      \(caseCount) sentences labelled by hand, \(emptyCount) of which hold nothing that may be found. Brackets:
      Wilson's 95 % interval. The search was corrected until these sentences were read right, so the figures
      say that known errors do not come back; the intervals say how little a set of this size can promise.
      Of 81 of them that were written before the search was run on them, it missed 10 of 99 values at first and
      found none that was not there: expect about that on reports that nobody has looked at.

      | type | in the set | precision | recall |
      |---|---|---|---|
      \(lines.joined(separator: "\n"))

      """
  }
}

/// A share of independent trials with Wilson's 95 % interval.
package struct ShareInterval: Sendable, Equatable {
  package var value: Double
  package var low: Double
  package var high: Double

  package init(hits: Int, of count: Int) {
    let (n, z) = (Double(count), 1.96)
    guard count > 0 else {
      (value, low, high) = (0, 0, 1)
      return
    }
    let share = Double(hits) / n
    let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    (value, low, high) = (share, max(0, middle - half), min(1, middle + half))
  }

  var text: String {
    "\(Thousandths.text(value)) [\(Thousandths.text(low)), \(Thousandths.text(high))]"
  }
}

/// A figure with three places.
enum Thousandths {
  static func text(_ figure: Double) -> String {
    let thousandths = Int((figure * 1_000).rounded())
    let places = String(thousandths % 1_000)
    return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - places.count) + places
  }
}
