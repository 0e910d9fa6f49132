import LogBytes
import Model

/// Messages of Dovecot.
///
/// The process that talks to the client logs `Login:`, or that the sign-in failed, never why. With
/// `auth_verbose` the password database says whether it knows the account: `sql(NAME,IP,<SESSION>):
/// unknown user`. The client gets the same answer either way.
enum DovecotMessage {
  private static let gaps = [
    VisibilityGap(
      "dovecot.answer.uniform",
      "Absent and present names get the same answer, so nothing was disclosed."
    ),
    VisibilityGap(
      "dovecot.auth-verbose.needed",
      "Whether a name exists is logged only with auth_verbose; without it a failure is undetermined."
    ),
    VisibilityGap(
      "dovecot.passdb.several",
      "With several password databases, one that does not know a name says so although the next may."
    ),
  ]

  static let facts = [ServiceFacts(.dovecot, confirmed: .none, gaps: gaps)]

  static let examples: [FormatExample] = [
    FormatExample(
      "Mar  2 07:12:09 mx dovecot: auth: passwd-file(clara@corp.example,203.0.113.7,<u8Kd/w3a>): unknown user",
      ExampleAttempt("clara@corp.example", from: "203.0.113.7", outcome(.absent, .none))
    ),
    FormatExample(
      "Mar  2 07:12:40 mx dovecot: auth-worker(3270): conn unix:auth-worker (pid=77,uid=97): auth-worker<5>: sql(anna@corp.example,2001:db8::20): Password mismatch",
      ExampleAttempt("anna@corp.example", from: "2001:db8::20", outcome(.present, .wrong))
    ),
    FormatExample(
      "2026-03-02 07:13:00 auth(bela@corp.example,203.0.113.7,sasl:plain)<u8Kd/w3b>: Info: sql: unknown user",
      ExampleAttempt("bela@corp.example", from: "203.0.113.7", outcome(.absent, .none))
    ),
    FormatExample(
      "Mar  2 07:13:09 mx dovecot: auth-worker(304): pam(dora,203.0.113.7): pam_authenticate() failed: Authentication failure (Password mismatch?)",
      ExampleAttempt("dora", from: "203.0.113.7", outcome(.likely, .wrong))
    ),
    FormatExample(
      "Mar  2 07:14:00 mx dovecot: imap-login: Login: user=<anna@corp.example>, method=PLAIN, rip=198.51.100.20, lip=192.0.2.25, mpid=771, TLS, session=<k1>",
      ExampleAttempt("anna@corp.example", from: "198.51.100.20", outcome(.present, .accepted))
    ),
    FormatExample(
      "Mar 02 07:14:30 pop3-login: Info: Aborted login (auth failed, 2 attempts in 5 secs): user=<clara@corp.example>, method=PLAIN, rip=203.0.113.7, lip=192.0.2.25",
      ExampleAttempt("clara@corp.example", from: "203.0.113.7", outcome(.undetermined, .wrong))
    ),
    FormatExample(
      "Mar  2 07:15:00 mx dovecot: imap-login: Disconnected (no auth attempts in 0 secs): user=<>, rip=203.0.113.7, lip=192.0.2.25",
      nil
    ),
    FormatExample(
      "Mar  2 07:15:10 mx dovecot: imap(anna)<77><k1>: Disconnected: Logged out in=40 out=900",
      nil
    ),
  ]

  private static func outcome(_ existence: Existence, _ credential: Credential) -> Outcome {
    Outcome(.dovecot, existence, .hidden, credential)
  }

  /// Decodes the message in `range` of `line`, with or without the process name in front.
  static func decode(
    _ line: Span<UInt8>,
    in range: Range<Int>,
    time: EventTime,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    guard let found = parse(line, in: range), !found.name.isEmpty else { return .notAttempt }
    return sink.add(
      AttemptDraft(
        time: time,
        outcome: found.outcome,
        name: Field(found.name),
        source: found.source
      ),
      in: line
    )
  }

  private struct Found {
    var name: Range<Int>
    var source: SourceField
    var outcome: Outcome
  }

  /// `dovecot: ` and `Info: ` may stand in front of a message; more than both is none of Dovecot's.
  private static let deepest = 3

  private static func parse(_ line: Span<UInt8>, in range: Range<Int>, depth: Int = 0) -> Found? {
    let start = range.lowerBound
    guard start < range.upperBound, depth <= deepest else { return nil }
    switch line[start] {
    case 0x61 where line.has("auth", at: start):
      return authentication(line, range)
    // imap-login, managesieve-login, pop3-login, submission-login; imap(…), pop3(…) and lmtp(…) are
    // past sign-in, and the most frequent lines.
    case 0x69, 0x6d, 0x70, 0x73:
      if let colon = line.firstIndex(of: "-login: ", in: start..<min(start + 24, range.upperBound))
      {
        return login(line, colon + 8..<range.upperBound)
      }
      if line.has("pam_", at: start) { return pam(line, range) }
      let isPastSignIn = line[start] == 0x69 || line.has("pop3(", at: start)
      return isPastSignIn ? nil : passwordDatabase(line, range)
    case 0x64 where line.has("dovecot: ", at: start):
      return parse(line, in: start + 9..<range.upperBound, depth: depth + 1)
    case 0x49 where line.has("Info: ", at: start):
      return parse(line, in: start + 6..<range.upperBound, depth: depth + 1)
    // A log of Dovecot's own, its process name already taken off.
    case 0x41, 0x43, 0x44, 0x4c, 0x52:
      return login(line, range)
    case 0x62, 0x63, 0x6c, 0x6f, 0x76:
      return line.has("lmtp(", at: start) ? nil : passwordDatabase(line, range)
    default:
      return nil
    }
  }

