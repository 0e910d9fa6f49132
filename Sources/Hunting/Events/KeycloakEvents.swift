import LogBytes
import LogFormats
import Sigma

/// Fills an event from a line of Keycloak's server log: text, a console's JSON around such text, or a
/// stored event. The fields have the names of stored events; those below `details` go without it.
struct KeycloakEvents {
  private let fields: [(number: Int, key: [UInt8])]
  private let recordField: Int?
  private var stored: JSONEvents
  private var reader = KeycloakLineReader()

  init(_ rules: RuleSet) {
    fields = rules.fields.enumerated().map { number, name in
      (number, Array((name.hasPrefix("details.") ? name.dropFirst(8) : name[...]).utf8))
    }
    recordField = rules.wantsRecord ? rules.recordField : nil
    stored = JSONEvents(JSONLayout.all(of: .keycloak), rules)
  }

  mutating func read(_ record: Span<UInt8>, into event: inout EventFields) -> RecordReading {
    switch reader.read(record) {
    case .text(let range, let time):
      fill(record, range, &event)
      return finish(record, time.map(EventMoment.init), &event)
    case .wrapped(let time):
      fill(reader.message.span, reader.message.indices, &event)
      return finish(record, time.map(EventMoment.init), &event)
    case .stored: return stored.read(record, into: &event)
    case .other: return .notEvent
    case .broken: return .unreadable
    }
  }

  private func finish(
    _ record: Span<UInt8>,
    _ moment: EventMoment?,
    _ event: inout EventFields
  ) -> RecordReading {
    if let recordField { event.set(recordField, record, 0..<record.count) }
    return .event(moment ?? EventMoment(milliseconds: nil))
  }

  private func fill(_ text: Span<UInt8>, _ range: Range<Int>, _ event: inout EventFields) {
    KeycloakLineReader.forEachField(of: text, in: range) { key, value in
      for (number, wanted) in fields where text.equals(wanted, in: key) {
        // Keycloak writes what is not there as this word; the first of each key counts.
        if event.values[number].kind != .missing { continue }
        if text.equals("null", in: value.range) {
          event.setNull(number)
        } else {
          let start = event.bytes.count
          value.appendText(from: text, to: &event.bytes)
          event.commit(number, from: start)
        }
      }
    }
  }
}
