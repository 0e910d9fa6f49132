import Hummingbird
import Model

/// A part of the roll-call plot: times in milliseconds since 1970, and places of names, both with
/// their ends.
struct PlotRegion: Equatable {
  var times: ClosedRange<Int64>
  var ranks: ClosedRange<Int>

  /// The whole plot.
  init(of finding: Finding, nameCount: Int) {
    let first = finding.firstSeen.millisecondsSince1970
    times = first...max(first, finding.lastSeen.millisecondsSince1970)
    ranks = 0...max(0, nameCount - 1)
  }

  /// The part that a link names, within the whole.
  /// - Throws: 400 for bounds that are no numbers or the wrong way round.
  init(_ query: Parameters, within whole: PlotRegion) throws {
    self = whole
    func bound<Value: FixedWidthInteger>(_ name: String, _ usual: Value) throws -> Value {
      guard let text = query.get(name) else { return usual }
      guard let value = Value(text) else { throw HTTPError(.badRequest) }
      return value
    }
    let (from, until) = (
      try bound("from", whole.times.lowerBound), try bound("until", whole.times.upperBound)
    )
    let (low, high) = (
      try bound("low", whole.ranks.lowerBound), try bound("high", whole.ranks.upperBound)
    )
    guard from <= until, low <= high else { throw HTTPError(.badRequest) }
    times = (from...until).clamped(to: whole.times)
    ranks = (low...high).clamped(to: whole.ranks)
  }

  var query: Query {
    Query([
      ("from", String(times.lowerBound)), ("until", String(times.upperBound)),
      ("low", String(ranks.lowerBound)), ("high", String(ranks.upperBound)),
    ])
  }

  /// The region cut into `columns` by `rows`, from the left and from the bottom.
  func cut(columns: Int, rows: Int) -> [(column: Int, row: Int, region: PlotRegion)] {
    (0..<columns).flatMap { column in
      (0..<rows).map { row in
        var part = self
        part.times = Self.part(times, column, of: columns)
        part.ranks = Self.part(ranks, row, of: rows)
        return (column, row, part)
      }
    }
  }

  private static func part<Bound: FixedWidthInteger>(
    _ range: ClosedRange<Bound>,
    _ number: Int,
    of count: Int
  ) -> ClosedRange<Bound> {
    let length = Double(range.upperBound - range.lowerBound)
    let start = range.lowerBound + Bound(length * Double(number) / Double(count))
    let end = range.lowerBound + Bound(length * Double(number + 1) / Double(count))
    return start...max(start, end)
  }
}
