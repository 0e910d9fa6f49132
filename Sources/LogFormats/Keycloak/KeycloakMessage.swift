import LogBytes
import Model

/// The text of an event in the server log: `type="LOGIN_ERROR", realmId="…", …, username="x"`.
///
/// Older releases write no quotes, except single ones around text with spaces. Type, address and
/// error stand in front of what the requester typed, and the first of each key counts, so a name with
/// `, ipAddress=` in it changes nothing.
enum KeycloakMessage {
  /// Reads the event whose `type=` stands at the start of `range`.
  static func event(_ line: Span<UInt8>, in range: Range<Int>) -> KeycloakEvent {
    var event = KeycloakEvent()
    forEachField(of: line, in: range) { key, value in
      if line.equals("type", in: key), event.type.isEmpty {
        event.type = value.range
      } else if line.equals("ipAddress", in: key), event.address.isEmpty {
        event.address = value.range
      } else if line.equals("error", in: key), event.error.isEmpty {
        event.error = value.range
      } else if line.equals("username", in: key), event.username.range.isEmpty {
        event.username = value
      } else if line.equals("email", in: key), event.email.range.isEmpty {
        event.email = value
      }
    }
    return event
  }

  /// Shows each key of the event whose `type=` stands at the start of `range`, with its value.
  static func forEachField(
    of line: Span<UInt8>,
    in range: Range<Int>,
    _ body: (_ key: Range<Int>, _ value: Field) -> Void
  ) {
    var index = range.lowerBound
    while let equals = line.firstIndex(of: 0x3d, in: index..<range.upperBound) {
      let (value, end) = value(line, at: equals + 1, to: range.upperBound)
      body(index..<equals, value)
      index = min(end + 2, range.upperBound)
    }
  }

  /// The value at `start`, and where the `, ` after it stands.
  private static func value(
    _ line: Span<UInt8>,
    at start: Int,
    to limit: Int
  ) -> (Field, end: Int) {
    if start < limit, line[start] == 0x22 || line[start] == 0x27 {
      let quote = line[start]
      var searched = start + 1
      var hasEscapedQuote = false
      while let close = line.firstIndex(of: quote, in: searched..<limit) {
        searched = close + 1
        if quote == 0x22, close > start + 1, line[close - 1] == 0x5c {
          hasEscapedQuote = true
        } else if searched == limit || line.has(", ", at: searched) {
          return (Field(start + 1..<close, hasEscapedQuote ? .json : .plain), searched)
        }
      }
    }
    let end = line.firstIndex(of: ", ", in: start..<limit) ?? limit
    return (Field(start..<end), end)
  }
}
