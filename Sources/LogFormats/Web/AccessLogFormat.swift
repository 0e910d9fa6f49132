import LogBytes
import Model

/// Access logs of Apache, nginx and their relatives: common and combined, with or without a virtual
/// host in front and fields of the site's own behind.
package struct AccessLogFormat: LogFormat {
  package static let facts = FormatFacts(
    id: "access-log",
    title: "Web access log (common or combined)",
    framing: .lines,
    services: [
      ServiceFacts(.httpActiveSync, confirmed: .none, gaps: commonGaps),
      ServiceFacts(.httpAutodiscover, confirmed: .partial, gaps: commonGaps),
      ServiceFacts(.httpExchange, confirmed: .none, gaps: commonGaps + [signInForm, userField]),
      ServiceFacts(.httpGitLab, confirmed: .partial, gaps: commonGaps + [gitLabAnswer]),
      ServiceFacts(.httpLogin, confirmed: .none, gaps: commonGaps + [userField]),
      ServiceFacts(.httpLookup, confirmed: .partial, gaps: commonGaps),
      ServiceFacts(.httpRegister, confirmed: .partial, gaps: commonGaps),
      ServiceFacts(.httpReset, confirmed: .partial, gaps: commonGaps),
      ServiceFacts(.httpWordPress, confirmed: .partial, gaps: commonGaps + [redirect]),
    ],
    examples: examples
  )

  private static let commonGaps = [
    VisibilityGap(
      "http.body.unlogged",
      "Bodies are not in an access log: neither the name in a posted form nor an answer with status 200."
    ),
    VisibilityGap(
      "http.proxy.source",
      "Behind a proxy the client is the proxy, unless the log holds the address it forwards."
    ),
    VisibilityGap(
      "http.timing.unlogged",
      "The common formats hold no response times, so a timing oracle cannot be seen."
    ),
  ]
  private static let signInForm = VisibilityGap(
    "http.owa.form-unlogged",
    "Outlook on the web always answers its sign-in form with 302 and logs no name of a failure."
  )
  private static let userField = VisibilityGap(
    "http.user-field.unverified",
    "Some servers log the name that a client claims even where no password is asked for."
  )
  private static let gitLabAnswer = VisibilityGap(
    "http.gitlab.answer-unlogged",
    "GitLab says in the body whether a name exists; the log shows only that it was asked."
  )
  private static let redirect = VisibilityGap(
    "http.wordpress.redirect-target",
    "A redirect of ?author= is logged without its target, which may be the front page (blocked)."
  )

  private static let examples: [FormatExample] = [
    FormatExample(
      #"203.0.113.7 - - [02/Mar/2026:07:12:09 +0100] "GET /autodiscover/autodiscover.json?Email=a.abel%40corp.example&Protocol=Autodiscoverv1 HTTP/1.1" 404 109 "-" "python-requests/2.31""#,
      ExampleAttempt(
        "a.abel@corp.example",
        from: "203.0.113.7",
        client: "python-requests/2.31",
        Outcome(.httpAutodiscover, .absent, .disclosed, .none)
      )
    ),
    FormatExample(
      #"www.corp.example:443 203.0.113.8 - - [02/Mar/2026:07:13:00 +0100] "GET /?author=3 HTTP/1.1" 301 0 "-" "Mozilla/5.0" 0.012"#,
      ExampleAttempt(
        "author 3",
        from: "203.0.113.8",
        client: "Mozilla/5.0",
        Outcome(.httpWordPress, .likely, .disclosed, .none)
      )
    ),
    FormatExample(
      #"2001:db8::7 - - [02/Mar/2026:07:13:30 +0100] "GET /blog/author/bela/ HTTP/2.0" 404 512"#,
      ExampleAttempt(
        "bela",
        from: "2001:db8::7",
        Outcome(.httpWordPress, .absent, .disclosed, .none)
      )
    ),
    FormatExample(
      #"198.51.100.20 - - [02/Mar/2026:07:14:00 +0100] "OPTIONS /Microsoft-Server-ActiveSync?User=CORP%5Canna&DeviceId=D1&DeviceType=Phone&Cmd=Sync HTTP/1.1" 401 0 "-" "Phone/1.0""#,
      ExampleAttempt(
        #"corp\anna"#,
        from: "198.51.100.20",
        client: "Phone/1.0",
        Outcome(.httpActiveSync, .undetermined, .hidden, .wrong)
      )
    ),
    FormatExample(
      #"10.0.0.2 - anna [02/Mar/2026:07:14:30 +0100] "POST /EWS/Exchange.asmx HTTP/1.1" 200 4821 "-" "Mail/16" "192.0.2.99, 198.51.100.20""#,
      ExampleAttempt(
        "anna",
        from: "198.51.100.20",
        client: "Mail/16",
        Outcome(.httpExchange, .likely, .hidden, .accepted)
      )
    ),
    FormatExample(
      #"203.0.113.9 - - [02/Mar/2026:07:15:00 +0100] "GET /users/clara/exists HTTP/1.1" 200 16 "-" "-""#,
      ExampleAttempt(
        "clara",
        from: "203.0.113.9",
        Outcome(.httpGitLab, .undetermined, .disclosed, .none)
      )
    ),
    FormatExample(
      #"203.0.113.9 - - [02/Mar/2026:07:15:10 +0100] "GET /account/forgot-password?email=dora@corp.example HTTP/1.1" 404 31 "-" "curl/8.5""#,
      ExampleAttempt(
        "dora@corp.example",
        from: "203.0.113.9",
        client: "curl/8.5",
        Outcome(.httpReset, .absent, .disclosed, .none)
      )
    ),
    FormatExample(
      #"198.51.100.30 - - [02/Mar/2026:07:16:00 +0100] "GET /news/2026/spring.html?page=2 HTTP/1.1" 200 8123 "https://www.corp.example/" "Mozilla/5.0""#,
      nil
    ),
    FormatExample(#"198.51.100.31 - - [02/Mar/2026:07:16:05 +0100] "-" 408 0 "-" "-""#, nil),
  ]

  package static func confidence(in sample: Span<UInt8>) -> Double {
    var (lines, known) = (0, 0)
    _ = forEachLine(in: sample) { line, _, _ in
      guard lines < 50, !line.isEmpty else { return }
      lines += 1
      if let parts = AccessLine(line), parts.time(line) != nil { known += 1 }
    }
    // The last line of the sample may be cut.
    return known > 0 && known * 10 >= (lines - 1) * 7 ? 0.9 : 0
  }

  /// A record with a made-up name behind it.
  private var named: [UInt8] = []

  package init(context: FormatContext) {}

  package mutating func decode(
    _ record: Span<UInt8>,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    guard let parts = AccessLine(record) else { return .notUnderstood(.unknownShape) }
    let target = parts.target(record)
    let question = target.flatMap { WebQuestion(record, in: $0) }
    if question == nil, parts.isAnonymous { return .notAttempt }
    guard let time = parts.time(record) else { return .notUnderstood(.missingTime) }
    guard let answer = parts.answer(record) else { return .notUnderstood(.brokenRecord) }
    let client = parts.client(record)
    var draft = AttemptDraft(
      time: time,
      outcome: Outcome(.httpLogin, .undetermined, .undetermined, .none),
      name: Field(0..<0),
      source: Self.source(record, client.host, answer.forwardedFor),
      client: answer.agent.map { Field($0) }
    )
    if let question {
      guard let told = question.oracle.outcome(status: answer.status, size: answer.size) else {
        return .notAttempt
      }
      (draft.name, draft.outcome) = (question.name, told)
      if let prefix = question.namePrefix {
        return add(&draft, prefix: prefix, in: record, into: &sink)
      }
    } else if let user = client.user {
      draft.name = Field(user)
      draft.outcome = Self.signIn(to: Self.service(record, target), status: answer.status)
    } else {
      return .notAttempt
    }
    return sink.add(draft, in: record)
  }

  /// Adds an attempt whose name is `prefix` and then the number in the record: the record is copied
  /// with that name behind it, and its other fields stay where they are.
  private mutating func add(
    _ draft: inout AttemptDraft,
    prefix: StaticString,
    in record: Span<UInt8>,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    named.removeAll(keepingCapacity: true)
    for index in record.indices { named.append(record[index]) }
    for byte in prefix.description.utf8 { named.append(byte) }
    for index in draft.name.range { named.append(record[index]) }
    draft.name = Field(record.count..<named.count)
    return sink.add(draft, in: named.span)
  }

  /// A name in the user field, from the Authorization header.
  private static func signIn(to service: Service, status: Int) -> Outcome {
    switch status {
    case 401, 407: Outcome(service, .undetermined, .hidden, .wrong)
    case 403, 429: Outcome(service, .undetermined, .hidden, .blocked)
    case 200..<400, 404: Outcome(service, .likely, .hidden, .accepted)
    default: Outcome(service, .undetermined, .hidden, .none)
    }
  }

  private static func service(_ line: Span<UInt8>, _ target: Range<Int>?) -> Service {
    guard let start = target?.lowerBound else { return .httpLogin }
    if line.hasIgnoringCase("/microsoft-server-activesync", at: start) { return .httpActiveSync }
    if line.hasIgnoringCase("/autodiscover/", at: start) { return .httpAutodiscover }
    let isExchange =
      line.hasIgnoringCase("/ews/", at: start) || line.hasIgnoringCase("/owa", at: start)
      || line.hasIgnoringCase("/ecp", at: start) || line.hasIgnoringCase("/mapi/", at: start)
      || line.hasIgnoringCase("/rpc/", at: start) || line.hasIgnoringCase("/oab/", at: start)
    return isExchange ? .httpExchange : .httpLogin
  }

  /// The client, or what a proxy of our own says of it.
  ///
  /// A client outside could write that field itself, so it counts only where the line comes from a
  /// private address.
  private static func source(
    _ line: Span<UInt8>,
    _ host: Range<Int>,
    _ forwardedFor: IPAddress?
  ) -> SourceField {
    guard let address = IPAddress(line, in: host) else {
      return host.isEmpty || line.equals("-", in: host) ? .none : .label(Field(host))
    }
    if let forwardedFor, address.isPrivate { return .address(forwardedFor) }
    return .address(address)
  }
}

extension IPAddress {
  /// Loopback, private (RFC 1918), shared (RFC 6598) and unique local (RFC 4193) addresses.
  fileprivate var isPrivate: Bool {
    guard let bits = ipv4 else { return high >> 57 == 0xfc >> 1 || (high == 0 && low == 1) }
    return bits >> 24 == 10 || bits >> 24 == 127 || bits >> 20 == 0xac1 || bits >> 16 == 0xc0a8
      || bits >> 22 == 0x6440 >> 6
  }
}
