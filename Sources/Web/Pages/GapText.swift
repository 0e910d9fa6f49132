import LogFormats
import Model

/// What a log cannot show, in words, with the id that the documents have it under.
enum GapText {
  private static let texts = Dictionary(
    LogFormats.gaps.map { ($0.id, $0.text) },
    uniquingKeysWith: { first, _ in first }
  )

  /// `citation` is where the gap is told of.
  static func item(_ id: String, _ citation: HTML = "") -> HTML {
    guard let text = texts[id] else { return "<li>\(id) \(citation)</li>" }
    return "<li>\(text) <span class=\"quiet\">\(id)</span> \(citation)</li>"
  }
}
