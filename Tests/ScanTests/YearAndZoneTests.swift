import Foundation
import Model
import Scan
import Testing

struct YearAndZoneTests {
  /// First and last time of a log with one line at each time.
  private func times(
    _ times: [String],
    changed: Timestamp,
    zone: String = "UTC",
    year: Int? = nil,
    blockBytes: Int = 1 << 20
  ) async throws -> [String?] {
    let folder = try ScanFolder()
    let lines = times.enumerated().map { Line.miss("name\($0)", from: "203.0.113.7", at: $1) }
    let file = try folder.write(lines, to: "auth.log", changed: changed)
    let identifier = try #require(TimeZone(identifier: zone))
    let result = try await ScanFolder.scan([file]) { options in
      options.zone = identifier
      options.firstYear = year
      options.blockBytes = blockBytes
    }
    #expect(result.tallies.first?.attempts == times.count)
    return [result.firstTime?.rfc3339, result.lastTime?.rfc3339]
  }

  @Test(arguments: [1 << 20, 1])
  func `a log that crosses New Year has two years`(blockBytes: Int) async throws {
    let got = try await times(
      ["Dec 30 10:00:00", "Dec 31 23:59:59", "Jan  1 00:00:01", "Jan  3 12:00:00"],
      changed: Timestamp(year: 2026, month: 1, day: 3, hour: 13),
      blockBytes: blockBytes
    )
    #expect(got == ["2025-12-30T10:00:00.000Z", "2026-01-03T12:00:00.000Z"])
  }

  @Test
  func `a log of last December that was touched in March is last year's`() async throws {
    let got = try await times(
      ["Nov  1 10:00:00", "Dec 31 23:59:59"],
      changed: Timestamp(year: 2026, month: 3, day: 1)
    )
    #expect(got == ["2025-11-01T10:00:00.000Z", "2025-12-31T23:59:59.000Z"])
  }

  @Test
  func `a late line of the old year behind New Year is of the old year`() async throws {
    let got = try await times(
      ["Jan  1 00:00:00", "Dec 31 23:59:59", "Jan  1 00:00:02"],
      changed: Timestamp(year: 2026, month: 1, day: 2)
    )
    #expect(got == ["2025-12-31T23:59:59.000Z", "2026-01-01T00:00:02.000Z"])
  }

  @Test
  func `a 29th of February is in a leap year`() async throws {
    let got = try await times(
      ["Feb 28 10:00:00", "Feb 29 10:00:00", "Mar  1 10:00:00"],
      changed: Timestamp(year: 2026, month: 6, day: 1)
    )
    #expect(got == ["2024-02-28T10:00:00.000Z", "2024-03-01T10:00:00.000Z"])
  }

  @Test
  func `days from March on are right in common and in leap years`() async throws {
    for year in [2023, 2024, 2025] {
      let got = try await times(
        ["Feb 28 00:00:00", "Mar  1 00:00:00"],
        changed: Timestamp(year: year, month: 3, day: 2)
      )
      #expect(got == ["\(year)-02-28T00:00:00.000Z", "\(year)-03-01T00:00:00.000Z"])
    }
  }

  @Test
  func `the year that the user gives is the first line's`() async throws {
    let got = try await times(
      ["Dec 31 10:00:00", "Jan  1 10:00:00"],
      changed: Timestamp(year: 2026, month: 1, day: 3),
      year: 2018
    )
    #expect(got == ["2018-12-31T10:00:00.000Z", "2019-01-01T10:00:00.000Z"])
  }

  /// Local time to UTC; in the hour that comes twice the second is meant, and in the hour that does
  /// not come the clock that was not yet set.
  private static let clocks: [(zone: String, local: String, utc: String)] = [
    ("Europe/Zurich", "Jan 15 12:00:00", "2026-01-15T11:00:00.000Z"),
    ("Europe/Zurich", "Jul 15 12:00:00", "2026-07-15T10:00:00.000Z"),
    ("Europe/Zurich", "Mar 29 01:59:59", "2026-03-29T00:59:59.000Z"),
    ("Europe/Zurich", "Mar 29 02:30:00", "2026-03-29T01:30:00.000Z"),
    ("Europe/Zurich", "Mar 29 03:00:00", "2026-03-29T01:00:00.000Z"),
    ("Europe/Zurich", "Oct 25 01:59:59", "2026-10-24T23:59:59.000Z"),
    ("Europe/Zurich", "Oct 25 02:30:00", "2026-10-25T01:30:00.000Z"),
    ("Europe/Zurich", "Oct 25 03:00:00", "2026-10-25T02:00:00.000Z"),
    ("America/New_York", "Jan 15 12:00:00", "2026-01-15T17:00:00.000Z"),
    ("America/New_York", "Mar  8 01:59:59", "2026-03-08T06:59:59.000Z"),
    ("America/New_York", "Mar  8 02:30:00", "2026-03-08T07:30:00.000Z"),
    ("America/New_York", "Mar  8 03:00:00", "2026-03-08T07:00:00.000Z"),
    ("America/New_York", "Nov  1 00:59:59", "2026-11-01T04:59:59.000Z"),
    ("America/New_York", "Nov  1 01:30:00", "2026-11-01T06:30:00.000Z"),
    ("America/New_York", "Nov  1 02:00:00", "2026-11-01T07:00:00.000Z"),
    ("Asia/Kolkata", "Jul 15 00:00:00", "2026-07-14T18:30:00.000Z"),
    ("Australia/Sydney", "Apr  5 02:30:00", "2026-04-04T16:30:00.000Z"),
    ("Australia/Sydney", "Oct  4 03:00:00", "2026-10-03T16:00:00.000Z"),
  ]

  @Test(arguments: clocks)
  func `a time without a zone is the zone's`(zone: String, local: String, utc: String) async throws
  {
    let got = try await times(
      [local],
      changed: Timestamp(year: 2026, month: 12, day: 31),
      zone: zone
    )
    #expect(got == [utc, utc])
  }

  @Test
  func `a time with an offset is not the zone's business`() async throws {
    let got = try await times(
      ["2026-07-15T12:00:00+05:30"],
      changed: Timestamp(year: 2026, month: 12, day: 31),
      zone: "America/New_York"
    )
    #expect(got == ["2026-07-15T06:30:00.000Z", "2026-07-15T06:30:00.000Z"])
  }
}
