import Foundation

/// Figures of the report as text.
enum Figures {
  static func count(_ value: Double, _ interval: Interval? = nil) -> String {
    text(value, interval) { String(format: "%.0f", $0) }
  }

  static func decimal(_ value: Double, _ interval: Interval? = nil) -> String {
    text(value, interval) {
      $0 == $0.rounded() ? String(format: "%.0f", $0) : String(format: "%.2f", $0)
    }
  }

  /// `.950 (19 of 20; .764-.991)`.
  static func share(_ share: Proportion, _ interval: Interval? = nil) -> String {
    guard let value = share.share else { return "-" }
    let range = (interval ?? Interval.wilson(share.hits, of: share.total))
      .map { "; \(fraction($0.lower))-\(fraction($0.upper))" }
    return "\(fraction(value)) (\(share.hits) of \(share.total)\(range ?? ""))"
  }

  /// Three places, without the zero in front.
  static func fraction(_ value: Double) -> String {
    if value == 1 { return "1" }
    let text = String(format: "%.3f", value)
    return text.hasPrefix("0") ? String(text.dropFirst()) : text
  }

  static func duration(seconds: Double) -> String {
    switch seconds {
    case ..<120: String(format: "%.0f s", seconds)
    case ..<7200: String(format: "%.0f min", seconds / 60)
    case ..<172_800: String(format: "%.1f h", seconds / 3600)
    default: String(format: "%.1f d", seconds / 86400)
    }
  }

  private static func text(
    _ value: Double,
    _ interval: Interval?,
    _ plain: (Double) -> String
  ) -> String {
    func one(_ value: Double) -> String { value.isFinite ? plain(value) : "never" }
    let range = interval.map { " (\(one($0.lower))-\(one($0.upper)))" }
    return one(value) + (range ?? "")
  }
}
