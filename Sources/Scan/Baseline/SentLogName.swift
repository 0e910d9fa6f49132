import Foundation

/// The file of a log that was sent to a workspace: `uploads/1A2B3C4D-auth.log`. The mark tells it from others of its
/// name.
package enum SentLogName {
  package static let folder = "uploads"
  private static let markLength = 8

  /// A name that no other log has.
  package static func new(_ name: String) -> String {
    "\(UUID().uuidString.prefix(markLength))-\(name)"
  }

  /// The path as it would be without the mark; `nil` for one of any other log.
  static func withoutMark(_ path: String) -> String? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 1, parts[parts.count - 2] == folder[...] else { return nil }
    let name = parts[parts.count - 1]
    let mark = name.prefix(markLength)
    guard name.dropFirst(markLength).first == "-", mark.allSatisfy(\.isHexDigit) else { return nil }
    return String(path.dropLast(name.count)) + String(name.dropFirst(markLength + 1))
  }
}
