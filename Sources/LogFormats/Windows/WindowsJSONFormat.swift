import LogBytes
import Model

/// Windows events as JSON lines, in the four shapes that shippers write.
///
/// - `evtx_dump`: `Event.System…` and `Event.EventData…`, attributes under `#attributes`;
/// - NXLog and its like: everything flat, `EventTime` in local time without a zone;
/// - Winlogbeat to 6: `event_id`, `source_name`, `event_data…`;
/// - Winlogbeat from 7: `winlog.event_id`, `winlog.event_data…`, `event.code`.
///
/// Most events of a Windows host are not about sign-ins (Sysmon alone writes hundreds for each), so a
/// record whose event number is another is turned away before it is walked.
package struct WindowsJSONFormat: LogFormat {
  package static let facts = FormatFacts(
    id: "windows-json",
    title: "Windows events as JSON lines (evtx_dump, NXLog, Winlogbeat)",
    framing: .lines,
    services: WindowsEvent.facts + SSHDMessage.facts,
    examples: [
      FormatExample(
        ##"{"Event":{"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Security-Auditing"}},"EventID":4768,"TimeCreated":{"#attributes":{"SystemTime":"2026-03-02T07:12:09.120400Z"}},"Channel":"Security","Computer":"dc1.corp.example"},"EventData":{"TargetUserName":"oracle","TargetDomainName":"CORP","TargetSid":"S-1-0-0","Status":"0x6","PreAuthType":"-","IpAddress":"::ffff:203.0.113.7","IpPort":"40022"}}}"##,
        ExampleAttempt("oracle", from: "203.0.113.7", kerberos(.absent, .none))
      ),
      FormatExample(
        #"{"EventTime":"2026-03-02 08:13:01","EventReceivedTime":"2026-03-02 08:13:03","@timestamp":"2026-03-02T07:13:03.402Z","Hostname":"dc1.corp.example","EventID":4771,"SourceName":"Microsoft-Windows-Security-Auditing","Channel":"Security","TargetUserName":"anna","Status":"0x18","PreAuthType":"2","IpAddress":"::ffff:203.0.113.7","IpPort":"40023"}"#,
        ExampleAttempt("anna", from: "203.0.113.7", kerberos(.present, .wrong))
      ),
      FormatExample(
        #"{"@timestamp":"2026-03-02T07:14:20.000Z","event_id":4776,"log_name":"Security","source_name":"Microsoft-Windows-Security-Auditing","computer_name":"dc1.corp.example","event_data":{"PackageName":"MICROSOFT_AUTHENTICATION_PACKAGE_V1_0","TargetUserName":"backup2","Workstation":"KIOSK7","Status":"0xC0000064"}}"#,
        ExampleAttempt(
          "backup2",
          from: "kiosk7",
          Outcome(.windowsNTLM, .absent, .disclosed, .none)
        )
      ),
      FormatExample(
        #"{"@timestamp":"2026-03-02T07:15:00.250Z","event":{"code":"4625","provider":"Microsoft-Windows-Security-Auditing"},"winlog":{"channel":"Security","provider_name":"Microsoft-Windows-Security-Auditing","event_id":4625,"event_data":{"TargetUserName":"CORP\\berta","Status":"0xc000006d","SubStatus":"0xc000006a","LogonType":"3","AuthenticationPackageName":"NTLM","WorkstationName":"KIOSK7","IpAddress":"198.51.100.9"}}}"#,
        ExampleAttempt(
          "berta",
          from: "198.51.100.9",
          client: "KIOSK7",
          Outcome(.windowsLogon, .present, .disclosed, .wrong)
        )
      ),
      FormatExample(
        #"{"@timestamp":"2026-03-02T07:15:04.000Z","winlog":{"channel":"Security","provider_name":"Microsoft-Windows-Security-Auditing","event_id":"4624","event_data":{"TargetUserName":"WKS014$","LogonType":"3","IpAddress":"192.0.2.44"}}}"#,
        nil
      ),
      FormatExample(
        #"{"@timestamp":"2026-03-02T07:15:05.000Z","event_id":4648,"log_name":"Microsoft-Windows-Sysmon/Operational","source_name":"Microsoft-Windows-Sysmon","event_data":{"TargetUserName":"anna"}}"#,
        nil
      ),
    ]
  )

  private static func kerberos(_ existence: Existence, _ credential: Credential) -> Outcome {
    Outcome(.windowsKerberos, existence, .disclosed, credential)
  }

  package static func confidence(in sample: Span<UInt8>) -> Double {
    guard let open = sample.firstIndex(of: 0x7b, from: 0) else { return 0 }
    func holds(_ key: StaticString) -> Bool { sample.firstIndex(of: key, from: open) != nil }
    let isNumbered = holds("\"EventID\"") || holds("\"event_id\"")
    guard isNumbered else { return 0 }
    if holds("\"Microsoft-Windows-") { return 0.95 }
    let hasChannel = holds("\"Channel\"") || holds("\"log_name\"") || holds("\"winlog\"")
    return hasChannel ? 0.8 : 0.3
  }

  // MARK: Fields

  /// Where a shape keeps what: the first of its paths in the table.
  private enum Shape: Int, CaseIterable {
    case evtxDump, flat, winlogbeat6, winlogbeat7

    var system: [String] {
      switch self {
      case .evtxDump:
        [
          "Event.System.EventID", "Event.System.Provider.#attributes.Name", "Event.System.Channel",
          "Event.System.TimeCreated.#attributes.SystemTime",
        ]
      case .flat: ["EventID", "SourceName", "Channel", "EventTime"]
      case .winlogbeat6: ["event_id", "source_name", "log_name", "@timestamp"]
      case .winlogbeat7:
        ["winlog.event_id", "winlog.provider_name", "winlog.channel", "@timestamp"]
      }
    }

    var eventData: String {
      switch self {
      case .evtxDump: "Event.EventData."
      case .flat: ""
      case .winlogbeat6: "event_data."
      case .winlogbeat7: "winlog.event_data."
      }
    }
  }

  private enum Wanted: Int, CaseIterable {
    case eventID, provider, channel, time
    case targetName, targetUserSID, targetSID, status, subStatus, address
    case workstationName, workstation, logonType, package, preauthentication, payload

    static let eventData = [
      "TargetUserName", "TargetUserSid", "TargetSid", "Status", "SubStatus", "IpAddress",
      "WorkstationName", "Workstation", "LogonType", "AuthenticationPackageName", "PreAuthType",
      "payload",
    ]
  }

  /// Fields of one shape only, behind those that every shape has.
  private enum Extra: Int, CaseIterable {
    case eventCode, eventIDText, splitProvider, splitTime, createdTime, receivedTime, arrival

    var path: String {
      switch self {
      case .eventCode: "event.code"
      case .eventIDText: "Event.System.EventID.#text"
      case .splitProvider: "Event.System.Provider_attributes.Name"
      case .splitTime: "Event.System.TimeCreated_attributes.SystemTime"
      case .createdTime: "TimeCreated"
      case .receivedTime: "EventReceivedTime"
      case .arrival: "@timestamp"
      }
    }
  }

  private static let paths =
    Shape.allCases.flatMap { shape in
      shape.system + Wanted.eventData.map { shape.eventData + $0 }
    } + Extra.allCases.map(\.path)
  /// The same path may stand twice (`@timestamp`): the first field gets the value.
  private static let distinctPaths = paths.reduce(into: [String]()) { distinct, path in
    if !distinct.contains(path) { distinct.append(path) }
  }
  private static let fields = JSONFields(distinctPaths)
  /// From the number of a path to the number of its value.
  private static let valueOfPath = paths.map { distinctPaths.firstIndex(of: $0) ?? 0 }

  private var values = JSONValues()
  private var text: [UInt8] = []
  private var unescaped: [UInt8] = []
  /// Which key the last record kept its number under.
  private var usesEventID = true
  private let valueOfPath = Self.valueOfPath

  package init(context: FormatContext) {}

  private func value(_ field: Wanted, _ shape: Shape) -> JSONValues.Value {
    values[valueOfPath[shape.rawValue * Wanted.allCases.count + field.rawValue]]
  }

  private func value(_ field: Extra) -> JSONValues.Value {
    values[valueOfPath[Shape.allCases.count * Wanted.allCases.count + field.rawValue]]
  }

  // MARK: Decoding

  package mutating func decode(
    _ record: Span<UInt8>,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    if isAnotherEvent(record) { return .notAttempt }
    guard Self.fields.read(record, into: &values) else { return .notUnderstood(.brokenJSON) }
    guard let (shape, number) = event(record) else { return .notUnderstood(.unknownShape) }
    if let id = WindowsEvent.ID(rawValue: number) {
      guard isSecurity(record, shape) else { return .notAttempt }
      guard let time = time(record, shape) else { return .notUnderstood(.missingTime) }
      return decode(securityEvent: id, time, shape, record, into: &sink)
    }
    guard number == WindowsEvent.sshdEvent,
      record.equals("OpenSSH", in: provider(shape).range)
    else { return .notAttempt }
    guard let time = time(record, shape) else { return .notUnderstood(.missingTime) }
    text.removeAll(keepingCapacity: true)
    let payload = append(value(.payload, shape), record)
    return SSHDMessage.decode(text.span, in: payload, time: time, into: &sink)
  }

  /// Whether the number of the event can be read without a walk, and is none of ours.
  ///
  /// The quotes around the key keep text inside strings out: there they are escaped.
  private mutating func isAnotherEvent(_ record: Span<UInt8>) -> Bool {
    var index = key(record)
    if index == nil {
      usesEventID.toggle()
      index = key(record)
    }
    guard var index else { return false }
    while index < record.count, record[index] == 0x20 || record[index] == 0x3a { index += 1 }
    if index < record.count, record[index] == 0x22 { index += 1 }
    let start = index
    while index < record.count, record[index] &- 0x30 <= 9 { index += 1 }
    guard index > start, index < record.count,
      let number = record.decimal(in: start..<index)
    else { return false }
    return number != WindowsEvent.sshdEvent && WindowsEvent.ID(rawValue: number) == nil
      // A line that was cut off is not to pass for another event.
      && record[record.count - 1] == 0x7d
  }

  private func key(_ record: Span<UInt8>) -> Int? {
    usesEventID
      ? record.firstIndex(of: "\"EventID\"", from: 0).map { $0 + 9 }
      : record.firstIndex(of: "\"event_id\"", from: 0).map { $0 + 10 }
  }

  private func event(_ record: Span<UInt8>) -> (Shape, number: Int)? {
    for shape in Shape.allCases {
      let value = value(.eventID, shape)
      if let number = record.decimal(in: value.range) { return (shape, number) }
    }
    if let number = record.decimal(in: value(.eventIDText).range) { return (.evtxDump, number) }
    if let number = record.decimal(in: value(.eventCode).range) { return (.winlogbeat7, number) }
    return nil
  }

  private func provider(_ shape: Shape) -> JSONValues.Value {
    let provider = value(.provider, shape)
    return provider.isMissing && shape == .evtxDump ? value(.splitProvider) : provider
  }

  /// Event numbers are each provider's own, so the provider decides; the channel where it is left out.
  private func isSecurity(_ record: Span<UInt8>, _ shape: Shape) -> Bool {
    let provider = provider(shape)
    if !provider.isMissing {
      return record.equals("Microsoft-Windows-Security-Auditing", in: provider.range)
    }
    let channel = value(.channel, shape).range
    return channel.count == 8 && record.hasIgnoringCase("security", at: channel.lowerBound)
  }

  private mutating func decode(
    securityEvent id: WindowsEvent.ID,
    _ time: EventTime,
    _ shape: Shape,
    _ record: Span<UInt8>,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    var event = WindowsEvent(id, time: time)
    let name = value(.targetName, shape)
    event.hasTargetName = !name.isMissing
    let workstation = value(id == .ntlm ? .workstation : .workstationName, shape)
    let isEscaped = name.kind == .escapedString || workstation.kind == .escapedString
    if isEscaped { text.removeAll(keepingCapacity: true) }
    func place(_ value: JSONValues.Value) -> Range<Int> {
      isEscaped ? append(value, record) : Self.trimmed(record, value)
    }
    event.targetName = place(name)
    event.workstation = place(workstation)
    event.targetSID = place(value(.targetUserSID, shape))
    if event.targetSID.isEmpty { event.targetSID = place(value(.targetSID, shape)) }
    event.status = place(value(.status, shape))
    event.subStatus = place(value(.subStatus, shape))
    event.address = place(value(.address, shape))
    event.logonType = place(value(.logonType, shape))
    event.package = place(value(.package, shape))
    event.preauthentication = place(value(.preauthentication, shape))
    return isEscaped ? event.decode(text.span, into: &sink) : event.decode(record, into: &sink)
  }

  /// The value's range; empty for a dash, `null`, and what is no text.
  private static func trimmed(_ record: Span<UInt8>, _ value: JSONValues.Value) -> Range<Int> {
    let range = record.trimmed(value.range)
    let isNone =
      value.kind == .object || value.kind == .array || record.equals("-", in: range)
      || (value.kind == .literal && record.equals("null", in: range))
    return isNone ? range.lowerBound..<range.lowerBound : range
  }

  /// Appends the value, its escapes undone, to `text`.
  private mutating func append(_ value: JSONValues.Value, _ record: Span<UInt8>) -> Range<Int> {
    let start = text.count
    let range = Self.trimmed(record, value)
    var field = Field(value)
    field.range = range
    field.append(from: record, to: &unescaped)
    text.append(contentsOf: unescaped)
    return start..<text.count
  }

  // MARK: Time

  private func time(_ record: Span<UInt8>, _ shape: Shape) -> EventTime? {
    switch shape {
    case .evtxDump:
      let time = value(.time, shape)
      return iso8601(record, time.isMissing ? value(.splitTime) : time)
    case .winlogbeat6, .winlogbeat7:
      return iso8601(record, value(.time, shape))
    case .flat:
      if let created = iso8601(record, value(.createdTime)), !created.isZoneless { return created }
      guard let time = iso8601(record, value(.time, shape)) else {
        return iso8601(record, value(.arrival)) ?? iso8601(record, value(.createdTime))
      }
      return time.isZoneless ? zoned(time, record) : time
    }
  }

  private func iso8601(_ record: Span<UInt8>, _ value: JSONValues.Value) -> EventTime? {
    guard value.isString else { return nil }
    return record.iso8601Time(at: value.start < record.count ? Int(value.start) : 0)?.time
  }

  /// A local time in UTC, where the record tells the zone.
  ///
  /// NXLog writes when the event happened and when it was received without a zone; the collector adds when it arrived in UTC. The last two are the same moment but for seconds, so
  /// their distance to the nearest quarter of an hour is the zone.
  private func zoned(_ time: EventTime, _ record: Span<UInt8>) -> EventTime {
    guard let received = iso8601(record, value(.receivedTime)), received.isZoneless,
      let arrival = iso8601(record, value(.arrival)), !arrival.isZoneless
    else { return time }
    let distance = Int(arrival.seconds) - Int(received.seconds)
    let quarter = 900
    let rounded = Int((Double(distance) / Double(quarter)).rounded()) * quarter
    // No zone is further than 14 hours from Greenwich; a delay of minutes says nothing sure.
    guard abs(rounded) <= 14 * 3600, abs(distance - rounded) <= 120 else { return time }
    return EventTime(
      secondsSince1970: Int(time.seconds) + rounded,
      milliseconds: Int(time.milliseconds)
    ) ?? time
  }
}
