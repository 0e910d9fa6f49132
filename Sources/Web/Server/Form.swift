import Foundation
import Hummingbird

/// The fields of a form that was sent; of a field that comes twice, the first.
struct Form {
  /// No form of ours comes near it.
  private static let byteLimit = 64 * 1024

  private var fields: [String: String] = [:]

  init(of request: Request) async throws {
    let type = request.headers[.contentType] ?? ""
    guard type.hasPrefix("application/x-www-form-urlencoded") else {
      throw HTTPError(.unsupportedMediaType)
    }
    let body = try await request.body.collect(upTo: Self.byteLimit)
    self.init(String(buffer: body))
  }

  init(_ text: String) {
    for field in text.split(separator: "&") {
      let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(parts[0]), fields[name] == nil else { continue }
      fields[name] = parts.count == 2 ? Self.decoded(parts[1]) : ""
    }
  }

  subscript(_ name: String) -> String { fields[name] ?? "" }

  private static func decoded(_ text: Substring) -> String? {
    text.replacingOccurrences(of: "+", with: " ").removingPercentEncoding
  }
}