  /// `Login: user=<U>, method=M, rip=R, …` and `Aborted login (auth failed, …): user=<U>, …`.
  private static func login(_ line: Span<UInt8>, _ range: Range<Int>) -> Found? {
    let start = line.has("Info: ", at: range.lowerBound) ? range.lowerBound + 6 : range.lowerBound
    guard start <= range.upperBound,
      let user = line.firstIndex(of: "user=<", in: start..<range.upperBound),
      let address = line.firstIndex(of: ", rip=", in: user..<range.upperBound)
    else { return nil }
    let field = user + 6..<(line.firstIndex(of: ">, ", in: user..<address + 2) ?? user + 6)
    let outcome: Outcome
    if line.has("Login: user=<", at: start) {
      outcome = Self.outcome(.present, .accepted)
    } else if line.firstIndex(of: "auth failed", in: start..<user) != nil {
      outcome = Self.outcome(.undetermined, .wrong)
    } else if line.firstIndex(of: "tried to use dis", in: start..<user) != nil {
      outcome = Self.outcome(.undetermined, .blocked)
    } else {
      return nil
    }
    let end = line.firstIndex(of: 0x2c, in: address + 6..<range.upperBound) ?? range.upperBound
    return Found(name: field, source: source(address + 6..<end), outcome: outcome)
  }

  /// `auth: …`, `auth(default): …`, `auth-worker(7): conn …: auth-worker<5>: …`, and since 2.4
  /// `auth(NAME,IP,sasl:M)<SESSION>: DATABASE: VERDICT`.
  private static func authentication(_ line: Span<UInt8>, _ range: Range<Int>) -> Found? {
    if line.has("auth(", at: range.lowerBound),
      let close = line.firstIndex(of: ")<", in: range),
      let tag = line.firstIndex(of: ">: ", in: close..<range.upperBound),
      line.firstIndex(of: 0x2c, in: range.lowerBound..<close) != nil
    {
      let rest = tag + 3..<range.upperBound
      let info = line.has("Info: ", at: rest.lowerBound) ? rest.lowerBound + 6 : rest.lowerBound
      guard let colon = line.firstIndex(of: ": ", in: info..<max(info, rest.upperBound)),
        let outcome = verdict(line, colon + 2..<rest.upperBound)
      else { return nil }
      return contact(line, range.lowerBound + 5..<close, outcome)
    }
    if let word = line.firstIndex(of: "pam_unix", in: range) {
      return pam(line, word..<range.upperBound)
    }
    return passwordDatabase(line, range)
  }

  /// `…DATABASE(NAME,IP[,<SESSION>]): VERDICT`.
  private static func passwordDatabase(_ line: Span<UInt8>, _ range: Range<Int>) -> Found? {
    guard let close = line.lastIndex(of: "): ", in: range),
      let outcome = verdict(line, close + 3..<range.upperBound)
    else { return nil }
    var open = close
    while open > range.lowerBound, line[open - 1] != 0x28 { open -= 1 }
    return open == range.lowerBound ? nil : contact(line, open..<close, outcome)
  }

  private static func verdict(_ line: Span<UInt8>, _ range: Range<Int>) -> Outcome? {
    let start = range.lowerBound
    if line.has("unknown user", at: start) { return outcome(.absent, .none) }
    if line.has("Password mismatch", at: start) || line.has("password mismatch", at: start) {
      // A bind as a made-up name fails in the same words as one as a known name.
      let isBind = line.has(" (for LDAP bind)", at: start + 17)
      return outcome(isBind ? .likely : .present, .wrong)
    }
    if line.has("invalid credentials", at: start) { return outcome(.undetermined, .wrong) }
    if line.has("pam_authenticate() failed: ", at: start) {
      if line.has("Authentication failure", at: start + 27) { return outcome(.likely, .wrong) }
      if line.has("User not known", at: start + 27) { return outcome(.absent, .wrong) }
      return outcome(.undetermined, .blocked)
    }
    if line.has("pam_acct_mgmt() failed: ", at: start) {
      var refused = outcome(.present, .blocked)
      refused.secretWasRight = true
      return refused
    }
    return nil
  }

  /// `NAME,IP`, then maybe a session, a mechanism or nothing after another comma.
  ///
  /// A name may hold commas, so this is read from the end.
  private static func contact(
    _ line: Span<UInt8>,
    _ range: Range<Int>,
    _ outcome: Outcome
  ) -> Found? {
    var end = range.upperBound
    for _ in 0..<3 {
      var comma = end - 1
      while comma >= range.lowerBound, line[comma] != 0x2c { comma -= 1 }
      if comma < range.lowerBound { break }
      if let address = IPAddress(line, in: comma + 1..<end) {
        return Found(
          name: range.lowerBound..<comma,
          source: .address(address),
          outcome: outcome
        )
      }
      let isSession =
        comma + 1 == end || line[comma + 1] == 0x3c || line.has("sasl:", at: comma + 1)
      if !isSession { break }
      end = comma
    }
    return Found(
      name: range.lowerBound..<max(range.lowerBound, end),
      source: .none,
      outcome: outcome
    )
  }

  private static func pam(_ line: Span<UInt8>, _ range: Range<Int>) -> Found? {
    guard let failure = PAMMessage.failure(line, in: range) else { return nil }
    return Found(
      name: failure.name,
      source: source(failure.host),
      outcome: outcome(failure.existence, .wrong)
    )
  }

  private static func source(_ host: Range<Int>) -> SourceField {
    host.isEmpty ? .none : .host(host)
  }
}
