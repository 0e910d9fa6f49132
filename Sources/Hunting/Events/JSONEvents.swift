import LogBytes
import LogFormats
import Sigma

/// Fills an event from the fields of a JSON record.
struct JSONEvents {
  // A class, because its fields cannot be copied.
  private final class Reader: Sendable {
    let fields: JSONFields
    let signature: [Int]
    let times: [Int]
    /// By field of the rules: the values it may stand in.
    let places: [[Int]]
    /// The value that holds further objects with fields in them.
    let nested: Int?
    let nestedFields: JSONFields

    init(_ layout: JSONLayout, _ fields: [String]) {
      var paths: [String] = []
      func number(_ path: String) -> Int {
        if let known = paths.firstIndex(of: path) { return known }
        paths.append(path)
        return paths.count - 1
      }
      signature = layout.signature.map(number)
      times = layout.timePaths.map(number)
      places = fields.map { layout.paths($0).map(number) }
      nested = layout.nestedPath.map(number)
      self.fields = JSONFields(paths)
      nestedFields = JSONFields(fields)
    }
  }

  private let readers: [Reader]
  private let recordField: Int?
  private var values = JSONValues()
  private var nestedValues = JSONValues()
  /// The layout of the last record: the next one has it too, nearly always.
  private var layout = 0

  init(_ layouts: [JSONLayout], _ rules: RuleSet) {
    readers = layouts.map { Reader($0, rules.fields) }
    recordField = rules.wantsRecord ? rules.recordField : nil
  }

  mutating func read(_ record: Span<UInt8>, into event: inout EventFields) -> RecordReading {
    guard readLayout(record) else { return .unreadable }
    let reader = readers[layout]
    for field in reader.places.indices {
      for place in reader.places[field] where add(values[place], record, field, &event) { break }
    }
    if let recordField {
      let start = event.bytes.count
      record.appendJSONText(in: 0..<record.count, to: &event.bytes)
      event.commit(recordField, from: start)
    }
    if let nested = reader.nested { readNested(values[nested], record, &event) }
    return .event(moment(reader.times, record))
  }

  /// Fields of the objects in the object that layouts keep them in under names of their own.
  private mutating func readNested(
    _ value: JSONValues.Value,
    _ record: Span<UInt8>,
    _ event: inout EventFields
  ) {
    guard value.kind == .object else { return }
    for object in record.jsonObjects(in: value.range) {
      let inner = record.extracting(object)
      guard readers[layout].nestedFields.read(inner, into: &nestedValues) else { continue }
      for field in readers[layout].places.indices where event.values[field].kind == .missing {
        _ = add(nestedValues[field], inner, field, &event)
      }
    }
  }

  private mutating func readLayout(_ record: Span<UInt8>) -> Bool {
    for attempt in 0..<readers.count {
      let number = (layout + attempt) % readers.count
      guard readers[number].fields.read(record, into: &values) else { return false }
      let signature = readers[number].signature
      if signature.isEmpty || signature.contains(where: { !values[$0].isMissing }) {
        layout = number
        return true
      }
    }
    return false
  }

  /// `false` if nothing stands there that could be a value.
  private func add(
    _ value: JSONValues.Value,
    _ record: Span<UInt8>,
    _ field: Int,
    _ event: inout EventFields
  ) -> Bool {
    switch value.kind {
    case .missing, .object: return false
    case .array:
      for element in record.jsonElements(in: value.range) {
        _ = add(element, record, field, &event)
      }
      return true
    case .literal where record.equals("null", in: value.range):
      event.setNull(field)
      return true
    case .string, .literal, .escapedString:
      let start = event.bytes.count
      if value.kind == .escapedString {
        record.appendJSONText(in: value.range, to: &event.bytes)
      } else {
        record.appendBytes(in: value.range, to: &event.bytes)
      }
      event.commit(field, from: start)
      return true
    }
  }

  private func moment(_ times: [Int], _ record: Span<UInt8>) -> EventMoment {
    for place in times where !values[place].isMissing {
      let value = values[place]
      if let time = record.iso8601Time(at: value.range.lowerBound)?.time {
        return EventMoment(time)
      }
      // Keycloak writes milliseconds, the journal microseconds.
      if let number = record.decimal(in: value.range) {
        return EventMoment(
          milliseconds: Int64(number > 100_000_000_000_000 ? number / 1000 : number)
        )
      }
    }
    return EventMoment(milliseconds: nil)
  }
}

/// When an event was.
struct EventMoment {
  var milliseconds: Int64?
  /// Written without a zone.
  var isZoneless = false

  init(milliseconds: Int64?) {
    self.milliseconds = milliseconds
  }

  /// A time without a year stays as it is until the whole log was read.
  init(_ time: EventTime) {
    milliseconds = Int64(time.seconds) * 1000 + Int64(time.milliseconds)
    isZoneless = time.isZoneless && YearlessTime.decode(time.seconds) == nil
  }
}
