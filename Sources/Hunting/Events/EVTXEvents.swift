import LogBytes
import LogFormats
import Sigma

/// Fills events from the records of EVTX chunks.
struct EVTXEvents {
  private let fields: EVTXFields
  private let fieldCount: Int
  /// The time's place, behind the fields of the rules.
  private var timeField: Int { fieldCount }
  private let recordField: Int?
  /// By field of the rules: its place in user data, behind the time; an event has that or event data.
  private let userDataPlaces: [Int?]

  init(_ rules: RuleSet) {
    fieldCount = rules.fields.count
    recordField = rules.wantsRecord ? rules.recordField : nil
    var paths = rules.fields.map(Self.path) + ["System.TimeCreated.SystemTime"]
    var places: [Int?] = []
    for (field, path) in zip(rules.fields, paths) {
      let isData = path == "EventData." + field
      places.append(isData ? paths.count : nil)
      if isData { paths.append("UserData." + field) }
    }
    userDataPlaces = places
    fields = EVTXFields(paths)
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
    var reader = EVTXReader(fields, keepingAll: recordField != nil)
    while let step = reader.next(in: block) {
      guard case .record(let place) = step, reader.read(in: block) else {
        broken()
        continue
      }
      event.reset()
      for field in 0..<fieldCount {
        guard let value = valuePlace(of: field, reader) else { continue }
        let start = event.bytes.count
        _ = reader.append(value, in: block, to: &event.bytes)
        event.commit(field, from: start)
      }
      if let recordField {
        let start = event.bytes.count
        reader.appendAll(in: block, to: &event.bytes)
        event.commit(recordField, from: start)
      }
      body(&event, place, moment(of: reader, in: block))
    }
  }

  private func valuePlace(of field: Int, _ reader: borrowing EVTXReader) -> Int? {
    if !reader.isMissing(field) { return field }
    return userDataPlaces[field].flatMap { reader.isMissing($0) ? nil : $0 }
  }

  private func moment(of reader: borrowing EVTXReader, in block: Span<UInt8>) -> EventMoment {
    if let milliseconds = reader.milliseconds(timeField, in: block) {
      return EventMoment(milliseconds: Int64(milliseconds))
    }
    var text: [UInt8] = []
    _ = reader.append(timeField, in: block, to: &text)
    if let time = text.span.iso8601Time(at: 0)?.time { return EventMoment(time) }
    return EventMoment(milliseconds: reader.writtenMilliseconds(in: block).map(Int64.init))
  }
}
