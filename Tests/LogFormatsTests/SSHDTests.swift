import LogFormats
import Model
import Testing

struct SSHDTests {
  static func decode(_ text: String) -> Decoded {
    Decoded("Mar  2 07:12:09 gate sshd[77]: \(text)", as: SyslogFormat.self)
  }

  static func absent(_ credential: Credential) -> Outcome {
    Outcome(.sshd, .absent, .hidden, credential)
  }
  static func present(_ credential: Credential) -> Outcome {
    Outcome(.sshd, .present, .hidden, credential)
  }

  @Test(arguments: [
    (
      "Disconnecting invalid user x 203.0.113.7 port 22: Too many authentication failures [preauth]",
      absent(.none)
    ),
    (
      "Disconnecting authenticating user x 203.0.113.7 port 22: Change of username or service not allowed: (x,a) -> (y port 9,a) [preauth]",
      present(.none)
    ),
    (
      "Postponed publickey for invalid user x from 203.0.113.7 port 22 ssh2 [preauth]",
      absent(.none)
    ),
    ("Postponed publickey for x from 203.0.113.7 port 22 ssh2 [preauth]", present(.none)),
    (
      "[ID 800047 auth.info] Failed keyboard-interactive for x from 203.0.113.7 port 22 ssh2",
      present(.wrong)
    ),
    (
      "error: maximum authentication attempts exceeded for invalid user x from 203.0.113.7 port 22 ssh2 [preauth]",
      absent(.wrong)
    ),
    ("error: PAM: Authentication failure for x from 203.0.113.7 via 192.0.2.1", present(.wrong)),
    (
      "message repeated 2 times: [ Failed password for x from 203.0.113.7 port 22 ssh2]",
      present(.wrong)
    ),
    (
      "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.7  user=x",
      Outcome(.sshd, .likely, .hidden, .wrong)
    ),
    (
      "pam_sss(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.7 user=x",
      Outcome(.sshd, .undetermined, .hidden, .wrong)
    ),
    (
      "(pam_unix) authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.7  user=x",
      Outcome(.sshd, .likely, .hidden, .wrong)
    ),
  ])
  func `a message of sshd tells of one account`(text: String, outcome: Outcome) {
    #expect(Self.decode(text).attempts == [ExampleAttempt("x", from: "203.0.113.7", outcome)])
  }

  @Test(arguments: [
    "Failed keyboard-interactive for <invalid username> from 203.0.113.7 port 22 ssh2",
    "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.7",
    "pam_unix(sshd:auth): check pass; user unknown",
    "pam_unix(sshd:session): session opened for user x by (uid=0)",
    "Invalid user  from 203.0.113.7 port 22",
    "Disconnecting: Too many authentication failures", "Failed", "Failed ", "Accepted ", "error: ",
    "message repeated 2 times: [", "[ID 8",
  ])
  func `a message that names nobody is no attempt`(text: String) {
    #expect(Self.decode(text).verdict == .notAttempt)
  }

  @Test
  func `a name that plays the rest of the line does not choose its source`() {
    let decoded = Self.decode(
      "Failed password for invalid user x from 192.0.2.1 port 9 ssh2 from 203.0.113.7 port 22 ssh2"
    )
    #expect(decoded.attempts.map(\.source) == ["203.0.113.7"])
    #expect(decoded.attempts.map(\.name) == ["x from 192.0.2.1 port 9 ssh2"])
    let closed = Self.decode(
      "Connection closed by invalid user x 192.0.2.1 port 9 203.0.113.7 port 22 [preauth]"
    )
    #expect(closed.attempts.map(\.source) == ["203.0.113.7"])
    #expect(closed.attempts.map(\.name) == ["x 192.0.2.1 port 9"])
  }

  @Test(arguments: [
    #"Failed hostbased for x from 203.0.113.7 port 22 ssh2: RSA SHA256:kd93, client user "y from 192.0.2.1 port 9", client host "h""#,
    #"Accepted publickey for x from 203.0.113.7 port 22 ssh2: ED25519-CERT SHA256:kd93 ID y from 192.0.2.1 port 9"#,
  ])
  func `text of the client's after a key does not choose the source`(text: String) {
    #expect(Self.decode(text).attempts.map(\.source) == ["203.0.113.7"])
    #expect(Self.decode(text).attempts.map(\.name) == ["x"])
  }

  @Test(arguments: [
    "Mar  2 07:12:09 sshd[77]: Invalid user x from 203.0.113.7 port 22",
    "Mar  2 07:12:09 [sshd]: Invalid user x from 203.0.113.7 port 22",
    "Mar  2 07:12:09 [sshd] Invalid user x from 203.0.113.7 port 22",
    "Mar 2 07:12:09 gate sshd-session[77]: Invalid user x from 203.0.113.7 port 22",
    "<38>Mar  2 07:12:09 gate sshd[77]: Invalid user x from 203.0.113.7 port 22",
  ])
  func `a line without a host, or with an unpadded day, is read alike`(line: String) {
    let decoded = Decoded(line, as: SyslogFormat.self)
    #expect(decoded.attempts == [ExampleAttempt("x", from: "203.0.113.7", Self.absent(.none))])
    #expect(decoded.times.map(ConformanceTests.dayAndClock) == ["03-02T07:12:09"])
  }

  @Test(arguments: [
    "Mar ", "Mar  2 07:12:09", "Mar  2 07:12:09 ", "Mar  2 07:12:09 sshd:",
    "Mar 0 07:12:09 gate sshd: x", "@40000000",
  ])
  func `a line that is cut off is not understood`(line: String) {
    #expect(Decoded(line, as: SyslogFormat.self).verdict == .notUnderstood(.unknownShape))
  }

  @Test(arguments: [
    "sshd: error: ", "sshd: message repeated 2 times: [ ", "dovecot: ", "auth: Info: ",
  ])
  func `messages inside messages end somewhere`(text: String) {
    let parts = text.split(separator: " ", maxSplits: 1)
    let nested = String(repeating: String(parts.last ?? ""), count: 100_000)
    let line = "Mar  2 07:12:09 gate \(parts[0]) \(nested)"
    #expect(Decoded(line, as: SyslogFormat.self).verdict == .notAttempt)
  }

  @Test
  func `broken records get a verdict and never crash`() {
    Mutations.check(SyslogFormat.self, containing: "sshd")
    Mutations.check(JournalFormat.self, containing: "MESSAGE")
  }
}
