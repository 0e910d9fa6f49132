import HTTPTypes
import WorkspaceStore

/// The API as OpenAPI 3.1 describes one, written from the table that the routes are made of.
struct OpenAPIDocument: Encodable, Sendable {
  struct Info: Encodable {
    var title = "Rollcall workspace"
    var version: String
  }

  struct Server: Encodable {
    var url = APIRoutes.root
  }

  struct Components: Encodable {
    var schemas = APISchemas.all.merging(APISchemas.controls) { first, _ in first }
    var securitySchemes = [
      "token": ["type": "http", "scheme": "bearer"],
      "session": ["type": "apiKey", "in": "cookie", "name": SignInDesk.cookieName],
    ]
  }

  let openapi = "3.1.0"
  let info: Info
  let servers: [Server]
  /// By path, then by method.
  let paths: [String: [String: Operation]]
  let components: Components
  let security: [[String: [String]]]

  init(_ routes: [APIRoute], version: String) {
    info = Info(version: version)
    servers = [Server()]
    paths = Dictionary(grouping: routes, by: \.path).mapValues { routes in
      var operations: [String: Operation] = [:]
      for route in routes { operations[route.method.rawValue.lowercased()] = Operation(route) }
      return operations
    }
    components = Components()
    security = [["token": []], ["session": []]]
  }
}

extension OpenAPIDocument {
  struct Content: Encodable {
    var schema: APISchema
  }

  struct Answer: Encodable {
    var description: String
    var content: [String: Content]
  }

  struct Body: Encodable {
    let required = true
    var content: [String: Content]
  }

  struct Parameter: Encodable {
    var name: String
    var `in`: String
    var required: Bool
    var description: String
    var schema: APISchema
  }

  /// What can be asked of one path.
  struct Operation: Encodable {
    var operationId: String
    var summary: String
    var description: String
    var parameters: [Parameter]
    var requestBody: Body?
    var responses: [String: Answer]

    init(_ route: APIRoute) {
      operationId = route.name
      summary = route.summary
      let isRead = route.method == .get
      description =
        "For the role '\(route.role.rawValue)' and above."
        + (isRead ? "" : " With a session instead of a token: X-Form-Token, as in its forms.")
      parameters = Self.inPath(route.path) + Self.inQuery(route.query)
      requestBody = Self.body(route.body)
      responses = [
        "200": Answer(description: route.summary, content: Self.answer(of: route)),
        "default": Answer(
          description: "Why there is no answer",
          content: ["application/problem+json": Content(schema: .named("Problem"))]
        ),
      ]
    }

    private static func body(_ body: APIRoute.Body) -> Body? {
      switch body {
      case .none: nil
      case .json(let schema): Body(content: ["application/json": Content(schema: schema)])
      case .file: Body(content: ["application/octet-stream": Content(schema: .file)])
      }
    }

    private static func answer(of route: APIRoute) -> [String: Content] {
      if let answer = route.answer { return ["application/json": Content(schema: answer)] }
      guard case .file(let type, _) = route.handling else { return [:] }
      return [type: Content(schema: .file)]
    }

    /// What stands in a path and is no id.
    private static let numbers: Set<String> = ["claim", "number"]

    private static func inPath(_ path: String) -> [Parameter] {
      path.matches(of: /\{(.*?)\}/).map { match in
        let name = String(match.1)
        return Parameter(
          name: name,
          in: "path",
          required: true,
          description: numbers.contains(name)
            ? "Its number" : "The id, or the start of a unique one",
          schema: numbers.contains(name) ? .integer : .string
        )
      }
    }

    private static func inQuery(_ query: [APIRoute.Parameter]) -> [Parameter] {
      query.map {
        Parameter(
          name: $0.name,
          in: "query",
          required: false,
          description: $0.meaning,
          schema: $0.schema
        )
      }
    }
  }
}
