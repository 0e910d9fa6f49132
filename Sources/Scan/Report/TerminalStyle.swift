/// Whether and how text is set off in a terminal.
///
/// Colour is never the only carrier of a meaning: whatever is coloured also says it in words.
package enum TerminalStyle: Sendable {
  case plain
  case colour

  /// What a piece of text is, from which its looks follow.
  ///
  /// Only the 16 colours that people set up.
  package enum Role {
    case heading
    case label
    case quiet
    case figure
    case low
    case medium
    case high

    fileprivate var code: String {
      switch self {
      case .heading: "1"
      case .label, .quiet: "2"
      case .figure: "36"
      case .low: "36"
      case .medium: "33"
      case .high: "1;31"
      }
    }
  }

  package func paint(_ text: String, _ role: Role?) -> String {
    guard self == .colour, let role, !text.isEmpty else { return text }
    return "\u{1b}[\(role.code)m\(text)\u{1b}[0m"
  }
}
