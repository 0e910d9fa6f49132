import Foundation
import HTTPTypes
import Hummingbird
import WorkspaceStore

/// A route of the API: how it answers, and what the OpenAPI document says of it.
struct APIRoute: Sendable {
  struct Parameter: Sendable {
    var name: String
    var meaning: String
    var schema = APISchema.string
  }

  var method: HTTPRequest.Method = .get
  /// Below `APIRoutes.root`, with `{name}` for what varies.
  var path: String
  var name: String
  var summary: String
  var role = Person.Role.reader
  var query: [Parameter] = []
  var body: APISchema?
  var answer: APISchema
  /// How the names of properties are written; dictionaries keep theirs.
  var keys = JSONEncoder.KeyEncodingStrategy.convertToSnakeCase
  var handle: @Sendable (APICall) async throws -> any Encodable & Sendable
}

/// A request to a route, by somebody who may send it.
struct APICall: Sendable {
  var visitor: Visitor
  var path: Parameters
  var query: Parameters
  var body: [UInt8]

  /// - Throws: 400 for what is no number, or outside of the range, rather than another page.
  func number(_ name: String, in range: ClosedRange<Int>, otherwise usual: Int) throws -> Int {
    guard let text = query.get(name) else { return usual }
    guard let number = Int(text), range.contains(number) else {
      let bounds = "\(range.lowerBound) to \(range.upperBound)"
      throw HTTPError(.badRequest, message: "'\(name)' is a whole number from \(bounds).")
    }
    return number
  }

  func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(body))
    } catch is DecodingError {
      throw HTTPError(.badRequest, message: "The body is not the JSON that this route takes.")
    }
  }
}

/// Part of a list, and where the next part begins.
struct APIPage<Item: Encodable & Sendable>: Encodable, Sendable {
  var items: [Item]
  /// Absent on the last page.
  var next: String?
}

extension APIPage {
  /// Of one item more than a page has, the page; `place` says where the one behind it begins.
  init(_ items: [Item], length: Int, place: (Item) -> String) {
    let (page, next) = PageEnd.split(items, at: length)
    self.init(items: page, next: next.map(place))
  }
}

extension APIRoute {
  /// What lists take whose pages are told by the last id of the one before.
  static let paging = [
    Parameter(name: "after", meaning: "The 'next' of the page before"),
    Parameter(name: "limit", meaning: "Items on a page, 1 to 500", schema: .integer),
  ]
}

extension APICall {
  /// - Throws: 400 for a length that is none.
  func pageLength() throws -> Int { try number("limit", in: 1...500, otherwise: 100) }
}
