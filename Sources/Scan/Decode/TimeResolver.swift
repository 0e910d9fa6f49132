import Foundation
import LogFormats
import Model

/// Turns times as they were written into UTC: years put in, local time shifted.
struct TimeResolver {
  private let years: YearResolver
  private let zone: TimeZone
  private let isUTC: Bool
  /// Offset from UTC by local hour, because looking up a zone's rules costs a microsecond.
  private var offsets: [Int: Int] = [:]
  private var last: (hour: Int, offset: Int)?

  init(years: YearResolver, zone: TimeZone) {
    self.years = years
    self.zone = zone
    isUTC = ["GMT", "UTC"].contains(zone.identifier)
  }

  /// The year that the last time fell in: in a block of lines the next one nearly always does as well.
  private var year: (segment: UInt32, wraps: Int, start: YearResolver.Start)?

  mutating func resolve(_ attempt: inout Attempt) {
    guard attempt.outcome.timeIsZoneless else { return }
    var seconds = Int(attempt.seconds)
    if let (inYear, wraps) = YearlessTime.decode(attempt.seconds) {
      seconds = start(ofYear: wraps, segment: attempt.segment).seconds(inYear: inYear)
    }
    if !isUTC { seconds -= offset(atLocalSeconds: seconds) }
    attempt.seconds = UInt32(clamping: seconds)
    attempt.outcome.timeIsZoneless = false
  }

  private mutating func start(ofYear wraps: Int, segment: UInt32) -> YearResolver.Start {
    if let year, year.segment == segment, year.wraps == wraps { return year.start }
    let start = years.start(wraps: wraps, segment: segment)
    year = (segment, wraps, start)
    return start
  }

  /// Seconds east of Greenwich. In the hour that a clock repeats in autumn the second run is meant;
  /// in the hour that it leaps in spring, the clock that was not yet set.
  private mutating func offset(atLocalSeconds local: Int) -> Int {
    let hour = local / 3600
    if let last, last.hour == hour { return last.offset }
    let offset = offsets[hour] ?? lookUp(hour)
    offsets[hour] = offset
    last = (hour, offset)
    return offset
  }

  private func lookUp(_ hour: Int) -> Int {
    func offsetFromUTC(at seconds: Int) -> Int {
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    }
    // No zone sets its clocks twice in two days.
    let start = hour * 3600
    let (before, after) = (offsetFromUTC(at: start - 86400), offsetFromUTC(at: start + 86400))
    return offsetFromUTC(at: start - after) == after ? after : before
  }
}
