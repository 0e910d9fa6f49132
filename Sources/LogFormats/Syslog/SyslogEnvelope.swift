import LogBytes

/// What stands in front of a syslog message: time, host, program.
struct SyslogEnvelope {
  var time: EventTime
  var program: Range<Int>
  var message: Range<Int>

  /// Reads RFC 5424, RFC 3164, and RFC 3164 with an ISO time (what rsyslog and syslog-ng write today),
  /// with or without the `<PRI>` in front.
  ///
  /// `nil` if the line has none of these forms.
  @inline(__always)
  init?(_ line: Span<UInt8>, clock: inout SyslogClock, calendar: inout YearlessCalendar) {
    var index = 0
    if line.count > 3, line[0] == 0x3c,
      let close = line.firstIndex(of: 0x3e, in: 1..<min(5, line.count))
    {
      guard line.decimal(in: 1..<close) != nil else { return nil }
      index = close + 1
      if line.has("1 ", at: index) {
        self.init(version1: line, at: index + 2)
        return
      }
    }
    guard line.count > index + 16 else { return nil }
    if let (time, end) = clock.time(line, at: index, calendar: &calendar) {
      self.init(time: time, line, hostAt: end)
    } else if let (time, end) = line.iso8601Time(at: index) {
      self.init(time: time, line, hostAt: end)
    } else if let (time, end) = line.externalTAITime(at: index) {
      self.init(time: time, line, hostAt: end)
    } else {
      return nil
    }
  }

  /// ` HOST PROGRAM[PID]: MESSAGE`, from the space before the host.
  @inline(__always)
  private init?(time: EventTime, _ line: Span<UInt8>, hostAt space: Int) {
    if space < line.count, line[space] == 0x20, let tag = line.syslogTag(at: space) {
      let start = min(tag.tagEnd + (line.has(": ", at: tag.tagEnd) ? 2 : 1), line.count)
      self.init(
        time: time,
        program: tag.hostEnd + 1..<tag.programEnd,
        message: start..<line.count
      )
    } else {
      self.init(time: time, line, anyHostAt: space)
    }
  }

  @inline(__always)
  private init(time: EventTime, program: Range<Int>, message: Range<Int>) {
    (self.time, self.program, self.message) = (time, program, message)
  }

  /// The same for a tag of any length, written in any way.
  private init?(time: EventTime, _ line: Span<UInt8>, anyHostAt space: Int) {
    guard space < line.count, line[space] == 0x20,
      let hostEnd = line.firstIndex(of: 0x20, from: space + 1)
    else { return nil }
    if line[hostEnd - 1] == 0x3a || line[space + 1] == 0x5b {
      self = Self(time: time, line, tag: space + 1..<hostEnd)
      return
    }
    let start = hostEnd + 1
    var end = start
    while end < line.count, line[end] != 0x5b, line[end] != 0x3a, line[end] != 0x20 { end += 1 }
    var after = end
    if after < line.count, line[after] == 0x5b {
      guard let close = line.firstIndex(of: 0x5d, from: after) else { return nil }
      after = close + 1
    }
    guard end > start, after < line.count, line[after] == 0x3a else {
      // No tag: the kernel's and some appliances' lines. Understood, and nobody's message.
      self.time = time
      program = start..<start
      message = start..<line.count
      return
    }
    self.time = time
    program = start..<end
    message = min(after + (line.has(": ", at: after) ? 2 : 1), line.count)..<line.count
  }

  /// A line without a host: `PROGRAM[PID]: MESSAGE`, `[PROGRAM] MESSAGE`, or a program's own log file,
  /// as Dovecot's `auth(NAME,IP,sasl:plain)<SESSION>: Info: …`, where the tag is part of the message.
  private init(time: EventTime, _ line: Span<UInt8>, tag: Range<Int>) {
    self.time = time
    let start = line[tag.lowerBound] == 0x5b ? tag.lowerBound + 1 : tag.lowerBound
    var end = start
    while end < tag.upperBound, line[end] != 0x5b, line[end] != 0x5d, line[end] != 0x28,
      line[end] != 0x3a
    {
      end += 1
    }
    program = start..<end
    let isPartOfMessage = end < tag.upperBound && line[end] == 0x28
    message = (isPartOfMessage ? tag.lowerBound : tag.upperBound + 1)..<line.count
  }

