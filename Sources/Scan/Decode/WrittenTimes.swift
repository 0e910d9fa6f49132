package import Foundation
package import LogFormats
import Model

/// Puts years and zones into times that were written without them, for whoever reads logs in another way
/// than detection does.
package struct WrittenTimes {
  private var resolver: TimeResolver
  private let segments: Set<UInt32>

  /// `calendars` are those of all blocks that hold lines without a year; `firstYear` is the year of the
  /// first line of every log, where the user gave it.
  package init(
    calendars: [(segment: UInt32, calendar: YearlessCalendar)],
    logs: OpenedLogs,
    firstYear: Int?,
    zone: TimeZone
  ) {
    let blocks = calendars.sorted { $0.segment < $1.segment }.map {
      DecodedBlock(segment: $0.segment, tally: BlockTally(), calendar: $0.calendar)
    }
    let years = YearResolver(blocks: blocks, logs: logs, firstYear: firstYear)
    resolver = TimeResolver(years: years, zone: zone)
    segments = Set(calendars.map(\.segment))
  }

  /// The time in UTC of a line of `segment`: `time` itself, unless it is one without a year.
  package mutating func milliseconds(_ time: Int64, in segment: UInt32) -> Int64 {
    guard segments.contains(segment), let seconds = UInt32(exactly: time / 1000),
      YearlessTime.decode(seconds) != nil
    else { return time }
    var attempt = Attempt(
      seconds: seconds,
      milliseconds: UInt16(time % 1000),
      segment: segment,
      offset: 0,
      length: 0,
      source: Attempt.none,
      name: 0,
      client: Attempt.none,
      outcome: Outcome(.unknown, .undetermined, .undetermined, .none)
    )
    attempt.outcome.timeIsZoneless = true
    resolver.resolve(&attempt)
    return attempt.time.millisecondsSince1970
  }
}
