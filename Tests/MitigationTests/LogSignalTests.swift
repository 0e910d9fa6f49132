import Model
import Scan
import Sigma
import Testing

@testable import Hunting
@testable import Mitigation

/// What logs say of controls: both directions of each, from lines as they are written.
struct LogSignalTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var control: Control
    var state: ControlState
    var lines: [String]
    var testDescription: String { "\(control.id) \(state.rawValue)" }
  }

  private static func mail(_ message: String) -> String { "2026-03-02T07:12:09Z mx \(message)" }

  private static func web(
    _ request: String,
    _ status: Int,
    _ size: Int = 512,
    _ ip: String = "203.0.113.7"
  )
    -> String
  {
    #"\#(ip) - - [02/Mar/2026:07:12:09 +0000] "\#(request) HTTP/1.1" \#(status) \#(size) "-" "a""#
  }

  private static func entra(_ fields: String) -> String {
    #"{"time":"2026-03-02T07:12:09Z","category":"SignInLogs","properties":{"createdDateTime":"2026-03-02T07:12:09Z","userPrincipalName":"anna@corp.example","ipAddress":"203.0.113.7",\#(fields)}}"#
  }

  private static func windows(_ id: Int, _ fields: String, provider: String = "P") -> String {
    #"{"EventTime":"2026-03-02 07:12:09","EventID":\#(id),"SourceName":"\#(provider)","Channel":"Security",\#(fields)}"#
  }

  private static let wordPress = web("GET /wp-login.php", 200)

  static let cases: [Case] = [
    Case(
      control: .uniformAnswers,
      state: .off,
      lines: [web("GET /account/forgot-password?email=dora@corp.example", 404)]
    ),
    Case(control: .rateLimits, state: .on, lines: [web("GET /login", 429)]),
    Case(
      control: .rateLimits,
      state: .off,
      lines: (0..<30).map { web("GET /account/forgot-password?email=n\($0)@corp.example", 200) }
    ),
    Case(
      control: .recipientVerification,
      state: .on,
      lines: [
        mail(
          "postfix/smtpd[9]: NOQUEUE: reject: RCPT from p[203.0.113.7]: 550 5.1.1 <a@corp.example>: Recipient address rejected: User unknown; from=<n@e.example> to=<a@corp.example> proto=ESMTP helo=<p>"
        )
      ]
    ),
    Case(
      control: .recipientVerification,
      state: .off,
      lines: [
        mail(
          #"postfix/local[9]: 4Zb3k45R30: to=<g@corp.example>, relay=local, delay=0.1, delays=0.1/0/0/0, dsn=5.1.1, status=bounced (unknown user: "g")"#
        )
      ]
    ),
    Case(
      control: .errorLimits,
      state: .on,
      lines: [mail("postfix/smtpd[9]: too many errors after RCPT from p[203.0.113.7]")]
    ),
    Case(
      control: .errorLimits,
      state: .off,
      lines: [
        mail(
          "postfix/smtpd[9]: disconnect from p[203.0.113.7] ehlo=1 mail=1 rcpt=0/21 quit=1 commands=3/24"
        )
      ]
    ),
    Case(
      control: .verifyCommand,
      state: .on,
      lines: [
        mail(
          "postfix/smtpd[9]: NOQUEUE: reject: VRFY from p[203.0.113.7]: 502 5.5.1 VRFY command is disabled; proto=SMTP"
        )
      ]
    ),
    Case(
      control: .verifyCommand,
      state: .off,
      lines: [
        mail("postfix/smtpd[9]: disconnect from p[203.0.113.7] ehlo=1 vrfy=1/3 quit=1 commands=3/5")
      ]
    ),
    Case(
      control: .tableName,
      state: .off,
      lines: [
        mail(
          "postfix/smtpd[9]: NOQUEUE: reject: RCPT from p[203.0.113.7]: 550 5.1.1 <a@corp.example>: Recipient address rejected: User unknown in local recipient table; from=<n@e.example> to=<a@corp.example> proto=ESMTP helo=<p>"
        )
      ]
    ),
    Case(
      control: .tableName,
      state: .on,
      lines: [
        mail(
          "postfix/smtpd[9]: NOQUEUE: reject: RCPT from p[203.0.113.7]: 550 5.1.1 <a@corp.example>: Recipient address rejected: User unknown; from=<n@e.example> to=<a@corp.example> proto=ESMTP helo=<p>"
        )
      ]
    ),
    Case(
      control: .legacySignIn,
      state: .off,
      lines: [entra(#""status":{"errorCode":0},"clientAppUsed":"IMAP4""#)]
    ),
    Case(
      control: .legacySignIn,
      state: .on,
      lines: [entra(#""status":{"errorCode":53003},"clientAppUsed":"IMAP4""#)]
    ),
    Case(
      control: .secondFactor,
      state: .off,
      lines: [
        entra(#""status":{"errorCode":0},"authenticationRequirement":"singleFactorAuthentication""#)
      ]
    ),
    Case(
      control: .secondFactor,
      state: .on,
      lines: Array(
        repeating: entra(
          #""status":{"errorCode":0},"authenticationRequirement":"multiFactorAuthentication""#
        ),
        count: 20
      )
    ),
    Case(
      control: .smartLockout,
      state: .off,
      lines: (0..<5).map { windows(4740, #""TargetUserName":"u\#($0)","TargetDomainName":"PTA1""#) }
    ),
    Case(
      control: .adfsLockout,
      state: .on,
      lines: [windows(1210, #""A":"b""#, provider: "AD FS Auditing")]
    ),
    Case(
      control: .adfsLockout,
      state: .off,
      lines: [
        windows(
          4625,
          #""TargetUserName":"anna","ProcessName":"C:\\Windows\\ADFS\\Microsoft.IdentityServer.ServiceHost.exe""#
        )
      ]
    ),
    Case(
      control: .kerberosArmoring,
      state: .on,
      lines: [windows(4768, #""TargetUserName":"anna","Status":"0x0","PreAuthType":"138""#)]
    ),
    Case(
      control: .kerberosArmoring,
      state: .off,
      lines: [windows(4768, #""TargetUserName":"anna","Status":"0x0","PreAuthType":"2""#)]
    ),
    Case(
      control: .wordPressAuthors,
      state: .off,
      lines: [wordPress, web("GET /author/anna/", 200, 9000)]
    ),
    Case(
      control: .wordPressAuthors,
      state: .on,
      lines: [wordPress, web("GET /wp-json/wp/v2/users", 401), web("GET /?author=1", 404)]
    ),
    Case(control: .publicDirectories, state: .off, lines: [web("GET /users/anna/exists", 200, 16)]),
    Case(control: .publicDirectories, state: .on, lines: [web("GET /api/v4/users", 403)]),
    Case(
      control: .sshKeys,
      state: .off,
      lines: [mail("sshd[7]: Failed password for anna from 203.0.113.7 port 22 ssh2")]
    ),
    Case(
      control: .sshKeys,
      state: .on,
      lines: Array(
        repeating: mail(
          "sshd[7]: Connection closed by invalid user x 203.0.113.7 port 22 [preauth]"
        ),
        count: 5
      )
    ),
    Case(control: .challenges, state: .on, lines: [web("POST /captcha/verify", 200)]),
    Case(
      control: .challenges,
      state: .off,
      lines: (0..<20).map { web("GET /account/forgot-password?email=n\($0)@corp.example", 200) }
    ),
  ]

  @Test(arguments: cases)
  func `lines of a log tell the state, and are cited`(_ given: Case) async throws {
    let text = given.lines.joined(separator: "\n") + "\n"
    let record = try await CheckFolder.record(given.control, of: ["a.log": text])
    #expect(record.state == given.state, "\(record)")
    let observation = try #require(record.observations.first { $0.state == given.state })
    let citation = try #require(observation.citations.first)
    let offset = Int(try #require(citation.offset))
    let length = try #require(citation.length)
    let cited = String(decoding: Array(text.utf8)[offset..<offset + length], as: UTF8.self)
    #expect(given.lines.contains(cited))
    #expect(citation.sha256?.count == 64)
  }

  private static let keycloak = [
    (#"{"time":1,"type":"LOGIN_ERROR","error":"user_temporarily_disabled"}"#, ControlState.on)
  ]

  @Test(arguments: keycloak)
  func `an account that Keycloak holds up shows its detection`(event: String, state: ControlState)
    async throws
  {
    let event =
      String(event.dropLast())
      + #","realmId":"corp","clientId":"app","userId":"u","ipAddress":"203.0.113.7","details":{"username":"anna"}}"#
    let record = try await CheckFolder.record(.keycloakLimits, of: ["e.json": "[\(event)]\n"])
    #expect(record.scopes["Keycloak brute-force detection"] == state, "\(record)")
    #expect(record.scopes["Keycloak stored events"] == .on)
  }

  @Test
  func `the server's log shows a detection, and not that events are stored`() async throws {
    let line =
      #"2026-03-02 07:12:09,120 WARN  [org.keycloak.events] (executor-thread-3) type="LOGIN_ERROR", realmId="corp", clientId="app", userId="u", ipAddress="203.0.113.7", error="user_temporarily_disabled", username="anna""#
    let record = try await CheckFolder.record(.keycloakLimits, of: ["kc.log": line + "\n"])
    #expect(record.scopes["Keycloak brute-force detection"] == .on, "\(record)")
    #expect(record.scopes["Keycloak stored events"] == nil)
  }

  @Test
  func `thirty-one wrong secrets that were not held up show that it is off, thirty do not`()
    async throws
  {
    func events(_ count: Int) -> String {
      let events = (0..<count).map {
        #"{"time":\#(1_772_434_000_000 + $0 * 1000),"type":"LOGIN_ERROR","error":"invalid_user_credentials","realmId":"corp","clientId":"app","userId":"u","ipAddress":"203.0.113.7","details":{"username":"anna"}}"#
      }
      return "[" + events.joined(separator: ",\n") + "]\n"
    }
    let scope = "Keycloak brute-force detection"
    let many = try await CheckFolder.record(.keycloakLimits, of: ["e.json": events(31)])
    #expect(many.scopes[scope] == .off)
    let few = try await CheckFolder.record(.keycloakLimits, of: ["e.json": events(30)])
    #expect(few.scopes[scope] == nil)
  }

  @Test
  func `without WordPress a page that is not found says nothing of it`() async throws {
    let line = Self.web("GET /wp-json/wp/v2/users", 404) + "\n"
    let record = try await CheckFolder.record(.wordPressAuthors, of: ["a.log": line])
    #expect(record.state == .unknown)
    #expect(!record.wouldTell.isEmpty)
  }

  @Test
  func `every rule can be run and means something, every signal has its rule`() {
    let (rules, errors) = ControlLogs.rules
    #expect(errors.isEmpty, "\(errors.map(\.text))")
    #expect(HuntPlan.make(rules).errors.isEmpty, "\(HuntPlan.make(rules).errors.map(\.text))")
    let names = Set(rules.compactMap(\.name))
    let used = ControlSignal.all.flatMap { [$0.rule, $0.requires, $0.unless].compactMap { $0 } }
    #expect(Set(used).isSubset(of: names))
    let correlated = rules.flatMap { rule -> [String] in
      if case .correlation(let correlation) = rule.body { return correlation.rules }
      return []
    }
    #expect(names.subtracting(used).subtracting(correlated).isEmpty)
  }
}
