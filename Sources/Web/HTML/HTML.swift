import Scan

/// Markup that is safe to send: literals are ours, everything that is put into them is escaped.
///
/// Attributes stand in double quotes, always.
struct HTML: Equatable, Sendable, ExpressibleByStringInterpolation {
  var text: String

  init(stringLiteral value: String) { text = value }

  init(stringInterpolation interpolation: Interpolation) { text = interpolation.text }

  struct Interpolation: StringInterpolationProtocol {
    var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) { text += literal }

    // Behind the others, so that a literal in the place of a value is markup, as it is elsewhere: of
    // `\(isNew ? "<b>new</b>" : "")` the angle brackets would be shown.
    @_disfavoredOverload
    mutating func appendInterpolation(_ value: String) { text += HTML.escaped(value) }

    mutating func appendInterpolation(_ value: Int) { text += String(value) }

    mutating func appendInterpolation(_ markup: HTML) { text += markup.text }

    mutating func appendInterpolation(_ markup: [HTML]) {
      for part in markup { text += part.text }
    }
  }

  /// The markup where the condition holds, and nothing elsewhere.
  static func when(_ condition: Bool, _ markup: @autoclosure () -> HTML) -> HTML {
    condition ? markup() : ""
  }

  /// A link to an address outside; only its text where the address is not of the web.
  static func outside(_ address: String, _ label: String) -> HTML {
    guard address.hasPrefix("https://") || address.hasPrefix("http://") else { return "\(label)" }
    return """
      <a class="outside" rel="noopener noreferrer" href="\(address)">\(label)</a>
      """
  }

  /// Text in which nothing is markup, and nothing hides.
  static func escaped(_ text: String) -> String {
    // Nearly every text is a number, an id or a name: looked through, and taken as it is.
    if text.utf8.allSatisfy(isPlain) { return text }
    let visible = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { VisibleText.escaped(String($0)) }.joined(separator: "\n")
    var result: [UInt8] = []
    result.reserveCapacity(visible.utf8.count + 32)
    for byte in visible.utf8 {
      switch byte {
      case UInt8(ascii: "&"): result += "&amp;".utf8
      case UInt8(ascii: "<"): result += "&lt;".utf8
      case UInt8(ascii: ">"): result += "&gt;".utf8
      case UInt8(ascii: "\""): result += "&quot;".utf8
      case UInt8(ascii: "'"): result += "&#39;".utf8
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether a byte is a letter of ASCII that is shown and means nothing in markup, or a line's end.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      false
    default: 0x20...0x7e ~= byte || byte == UInt8(ascii: "\n")
    }
  }
}
