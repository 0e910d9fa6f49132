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
}

/// Fills events from attempts.
struct AttemptEvents {
  private let logs: DecodedLogs
  private let fields: [(number: Int, field: AttemptField)]

  init(_ logs: DecodedLogs, _ rules: RuleSet) {
    self.logs = logs
    fields = rules.fields.enumerated().compactMap { number, name in
      AttemptField(rawValue: name).map { (number, $0) }
    }
  }

  func read(_ attempt: Attempt, into event: inout EventFields) {
    for (number, field) in fields {
      switch field {
      case .outcome: event.set(number, Self.outcome(attempt.outcome).utf8)
      case .credential: event.set(number, "\(attempt.outcome.credential)".utf8)
      case .disclosure: event.set(number, "\(attempt.outcome.disclosure)".utf8)
      case .existence: event.set(number, "\(attempt.outcome.existence)".utf8)
      case .secretWasRight: event.set(number, "\(attempt.outcome.secretWasRight)".utf8)
      case .service: event.set(number, attempt.outcome.service.name.utf8)
      case .format: event.set(number, format(of: attempt).utf8)
      case .name: event.set(number, logs.nameBytes(attempt.name))
      case .domain: addDomain(of: attempt, number, &event)
      case .client:
        if attempt.client != Attempt.none { event.set(number, logs.client(attempt.client).utf8) }
      case .sourceText:
        if attempt.source != Attempt.none { event.set(number, logs.source(attempt.source).utf8) }
      case .sourceAddress:
        if let address = address(attempt) { event.set(number, address.description.utf8) }
      case .sourceNetwork:
        if let address = address(attempt) { event.set(number, Self.network(of: address).utf8) }
      }
    }
  }

  private func address(_ attempt: Attempt) -> IPAddress? {
    attempt.source == Attempt.none ? nil : logs.sourceAddress(attempt.source)
  }

  private func format(of attempt: Attempt) -> String {
    logs.logs.members[logs.member(of: attempt)].format?.facts.id ?? ""
  }

  private func addDomain(of attempt: Attempt, _ number: Int, _ event: inout EventFields) {
    let name = logs.nameBytes(attempt.name)
    if let mark = name.lastIndex(of: 0x40) { event.set(number, name[(mark + 1)...]) }
  }

  /// The words of ECS. A name that is not there failed, whether or not a credential was judged.
  private static func outcome(_ outcome: Outcome) -> String {
    switch outcome.credential {
    case .accepted: "success"
    case .wrong, .blocked: "failure"
    case .none: outcome.existence == .absent ? "failure" : "unknown"
    }
  }

  private static func network(of address: IPAddress) -> String {
    if let bits = address.ipv4 { return "\(IPAddress(ipv4: bits & 0xffff_ff00))/24" }
    return "\(IPAddress(high: address.high, low: 0))/64"
  }
}
