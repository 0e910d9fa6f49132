import Foundation

/// The frame of a diagram: where its figures stand on the page.
struct PlotArea {
  var left: Double
  var right: Double
  var top: Double
  var bottom: Double

  /// For a share from 0 to 1, upwards.
  func y(_ share: Double) -> Double { bottom - share * (bottom - top) }

  /// Lines and labels at each fifth.
  func drawShares(on drawing: inout Drawing) {
    for fifth in 0...5 {
      let height = y(Double(fifth) / 5)
      drawing.line((left, height), (right, height), fifth == 0 ? "axis" : "grid")
      drawing.text("\(fifth * 20) %", at: (left - 10, height + 4), anchor: .end, "quiet")
    }
  }
}

/// A logarithmic axis with a place of its own for nothing, on its left.
struct LogAxis {
  let firstDecade: Int
  let lastDecade: Int
  let left: Double
  let right: Double
  let hasZero: Bool

  private static let zeroWidth = 56.0

  /// Decades that hold all of `values` above 0, at least two.
  init(_ values: [Double], left: Double, right: Double, hasZero: Bool) {
    let positive = values.filter { $0 > 0 && $0.isFinite }
    let first = Int(log10(positive.min() ?? 1).rounded(.down))
    firstDecade = first
    lastDecade = max(first + 2, Int(log10(positive.max() ?? 1).rounded(.up)))
    self.left = left
    self.right = right
    self.hasZero = hasZero
  }

  private var start: Double { hasZero ? left + Self.zeroWidth : left }

  func x(_ value: Double) -> Double {
    if value <= 0 { return left + Self.zeroWidth / 3 }
    let share = (log10(value) - Double(firstDecade)) / Double(lastDecade - firstDecade)
    return start + min(1, max(0, share)) * (right - start)
  }

  func draw(on drawing: inout Drawing, top: Double, bottom: Double, label: String) {
    if hasZero { drawing.text("0", at: (x(0), bottom + 18), anchor: .middle, "quiet") }
    for decade in firstDecade...lastDecade {
      let value = pow(10, Double(decade))
      drawing.line((x(value), top), (x(value), bottom), "grid")
      drawing.text(Self.text(value), at: (x(value), bottom + 18), anchor: .middle, "quiet")
    }
    drawing.text(label, at: ((left + right) / 2, bottom + 40), anchor: .middle, "label")
  }

  private static func text(_ value: Double) -> String {
    let figure = value < 1 ? "\(value)" : String(format: "%.0f", value)
    // Thousands apart, from the right.
    guard figure.count > 4, !figure.contains(".") else { return figure }
    let split = figure.count - 3
    return figure.prefix(split) + " " + figure.dropFirst(split)
  }
}
