import LogBytes
import LogFormats
import Sigma

/// Fills events from the records of EVTX chunks.
struct EVTXEvents {
  private let fields: EVTXFields
  private let fieldCount: Int

  /// The time stands behind the fields of the rules.
  init(_ rules: RuleSet) {
    fieldCount = rules.fields.count
    fields = EVTXFields(rules.fields.map(Self.path) + ["System.TimeCreated.SystemTime"])
  }

  private static func path(of field: String) -> String {
    switch field {
    case "EventID", "Channel", "Computer", "Level", "Task", "Opcode", "EventRecordID":
      "System." + field
    case "Provider_Name": "System.Provider.Name"
    default: "EventData." + field
    }
  }

  /// Shows each record of `block`.
  func forEach(
    in block: Span<UInt8>,
    _ event: inout EventFields,
    _ body: (inout EventFields, Range<Int>, EventMoment) -> Void,
    broken: () -> Void
  ) {
    var reader = EVTXReader(fields)
    while let step = reader.next(in: block) {
      guard case .record(let place) = step, reader.read(in: block) else {
        broken()
        continue
      }
      event.reset()
      for field in 0..<fieldCount where !reader.isMissing(field) {
        let start = event.bytes.count
        _ = reader.append(field, in: block, to: &event.bytes)
        event.commit(field, from: start)
      }
      body(&event, place, moment(of: reader, in: block))
    }
  }

  private func moment(of reader: borrowing EVTXReader, in block: Span<UInt8>) -> EventMoment {
    if let milliseconds = reader.milliseconds(fieldCount, in: block) {
      return EventMoment(milliseconds: Int64(milliseconds))
    }
    var text: [UInt8] = []
    _ = reader.append(fieldCount, in: block, to: &text)
    if let time = text.span.iso8601Time(at: 0)?.time { return EventMoment(time) }
    return EventMoment(milliseconds: reader.writtenMilliseconds(in: block).map(Int64.init))
  }
}
