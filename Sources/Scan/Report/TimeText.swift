package import Model

/// Moments as people read them, in UTC.
package enum TimeText {
  /// `2026-03-02 07:12`.
  package static func minute(_ moment: Timestamp) -> String {
    "\(day(moment)) \(clock(moment))"
  }

  /// Both ends with `UTC`; the day once if it is the same.
  package static func range(_ first: Timestamp, _ last: Timestamp) -> String {
    let end = day(first) == day(last) ? clock(last) : minute(last)
    return minute(first) == minute(last) ? "\(minute(first)) UTC" : "\(minute(first)) – \(end) UTC"
  }

  static func day(_ moment: Timestamp) -> String {
    String(moment.rfc3339.prefix("2026-03-02".count))
  }

  private static func clock(_ moment: Timestamp) -> String {
    String(moment.rfc3339.dropFirst("2026-03-02T".count).prefix("07:12".count))
  }
}
