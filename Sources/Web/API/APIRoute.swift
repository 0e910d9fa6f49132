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

  /// What a request carries beside its path and its query.
  enum Body: Sendable {
    case none
    case json(APISchema)
    /// Bytes as they are, which are read as they come.
    case file
  }

  /// How a call is answered.
  enum Handling: Sendable {
    case value(@Sendable (APICall) async throws -> any Encodable & Sendable)
    /// JSON that is written already.
    case json(@Sendable (APICall) async throws -> String)
    /// Anything else, of the media type named.
    case file(type: String, @Sendable (APICall) async throws -> Response)
  }

  let method: HTTPRequest.Method
  /// Below `APIRoutes.root`, with `{name}` for what varies.
  let path: String
  let name: String
  let summary: String
  let role: Person.Role
  let query: [Parameter]
  let body: Body
  /// Of JSON; `nil` where a file is the answer.
  let answer: APISchema?
  let handling: Handling
}

extension APIRoute {
  /// A route that takes JSON or nothing, and answers with JSON.
  init(
    method: HTTPRequest.Method = .get,
    path: String,
    name: String,
    summary: String,
    role: Person.Role = .reader,
    query: [Parameter] = [],
    body: APISchema? = nil,
    answer: APISchema,
    handle: @escaping @Sendable (APICall) async throws -> any Encodable & Sendable
  ) {
    (self.method, self.path, self.name, self.summary) = (method, path, name, summary)
    (self.role, self.query) = (role, query)
    (self.body, self.answer) = (body.map(Body.json) ?? .none, answer)
    handling = .value(handle)
  }

  /// A route whose answer is kept as JSON.
  init(
    writing path: String,
    name: String,
    summary: String,
    answer: APISchema,
    written: @escaping @Sendable (APICall) async throws -> String
  ) {
    (method, self.path, self.name, self.summary) = (.get, path, name, summary)
    (role, query, body, self.answer) = (.reader, [], .none, answer)
    handling = .json(written)
  }

  /// A route that takes a file.
  init(
    taking path: String,
    name: String,
    summary: String,
    role: Person.Role = .analyst,
    query: [Parameter] = [],
    answer: APISchema,
    handle: @escaping @Sendable (APICall) async throws -> any Encodable & Sendable
  ) {
    (method, self.path, self.name, self.summary) = (.post, path, name, summary)
    (self.role, self.query, body, self.answer) = (role, query, .file, answer)
    handling = .value(handle)
  }

  /// A route whose answer is no JSON of ours.
  init(
    method: HTTPRequest.Method = .get,
    path: String,
    name: String,
    summary: String,
    role: Person.Role = .reader,
    body: APISchema? = nil,
    fileOf type: String,
    respond: @escaping @Sendable (APICall) async throws -> Response
  ) {
    (self.method, self.path, self.name, self.summary) = (method, path, name, summary)
    (self.role, query) = (role, [])
    (self.body, answer) = (body.map(Body.json) ?? .none, nil)
    handling = .file(type: type, respond)
  }
}

/// A request to a route, by somebody who may send it.
struct APICall: Sendable {
  var visitor: Visitor
  var path: Parameters
  var query: Parameters
  var body: [UInt8]
  /// Of a route that takes one.
  var file: RequestBody?
  /// As a person would name the request, as in `POST /api/v1/exhibits/E-3/views`.
  var request: String
  /// The name and port that the server was asked by.
  var authority: String

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
  /// - Throws: 404 for what is no number: then there is nothing of it.
  func numberInPath(_ name: String = "number") throws -> Int64 {
    guard let number = Int64(try path.require(name)) else { throw HTTPError(.notFound) }
    return number
  }

  /// - Throws: 400 for a length that is none.
  func pageLength() throws -> Int { try number("limit", in: 1...500, otherwise: 100) }
}
