import Foundation

/// A regular expression of a rule: ICU's dialect, found anywhere in the value.
struct CompiledRegex: Sendable {
  private let expression: NSRegularExpression

  init?(_ pattern: String, _ options: RegexOptions) {
    var flags: NSRegularExpression.Options = []
    if options.contains(.ignoresCase) { flags.insert(.caseInsensitive) }
    if options.contains(.multiline) { flags.insert(.anchorsMatchLines) }
    if options.contains(.dotMatchesNewline) { flags.insert(.dotMatchesLineSeparators) }
    // What is wrong with it is said by the caller, who knows the line.
    guard let expression = try? NSRegularExpression(pattern: pattern, options: flags) else {
      return nil
    }
    self.expression = expression
  }

  func matches(_ bytes: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    let whole = NSRange(location: 0, length: text.utf16.count)
    return expression.firstMatch(in: text, range: whole) != nil
  }
}
