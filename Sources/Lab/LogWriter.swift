import Foundation

/// Writes one log, day by day: everyday life and what the cast does, in order of time.
struct LogWriter<Encoder: LogEncoder> {
  /// Bytes are handed to the file in pieces of about that size.
  private static var pieceBytes: Int { 1 << 20 }

  private let file: FileHandle
  private var encoder = Encoder()
  private var text = LogText()

  init(_ file: FileHandle) {
    self.file = file
    text.reserve(Self.pieceBytes + 8192)
  }

  /// - Throws: what the file throws.
  mutating func write(
    _ life: EverydayLife,
    events everyday: Int,
    planned: [LabEvent],
    _ world: inout World,
    _ chronicle: inout Chronicle
  ) throws {
    var life = life
    var (next, late): (Int, [LabEvent]) = (0, [])
    encoder.begin(&text)
    for day in 0..<world.parameters.days {
      let dayEnd = world.start + Int64(day + 1) * Clock.day
      var events = late
      events += life.events(life.rhythm.events(on: day, of: everyday), on: day, in: &world)
      while next < planned.count, planned[next].time < dayEnd {
        events.append(planned[next])
        next += 1
      }
      // What began before midnight may end after it.
      let isLast = day == world.parameters.days - 1
      late = isLast ? [] : events.filter { $0.time >= dayEnd }
      if !late.isEmpty { events.removeAll { $0.time >= dayEnd } }
      events.sort(by: LabEvent.precedes)
      try write(events, world, &chronicle)
    }
    encoder.end(&text)
    try flush()
    if let head = encoder.finalHead {
      try file.seek(toOffset: 0)
      try file.write(contentsOf: head)
    }
    chronicle.finishLog(lines: text.lines)
  }

  private mutating func write(
    _ events: [LabEvent],
    _ world: World,
    _ chronicle: inout Chronicle
  ) throws {
    for event in events {
      text.beginEvent()
      if !event.isSilent { encoder.encode(event, world, to: &text) }
      chronicle.note(event, line: text.cited)
      if text.bytes.count >= Self.pieceBytes { try flush() }
    }
  }

  private mutating func flush() throws {
    try file.write(contentsOf: text.bytes)
    text.removeBytes()
  }
}

extension LabLog {
  /// Writes this log to `file`.
  func write(
    to file: FileHandle,
    _ life: EverydayLife,
    events: Int,
    planned: [LabEvent],
    _ world: inout World,
    _ chronicle: inout Chronicle
  ) throws {
    func write<Encoder: LogEncoder>(_: Encoder.Type) throws {
      var writer = LogWriter<Encoder>(file)
      try writer.write(life, events: events, planned: planned, &world, &chronicle)
    }
    switch self {
    case .access: try write(AccessLogEncoder.self)
    case .entraCSV: try write(EntraCSVEncoder.self)
    case .entraGraph: try write(EntraGraphEncoder.self)
    case .entraNDJSON: try write(EntraNDJSONEncoder.self)
    case .journal: try write(SSHDEncoder<JournalFrame>.self)
    case .keycloak: try write(KeycloakLogEncoder.self)
    case .keycloakEvents: try write(KeycloakEventsEncoder.self)
    case .mail: try write(MailEncoder.self)
    case .sshd: try write(SSHDEncoder<SyslogFrame>.self)
    case .rollcall: try write(RollcallLogEncoder.self)
    case .windows: try write(WindowsJSONEncoder.self)
    case .windowsEVTX: try write(WindowsEVTXEncoder.self)
    }
  }
}
