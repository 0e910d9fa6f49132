import Model

/// The bytes of a log as it is written, its line count, and which line shows the attempt at hand.
struct LogText {
  private(set) var bytes: [UInt8] = []
  private(set) var lines = 0
  /// The line of the attempt at hand, from 1; `nil` if it leaves none.
  private(set) var cited: Int?
  /// How many attempts were begun: what numbers of ports and processes are made of.
  private(set) var serial: UInt64 = 0
  private var lastDay = Int64.min
  private var date = (year: 0, month: 0, day: 0)

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  mutating func removeBytes() { bytes.removeAll(keepingCapacity: true) }

  mutating func beginEvent() {
    serial += 1
    cited = nil
  }

  /// The line that is being written shows the attempt. The first such line counts.
  mutating func cite() {
    if cited == nil { cited = lines + 1 }
  }

  mutating func endLine() {
    bytes.append(0x0a)
    lines += 1
  }

  /// Ends a record of a log without lines, where records are counted in their place.
  mutating func endRecord() { lines += 1 }

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
  mutating func append(_ text: [UInt8]) { bytes.append(contentsOf: text) }
  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(number: Int) {
    if number >= 10 { append(number: number / 10) }
    bytes.append(UInt8(0x30 + number % 10))
  }

  mutating func append(number: Int, width: Int) {
    if width > 1 { append(number: number / 10, width: width - 1) }
    bytes.append(UInt8(0x30 + number % 10))
  }

  mutating func append(hexadecimal number: UInt64, width: Int) {
    if width > 1 { append(hexadecimal: number >> 4, width: width - 1) }
    let digit = UInt8(number & 15)
    bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
  }

  // MARK: Numbers of chance

  /// The same for all lines of one attempt, from 0 to below `bound`.
  func number(_ purpose: UInt64, below bound: Int) -> Int {
    var word = serial &* 0x9e37_79b9_7f4a_7c15 &+ purpose &* 0xd1b5_4a32_d192_ed03
    word = (word ^ word >> 29) &* 0xbf58_476d_1ce4_e5b9
    return Int((word ^ word >> 32).multipliedFullWidth(by: UInt64(bound)).high)
  }

  var port: Int { 32768 + number(1, below: 28000) }
  var process: Int { 900 + number(2, below: 60000) }

  // MARK: Times

  private mutating func civil(_ time: Int64) -> (year: Int, month: Int, day: Int) {
    let day = time / Clock.day
    if day != lastDay {
      lastDay = day
      date = Timestamp(millisecondsSince1970: day * Clock.day).date
    }
    return date
  }

  /// `2026-03-02T07:12:09`, with another letter in the middle if wanted.
  mutating func append(time: Int64, separator: UInt8 = 0x54) {
    let date = civil(time)
    append(number: date.year, width: 4)
    append(0x2d)
    append(number: date.month, width: 2)
    append(0x2d)
    append(number: date.day, width: 2)
    append(separator)
    append(clock: time)
  }

  /// `07:12:09`.
  mutating func append(clock time: Int64) {
    let seconds = Int(time % Clock.day / 1000)
    append(number: seconds / 3600, width: 2)
    append(0x3a)
    append(number: seconds / 60 % 60, width: 2)
    append(0x3a)
    append(number: seconds % 60, width: 2)
  }

  mutating func append(milliseconds time: Int64) {
    append(number: Int(time % 1000), width: 3)
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `02/Mar/2026:07:12:09 +0000`.
  mutating func append(accessTime time: Int64) {
    let date = civil(time)
    append(number: date.day, width: 2)
    append(0x2f)
    append(Self.months[date.month - 1])
    append(0x2f)
    append(number: date.year, width: 4)
    append(0x3a)
    append(clock: time)
    append(" +0000")
  }

  // MARK: Names and sources

  /// The name as it is typed at the event's service.
  mutating func append(nameOf event: LabEvent, _ world: World) {
    let name = world.names.names[Int(event.name)]
    append(name.text)
    if !name.isWhole, event.service.takesAddresses { append(NameTable.domain) }
  }

  mutating func append(sourceOf event: LabEvent, _ world: World) {
    append(world.sources.texts[Int(event.source)])
  }
}
