/// The sketches of kept reports, by their bands: a new report is compared only with those that share one.
package struct SketchIndex: Sendable {
  private var sketches: [(id: String, sketch: ReportSketch)] = []
  private var bands: [UInt64: [Int]] = [:]
  /// The first few of a band stand for it: a thousand copies need no thousand comparisons.
  private static let mostOfABand = 4

  package init() {}

  /// - Complexity: The number of bands, which is fixed.
  package mutating func add(_ id: String, _ sketch: ReportSketch) {
    guard sketch.values.contains(where: { $0 != .max }) else { return }
    for band in sketch.bands where bands[band, default: []].count < Self.mostOfABand {
      bands[band, default: []].append(sketches.count)
    }
    sketches.append((id, sketch))
  }

  /// The id of the report that resembles `sketch` most, if any does by a half. Reports that resemble each
  /// other by a half share a band with a chance of 87 %, by two thirds with 99.9 %.
  /// - Complexity: At most four comparisons a band, however many reports there are.
  package func nearest(to sketch: ReportSketch) -> String? {
    let candidates = Set(sketch.bands.flatMap { bands[$0] ?? [] }).sorted()
    let likely = candidates.map { (id: $0, share: sketch.resemblance(to: sketches[$0].sketch)) }
    let best = likely.max { $0.share < $1.share }
    return best.flatMap {
      $0.share >= NearDuplicates.leastResemblance ? sketches[$0.id].id : nil
    }
  }
}
