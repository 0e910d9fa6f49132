import LogBytes
import LogFormats
import Model
import Sigma

/// What rules may ask of a line of an access log.
enum WebField: Sendable {
  case clientAddress, method, url, path, query, status, size, agent, referer, user

  /// The names of Sigma's web server rules and of ECS.
  static let names: [String: WebField] = [
    "c-ip": .clientAddress, "source.ip": .clientAddress,
    "cs-method": .method, "http.request.method": .method,
    "cs-uri": .url, "c-uri": .url, "url.original": .url,
    "cs-uri-stem": .path, "c-uri-path": .path, "url.path": .path,
    "cs-uri-query": .query, "c-uri-query": .query, "url.query": .query,
    "sc-status": .status, "http.response.status_code": .status,
    "sc-bytes": .size, "http.response.bytes": .size,
    "cs-user-agent": .agent, "c-useragent": .agent, "user_agent.original": .agent,
    "cs-referer": .referer, "cs-referrer": .referer, "http.request.referrer": .referer,
    "cs-username": .user, "user.name": .user,
  ]
}

/// Fills an event from a line of an access log.
struct WebEvents {
  private let fields: [(number: Int, field: WebField)]
  private let recordField: Int?

  init(_ rules: RuleSet) {
    fields = rules.fields.enumerated().compactMap { number, name in
      WebField.names[name].map { (number, $0) }
    }
    recordField = rules.wantsRecord ? rules.recordField : nil
  }

  func read(_ record: Span<UInt8>, into event: inout EventFields) -> RecordReading {
    guard let line = AccessLine(record) else { return .unreadable }
    let target = line.target(record)
    let answer = line.answer(record)
    let client = line.client(record)
    let mark = target.flatMap { record.firstIndex(of: 0x3f, in: $0) }
    for (number, field) in fields {
      let range: Range<Int>? =
        switch field {
        case .clientAddress: client.host
        case .user: client.user
        case .method: method(line, record)
        case .url: target
        case .path: target.map { $0.lowerBound..<(mark ?? $0.upperBound) }
        case .query: mark.flatMap { mark in target.map { mark + 1..<$0.upperBound } }
        case .agent: answer?.agent
        case .referer: answer?.referer
        case .status, .size: nil
        }
      if let range { event.set(number, record, range) }
      if field == .status, let status = answer?.status { event.set(number, String(status).utf8) }
      if field == .size, let size = answer?.size { event.set(number, String(size).utf8) }
    }
    if let recordField { event.set(recordField, record, 0..<record.count) }
    return .event(line.time(record).map(EventMoment.init) ?? EventMoment(milliseconds: nil))
  }

  private func method(_ line: AccessLine, _ record: Span<UInt8>) -> Range<Int>? {
    record.firstIndex(of: 0x20, from: line.request).map { line.request..<$0 }
  }
}
