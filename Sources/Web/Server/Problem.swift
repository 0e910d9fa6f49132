import Custody
import HTTPTypes
import Hummingbird
import Scan
import WorkspaceStore

/// What an error tells who asked; what went wrong inside stays inside.
struct Problem {
  let status: HTTPResponse.Status
  let sentence: String

  init(_ error: any Error) {
    switch error {
    case let error as WorkspaceError: self.init(error)
    case let error as CustodyError: self.init(error)
    case let error as CitedLineError: self.init(.conflict, error.message)
    case let error as HTTPError:
      self.init(error.status, error.body ?? Self.sentence(for: error.status))
    case let error as any HTTPResponseError:
      self.init(error.status, Self.sentence(for: error.status))
    default: self.init(.internalServerError, Self.sentence(for: .internalServerError))
    }
  }

  private init(_ error: WorkspaceError) {
    switch error {
    case .noSuchFinding, .ambiguousFinding, .noSuchReport, .ambiguousReport, .noSuchClaim,
      .noSuchCase, .noSuchEntry, .noSuchJob, .noSuchLayer:
      self.init(.notFound, error.description)
    case .notStorable: self.init(.conflict, error.description)
    case .locked:
      self.init(.serviceUnavailable, "Somebody else is writing; try again in a moment.")
    default: self.init(.internalServerError, Self.sentence(for: .internalServerError))
    }
  }

  private init(_ error: CustodyError) {
    switch error {
    case .noSuchExhibit: self.init(.notFound, error.description)
    case .disposed, .changedContent, .rolledBack, .damagedLog, .invalid:
      self.init(.conflict, error.description)
    case .missingKey, .file, .badExport, .badTimestamp:
      self.init(.internalServerError, Self.sentence(for: .internalServerError))
    }
  }

  private init(_ status: HTTPResponse.Status, _ sentence: String) {
    (self.status, self.sentence) = (status, sentence)
  }

  /// For somebody who signed in, with the navigation.
  func page(for visitor: Visitor?) -> Response {
    let isRefused = status == .badRequest || status == .conflict
    let title = isRefused ? "This was not taken" : status.reasonPhrase
    let back: HTML = isRefused ? "<p>Go back: what you typed is still there.</p>" : ""
    let body: HTML = """
      <h1>\(title)</h1><p>\(sentence.prefix(1).uppercased() + sentence.dropFirst())</p>\(back)
      <p><a href="/">To the start</a></p>
      """
    return Layout(title: title, visitor: visitor).response(body, status: status)
  }

  /// As RFC 9457 writes it.
  func json() throws -> Response {
    let text = try ReportJSON.line(
      Details(title: status.reasonPhrase, status: status.code, detail: sentence)
    )
    var headers: HTTPFields = [.contentType: "application/problem+json"]
    if status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
    return Response(
      status: status,
      headers: headers,
      body: .init(byteBuffer: ByteBuffer(string: text))
    )
  }

  private struct Details: Encodable {
    let type = "about:blank"
    var title: String
    var status: Int
    var detail: String
  }

  private static func sentence(for status: HTTPResponse.Status) -> String {
    switch status {
    case .badRequest: "The request cannot be understood."
    case .unauthorized: "Send a token that is valid, or sign in."
    case .forbidden: "You may not do this, or the form is too old: go back and load it again."
    case .notFound: "There is no such page."
    case .contentTooLarge: "That is larger than is taken here."
    case .tooManyRequests: "Too many tries. Wait a few minutes."
    case .misdirectedRequest: "This server answers to its own name only."
    case .unsupportedMediaType: "That kind of content is not taken here."
    default: "This did not work. What went wrong is a fault of the program, not yours."
    }
  }
}
