import Foundation

/// The query of a link, its parts in the order given.
struct Query {
  private static let plain = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
  )

  var parts: [(name: String, value: String)]

  init(_ parts: [(String, String?)]) {
    self.parts = parts.compactMap { name, value in
      value.flatMap { $0.isEmpty ? nil : (name, $0) }
    }
  }

  /// `path?name=value&…`, everything outside of plain ASCII written as percent signs.
  func link(_ path: String) -> String {
    if parts.isEmpty { return path }
    return path + "?" + parts.map { "\($0.name)=\(Self.encoded($0.value))" }.joined(separator: "&")
  }

  static func encoded(_ text: String) -> String {
    // `nil` only for text that is no Unicode, which a `String` cannot be.
    text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }
}
