extension Array where Element == Double {
  /// The least value that at least this share of all values does not exceed (nearest rank), so that
  /// it is always one of the values; infinite ones count. `nil` without any.
  package func quantile(_ share: Double) -> Double? {
    guard !isEmpty else { return nil }
    let rank = (share * Double(count)).rounded(.up)
    return sorted()[Swift.min(count, Swift.max(1, Int(rank))) - 1]
  }

  package var mean: Double? {
    isEmpty ? nil : reduce(0, +) / Double(count)
  }
}
