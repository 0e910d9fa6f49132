import LogFormats
import Model
import Scan
import Sigma

/// What rules may ask of an attempt, by the names of ECS; our own begin with `rollcall.`.
package enum AttemptField: String, CaseIterable, Sendable {
  case outcome = "event.outcome"
  case format = "log.format"
  case credential = "rollcall.credential"
  case disclosure = "rollcall.disclosure"
  case existence = "rollcall.existence"
  case secretWasRight = "rollcall.secret_was_right"
  case service = "service.name"
  /// An address, or the name a client gave of itself.
  case sourceText = "source.address"
  case sourceAddress = "source.ip"
  /// The first 24 bits of IPv4, 64 of IPv6: who has one address often has its neighbours.
  case sourceNetwork = "source.network"
  case domain = "user.domain"
  /// In lower case.
  case name = "user.name"
  case client = "user_agent.original"

  /// Among all fields.
  var place: Int {
    switch self {
    case .outcome: 0
    case .format: 1
    case .credential: 2
    case .disclosure: 3
    case .existence: 4
    case .secretWasRight: 5
    case .service: 6
    case .sourceText: 7
    case .sourceAddress: 8
    case .sourceNetwork: 9
    case .domain: 10
    case .name: 11
    case .client: 12
    }
  }

  /// The interned number that the field's value depends on, and nothing else; `nil` if it is another.
  func number(in attempt: Attempt) -> UInt32? {
    switch self {
    case .name, .domain: attempt.name
    case .sourceText, .sourceAddress, .sourceNetwork: attempt.source
    case .client: attempt.client
    case .outcome, .format, .credential, .disclosure, .existence, .secretWasRight, .service: nil
    }
  }
}

extension Outcome {
  /// The fields of an attempt that its outcome alone decides.
  var fields: [String: String?] {
    [
      AttemptField.outcome.rawValue: word, AttemptField.credential.rawValue: "\(credential)",
      AttemptField.disclosure.rawValue: "\(disclosure)",
      AttemptField.existence.rawValue: "\(existence)",
      AttemptField.secretWasRight.rawValue: "\(secretWasRight)",
      AttemptField.service.rawValue: service.name,
    ]
  }

  /// The words of ECS. A name that is not there failed, whether or not a credential was judged.
  private var word: String {
    switch credential {
    case .accepted: "success"
    case .wrong, .blocked: "failure"
    case .none: existence == .absent ? "failure" : "unknown"
    }
  }
}

/// The texts of an attempt's fields.
struct AttemptEvents {
  let logs: DecodedLogs

  /// Fills `fields`, the numbers of rules' fields with what they are.
  func read(
    _ attempt: Attempt,
    _ fields: [(number: Int, field: AttemptField)],
    into event: inout EventFields
  ) {
    for (number, field) in fields {
      if let text = text(of: field, attempt) { event.set(number, text) }
    }
  }

  /// `nil` if the attempt has no such field.
  func text(of field: AttemptField, _ attempt: Attempt) -> [UInt8]? {
    switch field {
    case .outcome, .credential, .disclosure, .existence, .secretWasRight, .service:
      return attempt.outcome.fields[field.rawValue].flatMap { $0 }.map { Array($0.utf8) }
    case .format:
      return Array((logs.logs.members[logs.member(of: attempt)].format?.facts.id ?? "").utf8)
    case .name: return logs.nameBytes(attempt.name)
    case .domain: return domain(of: attempt)
    case .client:
      return attempt.client == Attempt.none ? nil : Array(logs.client(attempt.client).utf8)
    case .sourceText:
      return attempt.source == Attempt.none ? nil : Array(logs.source(attempt.source).utf8)
    case .sourceAddress: return address(attempt).map { Array($0.description.utf8) }
    case .sourceNetwork: return address(attempt).map { Array(Self.network(of: $0).utf8) }
    }
  }

  private func address(_ attempt: Attempt) -> IPAddress? {
    attempt.source == Attempt.none ? nil : logs.sourceAddress(attempt.source)
  }

  private func domain(of attempt: Attempt) -> [UInt8]? {
    let name = logs.nameBytes(attempt.name)
    return name.lastIndex(of: 0x40).map { Array(name[($0 + 1)...]) }
  }

  private static func network(of address: IPAddress) -> String {
    if let bits = address.ipv4 { return "\(IPAddress(ipv4: bits & 0xffff_ff00))/24" }
    return "\(IPAddress(high: address.high, low: 0))/64"
  }
}
