import LogFormats
import Model
import Testing

struct DovecotTests {
  static func outcome(_ existence: Existence, _ credential: Credential) -> Outcome {
    Outcome(.dovecot, existence, .hidden, credential)
  }

  static func decode(_ text: String) -> Decoded {
    Decoded("Mar  2 07:12:09 mx dovecot: \(text)", as: SyslogFormat.self)
  }

  @Test(arguments: [
    (
      "auth: passwd-file(x@corp.example,203.0.113.7): unknown user", Existence.absent,
      Credential.none
    ),
    ("auth-worker(7): sql(x@corp.example,203.0.113.7,<k+1/2>): unknown user", .absent, .none),
    (
      "auth: ldap(x@corp.example,203.0.113.7,<k>): unknown user (SHA1 of given password: 0a1b2c)",
      .absent, .none
    ),
    (
      "auth(default): pam(x@corp.example,203.0.113.7): pam_authenticate() failed: User not known to the underlying authentication module",
      .absent, .wrong
    ),
    ("auth: sql(x@corp.example,203.0.113.7,<k>): Password mismatch", .present, .wrong),
    (
      "auth: ldap(x@corp.example,203.0.113.7,<k>): Password mismatch (for LDAP bind)", .likely,
      .wrong
    ),
    ("auth: ldap(x@corp.example,203.0.113.7,): invalid credentials", .undetermined, .wrong),
    (
      "auth: pam(x@corp.example,203.0.113.7,<k>): pam_authenticate() failed: Permission denied",
      .undetermined, .blocked
    ),
    ("auth(x@corp.example,203.0.113.7,sasl:login)<k+1>: sql: Password mismatch", .present, .wrong),
    ("auth(x@corp.example,203.0.113.7,sasl:login)<k+1>: Info: sql: unknown user", .absent, .none),
  ])
  func `the password database says what it knows`(
    text: String,
    existence: Existence,
    credential: Credential
  ) {
    #expect(
      Self.decode(text).attempts == [
        ExampleAttempt("x@corp.example", from: "203.0.113.7", Self.outcome(existence, credential))
      ]
    )
  }

  @Test(arguments: [
    (
      "imap-login: Login: user=<x>, method=PLAIN, rip=203.0.113.7, lip=192.0.2.25, TLS",
      Existence.present, Credential.accepted
    ),
    ("managesieve-login: Login: user=<x>, method=PLAIN, rip=203.0.113.7", .present, .accepted),
    (
      "imap-login: Disconnected (auth failed, 2 attempts): user=<x>, method=PLAIN, rip=203.0.113.7, TLS",
      .undetermined, .wrong
    ),
    (
      "pop3-login: Disconnected: Inactivity (auth failed, 1 attempts in 178 secs): user=<x>, method=PLAIN, rip=203.0.113.7",
      .undetermined, .wrong
    ),
    (
      "submission-login: Login aborted: Connection closed (auth failed, 1 attempts in 2 secs) (auth_failed): user=<x>, method=LOGIN, rip=203.0.113.7, lip=192.0.2.25",
      .undetermined, .wrong
    ),
    (
      "imap-login: Disconnected (proxy dest auth failed): user=<x>, method=PLAIN, rip=203.0.113.7, lip=192.0.2.25",
      .undetermined, .wrong
    ),
    (
      "imap-login: Aborted login (tried to use disallowed plaintext auth): user=<x>, rip=203.0.113.7, lip=192.0.2.25",
      .undetermined, .blocked
    ),
  ])
  func `the sign-in process says only that it failed`(
    text: String,
    existence: Existence,
    credential: Credential
  ) {
    #expect(
      Self.decode(text).attempts == [
        ExampleAttempt("x", from: "203.0.113.7", Self.outcome(existence, credential))
      ]
    )
  }

  @Test(arguments: [
    "imap-login: Disconnected (no auth attempts in 0 secs): user=<>, rip=203.0.113.7, lip=192.0.2.25",
    "imap-login: Disconnected (auth failed, 1 attempts): method=PLAIN, rip=203.0.113.7",
    "imap(anna)<7><k>: Disconnected: Logged out in=4 out=5", "lmtp(7): Connect from local",
    "auth: Debug: sql(x,203.0.113.7): cache miss", "auth: Error: something(x): else", "auth", "",
    "auth(",
    "imap-login: Login: user=<", "master: Warning: Killed with signal 15",
  ])
  func `a line that names nobody is no attempt`(text: String) {
    #expect(Self.decode(text).verdict == .notAttempt)
  }

  @Test(arguments: [
    "Mar 02 07:12:09 auth-worker(7): Info: sql(x,203.0.113.7,<k>): unknown user",
    "2026-03-02 07:12:09 auth: Info: passwd-file(x,203.0.113.7): unknown user",
    "Mar 02 07:12:09 auth(x,203.0.113.7,sasl:plain)<k>: Info: sql: unknown user",
    "2026-03-02T07:12:09+01:00 mx dovecot[9]: auth-worker(7): conn unix:auth-worker (pid=2,uid=9): auth-worker<5>: sql(x,203.0.113.7): unknown user",
    "<22>1 2026-03-02T07:12:09Z mx dovecot 9 - - auth: sql(x,203.0.113.7,<k>): unknown user",
  ])
  func `the same message is read from every kind of log`(line: String) {
    #expect(
      Decoded(line, as: SyslogFormat.self).attempts == [
        ExampleAttempt("x", from: "203.0.113.7", Self.outcome(.absent, .none))
      ]
    )
  }

  @Test
  func `a log with TAI64N labels has true times`() {
    let decoded = Decoded(
      "@4000000069a52b0a1dcd6500 imap-login: Info: Login: user=<x>, method=PLAIN, rip=203.0.113.7",
      as: SyslogFormat.self
    )
    #expect(decoded.attempts.count == 1)
    // The label less 2^62 and ten seconds; 0x1dcd6500 nanoseconds are half a second.
    #expect(decoded.times == [EventTime(seconds: 0x69a5_2b0a - 10, milliseconds: 500)])
  }

  @Test
  func `a name may hold commas`() {
    let decoded = Self.decode("auth: passwd-file(a,b,203.0.113.7,<k>): unknown user")
    #expect(decoded.attempts.first?.name == "a,b")
    #expect(decoded.attempts.first?.source == "203.0.113.7")
  }

  @Test
  func `pam_unix leaves out a name it does not know`() {
    let unknown = Self.decode(
      "auth: pam_unix(dovecot:auth): authentication failure; logname= uid=0 euid=0 tty=dovecot ruser=x rhost=203.0.113.7"
    )
    #expect(
      unknown.attempts == [ExampleAttempt("x", from: "203.0.113.7", Self.outcome(.absent, .wrong))]
    )
    let known = Self.decode(
      "auth: pam_unix(dovecot:auth): authentication failure; logname= uid=0 euid=0 tty=dovecot ruser=x rhost=203.0.113.7  user=x"
    )
    #expect(
      known.attempts == [ExampleAttempt("x", from: "203.0.113.7", Self.outcome(.likely, .wrong))]
    )
  }

  @Test
  func `broken records get a verdict and never crash`() {
    Mutations.check(SyslogFormat.self, containing: "login")
    Mutations.check(SyslogFormat.self, containing: "auth")
  }
}