  /// RFC 5424 from the time on: `TIME HOST PROGRAM PID MSGID STRUCTURED-DATA MESSAGE`.
  private init?(version1 line: Span<UInt8>, at start: Int) {
    guard start < line.count, let (time, end) = line.iso8601Time(at: start) else { return nil }
    var words: InlineArray<4, Range<Int>> = .init(repeating: 0..<0)
    var index = end
    for word in 0..<4 {
      guard index < line.count, line[index] == 0x20,
        let next = line.firstIndex(of: 0x20, from: index + 1)
      else { return nil }
      words[word] = index + 1..<next
      index = next
    }
    index += 1
    if index < line.count, line[index] == 0x5b {
      while index < line.count, line[index] == 0x5b {
        guard let close = Self.endOfElement(line, from: index) else { return nil }
        index = close
      }
    } else if index < line.count, line[index] == 0x2d {
      index += 1
    } else {
      return nil
    }
    if index < line.count, line[index] == 0x20 { index += 1 }
    if line.has("\u{feff}", at: index) { index += 3 }
    self.time = time
    program = words[1]
    message = index..<line.count
  }

  /// Past the `]` of the structured-data element at `index`; quoted values may hold an escaped one.
  private static func endOfElement(_ line: Span<UInt8>, from start: Int) -> Int? {
    var (index, isQuoted) = (start, false)
    while index < line.count {
      switch line[index] {
      case 0x5c where isQuoted: index += 1
      case 0x22: isQuoted.toggle()
      case 0x5d where !isQuoted: return index + 1
      default: break
      }
      index += 1
    }
    return nil
  }
}

/// Reads RFC 3164 times and remembers the last one's day: a busy log writes many lines in one.
struct SyslogClock {
  private var dayWord: UInt64 = 0
  private var day = -1
  /// The day's first second as `YearlessTime` has it, and the New Years that were passed by then.
  private var startOfDay: UInt32 = 0
  private var wraps = Int.min

  @inline(__always)
  mutating func time(
    _ line: Span<UInt8>,
    at index: Int,
    calendar: inout YearlessCalendar
  ) -> (time: EventTime, end: Int)? {
    // `Mar  2 07:12:09` as its first seven and its last eight bytes.
    let dayWord = line.word(at: index) & 0xff_ffff_ffff_ffff
    let clock = Span<UInt8>.clock(UInt64(littleEndian: line.word(at: index + 7)))
    guard dayWord == self.dayWord, day == calendar.lastDay, wraps == calendar.wraps, clock >= 0,
      line[index + 15] == 0x20
    else { return newDay(line, at: index, calendar: &calendar) }
    let seconds = startOfDay &+ UInt32(truncatingIfNeeded: min(clock, 86399))
    return (EventTime(seconds: seconds, isZoneless: true), index + 15)
  }

  /// Reads a time of another day than the last, or in another form.
  @inline(never)
  private mutating func newDay(
    _ line: Span<UInt8>,
    at index: Int,
    calendar: inout YearlessCalendar
  ) -> (time: EventTime, end: Int)? {
    guard let read = line.syslogTime(at: index, calendar: &calendar) else { return nil }
    // Only a time without a year leaves its day in the calendar.
    let isYearless = YearlessTime.decode(read.time.seconds) != nil
    if read.end == index + 15, isYearless, let last = calendar.lastDay {
      dayWord = line.word(at: index) & 0xff_ffff_ffff_ffff
      (day, wraps) = (last, calendar.wraps)
      startOfDay = calendar.time(day: day, clock: 0, milliseconds: 0).seconds
    }
    return read
  }
}

extension Span<UInt8> {
  /// `@4000000069a5…`: the external form of TAI64N, which multilog puts in front of every line.
  fileprivate func externalTAITime(at index: Int) -> (time: EventTime, end: Int)? {
    guard index + 25 <= count, self[index] == 0x40 else { return nil }
    var (label, nanoseconds): (UInt64, UInt64) = (0, 0)
    for position in 1...24 {
      guard let digit = hexadecimalDigit(self[index + position]) else { return nil }
      if position <= 16 {
        label = label << 4 | UInt64(digit)
      } else {
        nanoseconds = nanoseconds << 4 | UInt64(digit)
      }
    }
    // The label of 1970 as its writers count it: 2^62, and ten seconds of TAI before UTC.
    guard label >= (1 << 62) + 10, label < 1 << 63, nanoseconds < 1_000_000_000 else { return nil }
    return EventTime(
      secondsSince1970: Int(label - (1 << 62) - 10),
      milliseconds: Int(nanoseconds / 1_000_000)
    )
    .map { ($0, index + 25) }
  }
}
