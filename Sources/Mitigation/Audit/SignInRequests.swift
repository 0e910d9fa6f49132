import Detection
import LogFormats
import Model
import Scan

/// Attempts of mail and sign-in logs, as requests: their answer is what the requester could tell, by
/// the format's documentation. Web servers are read from their lines instead.
struct SignInRequests {
  private(set) var table = AuditTable()

  init(_ logs: DecodedLogs) {
    var sources = [UInt32?](repeating: nil, count: logs.sourceCount)
    var names = [UInt32?](repeating: nil, count: logs.nameCount)
    for chunk in logs.table.chunks {
      for attempt in chunk where attempt.source != Attempt.none {
        let outcome = attempt.outcome
        guard !outcome.service.name.hasPrefix("http."), let answer = Self.answer(outcome) else {
          continue
        }
        let source = sources[Int(attempt.source)] ?? table.number(logs.source(attempt.source))
        let name = names[Int(attempt.name)] ?? table.number(logs.name(attempt.name))
        (sources[Int(attempt.source)], names[Int(attempt.name)]) = (source, name)
        let request = AuditRequest(
          endpoint: table.number(outcome.service.name),
          source: source,
          name: name,
          milliseconds: attempt.time.millisecondsSince1970,
          status: table.number(answer),
          length: nil,
          latency: nil,
          exists: Self.existence(outcome),
          place: .segment(
            attempt.segment,
            offset: Int(attempt.offset),
            length: Int(attempt.length)
          )
        )
        table.requests.append(request)
      }
    }
  }

  private static func existence(_ outcome: Outcome) -> Bool? {
    switch outcome.existence {
    case .absent: false
    case .likely, .present: true
    case .undetermined: nil
    }
  }

  /// `nil` for a sign-in that succeeded: its answer is owed to the password.
  private static func answer(_ outcome: Outcome) -> String? {
    if outcome.service == .postfixRecipient, outcome.credential == .accepted { return "taken" }
    if outcome.credential == .accepted || outcome.secretWasRight { return nil }
    if outcome.disclosure == .disclosed {
      return outcome.existence == .absent ? "told absent" : "told present"
    }
    // Bounced after it was taken: the requester saw it taken.
    if outcome.service == .postfixRecipient { return "taken" }
    return outcome.credential == .blocked ? "blocked" : "refused"
  }
}
