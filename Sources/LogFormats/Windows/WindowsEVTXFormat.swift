import LogBytes
import Model

/// The Windows event log as Windows keeps it (EVTX).
///
/// A block is a whole file, or any run of whole chunks of one: `blockLength` cuts a large file so that
/// its parts can be decoded side by side. The "line" of a record is its number in the block.
package struct WindowsEVTXFormat: LogFormat {
  package static let facts = FormatFacts(
    id: "windows-evtx",
    title: "Windows event log (EVTX)",
    framing: .whole,
    services: WindowsEvent.facts + SSHDMessage.facts,
    examples: [
      // The records are binary; this is how one reads when it is shown as XML.
      FormatExample(
        #"<Event><System><Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>4768</EventID><TimeCreated SystemTime="2026-03-02T07:12:09.120Z"/><Channel>Security</Channel><Computer>dc1.corp.example</Computer></System><EventData><Data Name="TargetUserName">oracle</Data><Data Name="Status">0x6</Data><Data Name="IpAddress">::ffff:203.0.113.7</Data></EventData></Event>"#,
        ExampleAttempt(
          "oracle",
          from: "203.0.113.7",
          Outcome(.windowsKerberos, .absent, .disclosed, .none)
        )
      )
    ]
  )

  package static func confidence(in sample: Span<UInt8>) -> Double {
    sample.has("ElfFile\0", at: 0) ? 1 : 0
  }

  private enum Wanted: Int, CaseIterable {
    case eventID, provider, channel, time
    case targetName, targetUserSID, targetSID, status, subStatus, address
    case workstationName, workstation, logonType, package, preauthentication, payload

    var path: String {
      switch self {
      case .eventID: "System.EventID"
      case .provider: "System.Provider.Name"
      case .channel: "System.Channel"
      case .time: "System.TimeCreated.SystemTime"
      case .targetName: "EventData.TargetUserName"
      case .targetUserSID: "EventData.TargetUserSid"
      case .targetSID: "EventData.TargetSid"
      case .status: "EventData.Status"
      case .subStatus: "EventData.SubStatus"
      case .address: "EventData.IpAddress"
      case .workstationName: "EventData.WorkstationName"
      case .workstation: "EventData.Workstation"
      case .logonType: "EventData.LogonType"
      case .package: "EventData.AuthenticationPackageName"
      case .preauthentication: "EventData.PreAuthType"
      case .payload: "EventData.payload"
      }
    }
  }

  private static let fields = EVTXFields(Wanted.allCases.map(\.path))
  private static let securityProvider = Array("Microsoft-Windows-Security-Auditing".utf8)
  private static let sshProvider = Array("OpenSSH".utf8)

  private var text: [UInt8] = []

  package init(context: FormatContext) {}

  /// `record` is a whole file or a run of whole chunks, as in `decodeBlock`.
  package mutating func decode(
    _ record: Span<UInt8>,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    decodeChunks(record, into: &sink)
    if sink.tally.attempts > 0 { return .attempt }
    return sink.tally.records > 0 && sink.tally.notAttempts == 0
      ? .notUnderstood(.brokenRecord) : .notAttempt
  }

  package static func decodeBlock(
    _ block: Span<UInt8>,
    context: FormatContext,
    into sink: inout AttemptSink
  ) {
    var decoder = WindowsEVTXFormat(context: context)
    decoder.decodeChunks(block, into: &sink)
  }

  /// How long the block that starts at `byteOffset` of a file should be, about `target` bytes.
  ///
  /// It ends behind a chunk. Each such block decodes by itself, in a segment of its own.
  package static func blockLength(
    at byteOffset: Int,
    fileLength: Int,
    target: Int
  ) -> Int {
    let header = byteOffset == 0 ? EVTXReader.fileHeaderLength : 0
    let chunks = max(1, target / EVTXReader.chunkLength)
    return min(header + chunks * EVTXReader.chunkLength, fileLength - byteOffset)
  }

  private mutating func decodeChunks(_ block: Span<UInt8>, into sink: inout AttemptSink) {
    var reader = EVTXReader(Self.fields)
    var number = 0
    while let step = reader.next(in: block) {
      let place: Range<Int>
      let verdict: RecordVerdict
      switch step {
      case .record(let range):
        place = range
        sink.place(byteOffset: range.lowerBound, length: range.count)
        verdict =
          reader.read(in: block)
          ? decode(&reader, in: block, into: &sink) : .notUnderstood(.brokenRecord)
      case .broken(let range):
        place = range
        verdict = .notUnderstood(.brokenRecord)
      }
      sink.tally.count(verdict, byteOffset: place.lowerBound, line: number)
      number += 1
    }
    sink.finishBlock(lines: number)
  }

  private mutating func decode(
    _ reader: inout EVTXReader,
    in block: Span<UInt8>,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    guard let number = reader.integer(Wanted.eventID.rawValue, in: block) else {
      return .notUnderstood(.unknownShape)
    }
    if let id = WindowsEvent.ID(rawValue: number) {
      let provider = Wanted.provider.rawValue
      guard reader.text(provider, in: block, equals: Self.securityProvider) else {
        return .notAttempt
      }
      guard let time = time(of: reader, in: block) else { return .notUnderstood(.missingTime) }
      let event = securityEvent(id, time, &reader, block)
      return event.decode(text.span, into: &sink)
    }
    let provider = Wanted.provider.rawValue
    guard number == WindowsEvent.sshdEvent,
      reader.text(provider, in: block, equals: Self.sshProvider)
    else { return .notAttempt }
    guard let time = time(of: reader, in: block) else { return .notUnderstood(.missingTime) }
    text.removeAll(keepingCapacity: true)
    let payload = reader.append(Wanted.payload.rawValue, in: block, to: &text)
    return SSHDMessage.decode(text.span, in: payload, time: time, into: &sink)
  }

  /// When the event happened: as a number, as text in an export, or when the record was written.
  private mutating func time(
    of reader: borrowing EVTXReader,
    in block: Span<UInt8>
  ) -> EventTime? {
    if let milliseconds = reader.milliseconds(Wanted.time.rawValue, in: block) {
      return EventTime(millisecondsSince1970: milliseconds)
    }
    text.removeAll(keepingCapacity: true)
    let written = reader.append(Wanted.time.rawValue, in: block, to: &text)
    return text.span.iso8601Time(at: written.lowerBound)?.time
      ?? reader.writtenMilliseconds(in: block).flatMap(EventTime.init(millisecondsSince1970:))
  }

  /// Copies the event's fields to `text`, where its ranges point.
  private mutating func securityEvent(
    _ id: WindowsEvent.ID,
    _ time: EventTime,
    _ reader: inout EVTXReader,
    _ block: Span<UInt8>
  ) -> WindowsEvent {
    text.removeAll(keepingCapacity: true)
    var event = WindowsEvent(id, time: time)
    event.hasTargetName = !reader.isMissing(Wanted.targetName.rawValue)
    event.targetName = append(.targetName, reader, block)
    event.targetSID = append(.targetUserSID, reader, block)
    if event.targetSID.isEmpty { event.targetSID = append(.targetSID, reader, block) }
    event.status = append(.status, reader, block)
    event.subStatus = append(.subStatus, reader, block)
    event.address = append(.address, reader, block)
    event.workstation = append(id == .ntlm ? .workstation : .workstationName, reader, block)
    event.logonType = append(.logonType, reader, block)
    event.package = append(.package, reader, block)
    event.preauthentication = append(.preauthentication, reader, block)
    return event
  }

  private mutating func append(
    _ field: Wanted,
    _ reader: borrowing EVTXReader,
    _ block: Span<UInt8>
  ) -> Range<Int> {
    let whole = reader.append(field.rawValue, in: block, to: &text)
    let range = text.span.trimmed(whole)
    return text.span.equals("-", in: range) ? range.lowerBound..<range.lowerBound : range
  }
}
