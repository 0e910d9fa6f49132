// Numbers as people read them, the same in every locale so that output can be compared.

package enum Figure {
  /// `2500` as `2,500`.
  package static func grouped(_ number: some BinaryInteger) -> String {
    let digits = String(number.magnitude)
    var result = number < 0 ? "-" : ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return result
  }

  /// `1 name`, `2,500 names`.
  static func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(grouped(number)) \(number == 1 ? singular : plural ?? singular + "s")"
  }

  /// Three digits or so with a decimal unit: `812 B`, `12.4 MB`, `286 GB`.
  static func bytes(_ count: UInt64) -> String {
    let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
    var value = Double(count)
    var unit = 0
    // 999.5 would be shown as 1000.
    while value >= 999.5, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    return unit == 0 ? "\(count) B" : "\(short(value)) \(units[unit])"
  }

  /// One decimal below 100, none above: `4.2`, `12.4`, `286`.
  static func short(_ value: Double) -> String {
    value < 99.95 ? oneDecimal(value) : grouped(Int64(value.rounded()))
  }

  static func oneDecimal(_ value: Double) -> String {
    guard abs(value) < 1e15 else { return "\(value)" }
    let tenths = Int64((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    return "\(sign)\(grouped(tenths.magnitude / 10)).\(tenths.magnitude % 10)"
  }

  /// The two leading units of a stretch of time: `14 days`, `1 day 6 h`, `3 h 10 min`, `4.2 s`.
  static func duration(milliseconds: Int64) -> String {
    let milliseconds = max(0, milliseconds)
    let seconds = milliseconds / 1000
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86400)
    if days >= 2 { return "\(grouped((seconds + 43200) / 86400)) days" }
    if days == 1 { return joined("1 day", hours % 24, "h") }
    if hours > 0 { return joined("\(hours) h", minutes % 60, "min") }
    if minutes > 0 { return joined("\(minutes) min", seconds % 60, "s") }
    if milliseconds >= 1000 { return "\(oneDecimal(Double(milliseconds) / 1000)) s" }
    return "\(milliseconds) ms"
  }

  private static func joined(_ first: String, _ rest: Int64, _ unit: String) -> String {
    rest == 0 ? first : "\(first) \(rest) \(unit)"
  }
}
