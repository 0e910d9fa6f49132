import Foundation
import Model
import Testing

struct TimestampTests {
  private static func calendar() throws -> Calendar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    return calendar
  }

  /// What Foundation writes for the same moment.
  private static func foundationText(_ milliseconds: Int64, _ calendar: Calendar) -> String {
    // Whole seconds and milliseconds apart, so that no double has to hold both.
    let parts = calendar.dateComponents(
      [.year, .month, .day, .hour, .minute, .second],
      from: Date(timeIntervalSince1970: Double(milliseconds / 1000))
    )
    return String(
      format: "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ",
      parts.year ?? 0,
      parts.month ?? 0,
      parts.day ?? 0,
      parts.hour ?? 0,
      parts.minute ?? 0,
      parts.second ?? 0,
      Int(milliseconds % 1000)
    )
  }

  @Test
  func `any moment from 1970 to 2106 reads as Foundation writes it, and back`() throws {
    let calendar = try Self.calendar()
    var random = SeededGenerator(seed: 1)
    for _ in 0..<3000 {
      let milliseconds = Int64.random(in: 0...Int64(UInt32.max) * 1000 + 999, using: &random)
      let time = Timestamp(millisecondsSince1970: milliseconds)
      #expect(time.rfc3339 == Self.foundationText(milliseconds, calendar))
      #expect(Timestamp(rfc3339: time.rfc3339) == time)
      let date = calendar.dateComponents(
        [.year, .month, .day],
        from: Date(timeIntervalSince1970: Double(milliseconds / 1000))
      )
      #expect(time.date.year == date.year)
      #expect(time.date.month == date.month)
      #expect(time.date.day == date.day)
    }
  }

  @Test
  func `the days around every end of February are Foundation's`() throws {
    let calendar = try Self.calendar()
    for year in 1970...2106 {
      for (month, day) in [(2, 28), (2, 29), (3, 1), (12, 31), (1, 1)] {
        let date = try #require(
          calendar.date(from: DateComponents(year: year, month: month, day: day))
        )
        let time = Timestamp(year: year, month: month, day: day)
        #expect(time.millisecondsSince1970 == Int64(date.timeIntervalSince1970) * 1000)
      }
    }
  }

  @Test
  func `centuries are leap years only by four hundreds`() {
    #expect(Timestamp(year: 2000, month: 2, day: 29).rfc3339 == "2000-02-29T00:00:00.000Z")
    #expect(Timestamp(year: 2100, month: 2, day: 29).rfc3339 == "2100-03-01T00:00:00.000Z")
  }

  @Test
  func `a time before 1970 keeps its fraction`() {
    #expect(Timestamp(millisecondsSince1970: -1).rfc3339 == "1969-12-31T23:59:59.999Z")
  }

  @Test
  func `a day counts on from the day before, without a gap`() {
    var previous = Timestamp.daysSince1970(year: 1969, month: 12, day: 31)
    for day in 0..<50_000 {
      let date = Timestamp(millisecondsSince1970: Int64(day) * 86_400_000).date
      let counted = Timestamp.daysSince1970(year: date.year, month: date.month, day: date.day)
      guard counted == previous + 1 else {
        Issue.record("day \(day) is \(date)")
        return
      }
      previous = counted
    }
  }

  @Test(arguments: [
    "", "2026-03-02", "2026-03-02T07:12:09Z", "2026-03-02T07:12:09.12Z",
    "2026-03-02T07:12:09.120+00:00", "2026-03-02T07:12:09.120z", "2026-03-02 07:12:09.120Z",
    "2026-13-02T07:12:09.120Z", "2026-02-29T07:12:09.120Z", "2026-03-02T24:00:00.000Z",
    "2026-03-02T07:60:09.120Z", "2026-03-02T07:12:60.120Z", "+026-03-02T07:12:09.120Z",
    "2026-03-02T07:12:09,120Z", "2026-00-02T07:12:09.120Z", "2026-03-00T07:12:09.120Z",
    "2026-3--2T07:12:09.120Z", "２026-03-02T07:12:09Z",
  ])
  func `what is not the one written form is no time`(text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
  }

  @Test
  func `a broken copy of a written time is refused or is another time`() throws {
    var random = SeededGenerator(seed: 2)
    let text = Array("2024-02-29T23:59:58.997Z".utf8)
    for _ in 0..<5000 {
      var bytes = text
      bytes[Int.random(in: 0..<24, using: &random)] = UInt8.random(in: 0x20...0x7e, using: &random)
      let broken = String(decoding: bytes, as: UTF8.self)
      if let time = Timestamp(rfc3339: broken) { #expect(time.rfc3339 == broken) }
    }
  }

  @Test
  func `a time is one JSON string, and a wrong one does not decode`() throws {
    let time = Timestamp(millisecondsSince1970: 1_772_435_529_120)
    let json = try JSONEncoder().encode([time])
    #expect(String(decoding: json, as: UTF8.self) == #"["2026-03-02T07:12:09.120Z"]"#)
    #expect(try JSONDecoder().decode([Timestamp].self, from: json) == [time])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Timestamp].self, from: Data(#"["yesterday"]"#.utf8))
    }
  }
}
