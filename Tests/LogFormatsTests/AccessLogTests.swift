import Foundation
import LogBytes
import LogFormats
import Model
import Testing

struct AccessLogTests {
  static func decode(
    _ target: String,
    _ status: Int = 200,
    size: String = "512",
    user: String = "-",
    from host: String = "203.0.113.7",
    rest: String = #" "-" "curl/8.5""#
  ) -> Decoded {
    Decoded(
      "\(host) - \(user) [02/Mar/2026:07:12:09 +0100] \"GET \(target) HTTP/1.1\" \(status) \(size)\(rest)",
      as: AccessLogFormat.self
    )
  }

  static func outcome(
    _ service: Service,
    _ existence: Existence,
    _ disclosure: Disclosure,
    _ credential: Credential = .none
  ) -> Outcome {
    Outcome(service, existence, disclosure, credential)
  }

  @Test(arguments: [
    (
      "/autodiscover/autodiscover.json?Email=x%40corp.example&Protocol=ews", 200, "x@corp.example",
      outcome(.httpAutodiscover, .likely, .disclosed)
    ),
    (
      "/Autodiscover/Autodiscover.json/v1.0/x@corp.example?Protocol=ews", 302, "x@corp.example",
      outcome(.httpAutodiscover, .absent, .disclosed)
    ),
    (
      "/autodiscover/autodiscover.json?Protocol=ews&Email=x", 401, "x",
      outcome(.httpAutodiscover, .undetermined, .hidden, .wrong)
    ),
    (
      "/autodiscover/autodiscover.json?Email=x", 301, "x",
      outcome(.httpAutodiscover, .undetermined, .undetermined)
    ),
    (
      "/Microsoft-Server-ActiveSync?User=x&DeviceId=1&Cmd=Sync", 200, "x",
      outcome(.httpActiveSync, .present, .hidden, .accepted)
    ),
    (
      "/Microsoft-Server-ActiveSync?Cmd=Sync&User=x", 401, "x",
      outcome(.httpActiveSync, .undetermined, .hidden, .wrong)
    ),
    (
      "/Microsoft-Server-ActiveSync?Cmd=Sync&User=x", 403, "x",
      outcome(.httpActiveSync, .undetermined, .hidden, .blocked)
    ),
    ("/?author=7", 301, "author 7", outcome(.httpWordPress, .likely, .disclosed)),
    (
      "/blog/index.php?lang=de&author=7", 404, "author 7",
      outcome(.httpWordPress, .absent, .disclosed)
    ),
    ("/?author=7", 200, "author 7", outcome(.httpWordPress, .undetermined, .undetermined)),
    ("/author/x/", 404, "x", outcome(.httpWordPress, .absent, .disclosed)),
    ("/author/x", 200, "x", outcome(.httpWordPress, .likely, .disclosed)),
    ("/wp-json/wp/v2/users/7", 404, "author 7", outcome(.httpWordPress, .absent, .disclosed)),
    (
      "/wp-json/wp/v2/users/7", 401, "author 7",
      outcome(.httpWordPress, .undetermined, .undetermined)
    ),
    ("/?rest_route=/wp/v2/users/7", 200, "author 7", outcome(.httpWordPress, .present, .disclosed)),
    ("/wp-json/wp/v2/users?slug=x", 200, "x", outcome(.httpWordPress, .likely, .disclosed)),
    ("/users/x/exists", 200, "x", outcome(.httpGitLab, .undetermined, .disclosed)),
    ("/users/x/exists", 429, "x", outcome(.httpGitLab, .undetermined, .undetermined, .blocked)),
    ("/gitlab/api/v4/users?username=x", 200, "x", outcome(.httpGitLab, .likely, .disclosed)),
    ("/api/v4/users/7", 404, "user 7", outcome(.httpGitLab, .absent, .disclosed)),
    (
      "/secure/ViewUserHover.jspa?username=x", 200, "x",
      outcome(.httpLookup, .undetermined, .undetermined)
    ),
    ("/rest/api/2/user?username=x", 404, "x", outcome(.httpLookup, .absent, .disclosed)),
    (
      "/api/check-email?email=x%2Btag%40corp.example", 404, "x+tag@corp.example",
      outcome(.httpLookup, .absent, .disclosed)
    ),
    (
      "/login?next=/&username=x", 401, "x",
      outcome(.httpLogin, .undetermined, .undetermined, .wrong)
    ),
    ("/login?user=x", 404, "x", outcome(.httpLogin, .undetermined, .undetermined)),
    (
      "/oauth2/authorize?client_id=a&login_hint=x%40corp.example", 302, "x@corp.example",
      outcome(.httpLogin, .undetermined, .undetermined)
    ),
    ("/password/reset?user%5Bemail%5D=x", 404, "x", outcome(.httpReset, .absent, .disclosed)),
    ("/users/forgot_password?login=x", 200, "x", outcome(.httpReset, .undetermined, .undetermined)),
    ("/signup?email=x", 409, "x", outcome(.httpRegister, .likely, .disclosed)),
    ("https://www.corp.example/author/x/", 404, "x", outcome(.httpWordPress, .absent, .disclosed)),
  ])
  func `a place that answers for accounts`(
    target: String,
    status: Int,
    name: String,
    outcome: Outcome
  ) {
    #expect(
      Self.decode(target, status).attempts == [
        ExampleAttempt(name, from: "203.0.113.7", client: "curl/8.5", outcome)
      ]
    )
  }

  @Test(arguments: [
    "/", "/index.html?page=2", "/search?q=author&user=x", "/wp-login.php", "/user/register",
    "/?author=anna",
    "/books/fiction/?author=7", "/author/x/feed/", "/author/", "/users/x", "/users//exists",
    "/login", "/login?user=",
    "/wp-json/wp/v2/users", "/wp-json/wp/v2/users/me", "/checkout?email=x", "/assets/login.css?v=7",
    "/unsubscribe?email=x", "/api/v4/users/x", "/Microsoft-Server-ActiveSync?jAkJBBCqux",
    "//?&&==&=",
  ])
  func `an ordinary page is no attempt`(target: String) {
    #expect(Self.decode(target).verdict == .notAttempt)
  }

  @Test
  func `a redirect of an author page counts where it leads`() {
    #expect(Self.decode("/author/x", 301).verdict == .notAttempt)
  }

  @Test(arguments: [
    ("2", Existence.absent), ("[]", .undetermined), ("140", .undetermined), ("900", .likely),
  ])
  func `an empty list is two bytes`(size: String, existence: Existence) {
    let decoded = Self.decode("/api/v4/users?username=x", 200, size: size)
    #expect(decoded.attempts.first?.outcome.existence == existence)
  }

  @Test(arguments: [
    ("/private/", 401, outcome(.httpLogin, .undetermined, .hidden, .wrong)),
    ("/private/", 200, outcome(.httpLogin, .likely, .hidden, .accepted)),
    ("/private/", 403, outcome(.httpLogin, .undetermined, .hidden, .blocked)),
    ("/private/", 502, outcome(.httpLogin, .undetermined, .hidden, .none)),
    ("/EWS/Exchange.asmx", 401, outcome(.httpExchange, .undetermined, .hidden, .wrong)),
    ("/owa/", 200, outcome(.httpExchange, .likely, .hidden, .accepted)),
    (
      "/autodiscover/autodiscover.xml", 401,
      outcome(.httpAutodiscover, .undetermined, .hidden, .wrong)
    ),
  ])
  func `the user field is a sign-in`(target: String, status: Int, outcome: Outcome) {
    for user in ["anna", "anna berg"] {
      #expect(
        Self.decode(target, status, user: user).attempts == [
          ExampleAttempt(user, from: "203.0.113.7", client: "curl/8.5", outcome)
        ]
      )
    }
  }

  @Test(arguments: [
    ("203.0.113.7", "203.0.113.7"), ("2001:db8::7", "2001:db8::7"),
    ("www.corp.example:443 203.0.113.7", "203.0.113.7"), ("192.0.2.1 203.0.113.7", "203.0.113.7"),
    ("Dial-7.Example.Net", "dial-7.example.net"),
  ])
  func `the client is an address or a host's name, behind a virtual host`(
    host: String,
    source: String
  ) {
    let decoded = Self.decode("/?author=7", from: host)
    #expect(decoded.attempts.map(\.source) == [source])
  }

  @Test
  func `a proxy of our own is believed, a stranger is not`() {
    let rest = #" "-" "curl/8.5" "192.0.2.1, 198.51.100.9""#
    #expect(
      Self.decode("/?author=7", from: "10.1.2.3", rest: rest).attempts.map(\.source) == [
        "198.51.100.9"
      ]
    )
    #expect(
      Self.decode("/?author=7", from: "203.0.113.7", rest: rest).attempts.map(\.source) == [
        "203.0.113.7"
      ]
    )
  }

  @Test
  func `fields behind and escaped quotes do no harm`() {
    let rest = #" "https://x.example/\"a" "Agent \"7\" [x]" rt=0.012 "-""#
    let decoded = Self.decode(#"/login?user=a\"b&x=\x22"#, rest: rest)
    #expect(decoded.attempts.map(\.name) == [#"a\"b"#])
    #expect(decoded.attempts.map(\.client) == [#"Agent \"7\" [x]"#])
    let quoted = Self.decode("/private/", user: #"a\" [b"#)
    #expect(quoted.attempts.map(\.name) == [#"a\" [b"#])
  }

  @Test
  func `the time has the zone of the line`() {
    let decoded = Self.decode("/?author=7")
    #expect(decoded.times.map(ConformanceTests.dayAndClock) == ["03-02T06:12:09"])
    #expect(decoded.times.map(\.isZoneless) == [false])
  }

  @Test(arguments: [
    (#"203.0.113.7 - - [02/Mar/2026:07:12:09 +0100] "-" 408 0 "-" "-""#, RecordVerdict.notAttempt),
    (#"203.0.113.7 - - [02/Mar/2026:07:12:09 +0100] "\x16\x03\x01" 400 226 "-" "-""#, .notAttempt),
    (#"203.0.113.7 - - [02/Mar/2026:07:12:09 +0100] "GET /?author=7" 301 0"#, .attempt),
    (
      #"203.0.113.7 - - [02/Mar/2026:07:12:09 +0100] "GET /?author=7 HTTP/1.1"#,
      .notUnderstood(.brokenRecord)
    ),
    (
      #"203.0.113.7 - - [02/Mar/2026:07:12:09 +0100] "GET /?author=7 HTTP/1.1" "#,
      .notUnderstood(.brokenRecord)
    ),
    (
      #"203.0.113.7 - - [32/Mar/2026:07:12:09 +0100] "GET /?author=7 HTTP/1.1" 200 1"#,
      .notUnderstood(.missingTime)
    ),
    ("no access line", .notUnderstood(.unknownShape)), (#"""#, .notUnderstood(.unknownShape)),
    (#"203.0.113.7 - - [02/Mar/2026:07:12:09 +0100] ""#, .notAttempt),
    (#"203.0.113.7 - - [02/Mar/2026:07:12:09 +0100] "G"#, .notAttempt),
  ])
  func `a strange line gets its verdict`(line: String, verdict: RecordVerdict) {
    #expect(Decoded(line, as: AccessLogFormat.self).verdict == verdict)
  }

  @Test
  func `a long query is read in bounded time and without a crash`() {
    let query = String(repeating: "user=&e&&u=", count: 20_000)
    #expect(
      Self.decode("/login?" + query).verdict == .attempt
        || Self.decode("/login?" + query).verdict == .notAttempt
    )
    let name = String(repeating: "a", count: 5_000)
    #expect(Self.decode("/login?user=" + name).verdict == .notAttempt)
  }

  @Test
  func `a real site's day has next to no attempts`() throws {
    guard let url = SharedData.find("logs/apache-combined.log.gz") else { return }
    let bytes = try Unpacked.bytes(of: url)
    var sink = AttemptSink()
    sink.beginBlock(segment: 0)
    AccessLogFormat.decodeBlock(bytes.span, context: .init(), into: &sink)
    let (tally, attempts) = (sink.tally, sink.attempts.inOrder.count)
    #expect(tally.lines == 10_000)
    #expect(tally.notUnderstood.reduce(0, +) == 0)
    #expect(attempts <= 5)
  }

  @Test
  func `broken records get a verdict and never crash`() {
    Mutations.check(AccessLogFormat.self, containing: "HTTP")
  }
}
