import Model
import Testing

@testable import Mitigation

/// What configurations say, by text as the programs write it.
struct ConfigurationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var control: Control
    var state: ControlState
    var text: String
    /// The line that is cited first.
    var line: Int?
    var testDescription: String { "\(control.id) \(state.rawValue): \(text.prefix(60))" }
  }

  private static let postconf = "alias_maps = hash:/etc/aliases\nmyhostname = mx.corp.example\n"

  private static func policy(
    _ state: String,
    clients: String = #""exchangeActiveSync","other""#,
    grant: String = "block",
    conditions: String = ""
  ) -> String {
    """
    {"value": [{
      "displayName": "P",
      "state": "\(state)",
      "conditions": {"clientAppTypes": [\(clients)],\(conditions)
        "users": {"includeUsers": ["All"], "excludeGroups": ["g"]},
        "applications": {"includeApplications": ["All"]}},
      "grantControls": {"operator": "OR", "builtInControls": ["\(grant)"]}
    }]}
    """
  }

  private static func zone(_ records: String) -> String {
    "$ORIGIN corp.example.\n$TTL 3600\n@ IN SOA ns1 admin 1 2 3 4 5\n  IN MX 10 mx\n" + records
  }

  private static let goodZone = zone(
    """
    @ IN TXT "v=spf1 mx -all"
    s1._domainkey IN TXT ( "v=DKIM1; k=rsa; p=MIG"
       "fMA0" ) ; two pieces
    _dmarc 300 IN TXT "v=DMARC1; p=reject; rua=mailto:d@corp.example"
    _mta-sts TXT "v=STSv1; id=1"
    _smtp._tls TXT "v=TLSRPTv1; rua=mailto:t@corp.example"

    """
  )

  static let cases: [Case] = [
    Case(control: .verifyCommand, state: .off, text: postconf),
    Case(
      control: .verifyCommand,
      state: .on,
      text: postconf + "disable_vrfy_command = yes\n",
      line: 3
    ),
    Case(control: .tableName, state: .off, text: postconf),
    Case(
      control: .tableName,
      state: .on,
      text: postconf + "show_user_unknown_table_name = no\n",
      line: 3
    ),
    Case(control: .recipientVerification, state: .on, text: postconf),
    Case(
      control: .recipientVerification,
      state: .conflicting,
      text: postconf + "local_recipient_maps =\n"
    ),
    Case(
      control: .recipientVerification,
      state: .off,
      text: postconf + "smtpd_reject_unlisted_recipient = no\n",
      line: 3
    ),
    Case(control: .errorLimits, state: .on, text: postconf),
    Case(
      control: .errorLimits,
      state: .off,
      text: postconf + "smtpd_error_sleep_time = 0s\nsmtpd_hard_error_limit = 1000\n"
    ),
    Case(
      control: .sshKeys,
      state: .on,
      text: "Port 22\nPasswordAuthentication no\nKbdInteractiveAuthentication no\nUsePAM yes\n",
      line: 2
    ),
    Case(
      control: .sshKeys,
      state: .off,
      text: "Port 22\nUsePAM yes\n# PasswordAuthentication no\n"
    ),
    Case(
      control: .sshKeys,
      state: .off,
      text: "passwordauthentication no\nkbdinteractiveauthentication yes\nusepam yes\n"
    ),
    Case(
      control: .sshKeys,
      state: .conflicting,
      text:
        "PasswordAuthentication no\nPermitRootLogin no\nMatch Address 10.0.0.0/8\n  PasswordAuthentication yes\n"
    ),
    // The first value holds.
    Case(
      control: .sshKeys,
      state: .off,
      text: "Port 22\nPasswordAuthentication yes\nPasswordAuthentication no\n",
      line: 2
    ),
    // A file that comes first may say otherwise.
    Case(
      control: .sshKeys,
      state: .unknown,
      text: "Include /etc/ssh/sshd_config.d/*.conf\nPasswordAuthentication no\nUsePAM no\n"
    ),
    Case(
      control: .keycloakLimits,
      state: .on,
      text:
        "{\n\"realm\": \"corp\",\n\"bruteForceProtected\": true,\n\"eventsEnabled\": true,\n\"registrationAllowed\": false\n}"
    ),
    Case(
      control: .keycloakLimits,
      state: .off,
      text: "[{\n\"realm\": \"corp\",\n\"registrationAllowed\": false}]"
    ),
    Case(
      control: .challenges,
      state: .on,
      text:
        #"{"realm":"r","registrationAllowed":true,"authenticationFlows":[{"authenticationExecutions":[{"authenticator":"registration-recaptcha-action","requirement":"REQUIRED"}]}]}"#,
      line: 1
    ),
    Case(control: .legacySignIn, state: .on, text: policy("enabled"), line: 3),
    Case(
      control: .legacySignIn,
      state: .off,
      text: policy("enabledForReportingButNotEnforced"),
      line: 3
    ),
    Case(control: .legacySignIn, state: .off, text: policy("enabled", clients: #""browser""#)),
    Case(
      control: .legacySignIn,
      state: .off,
      text: policy("enabled", conditions: #""signInRiskLevels": ["high"],"#)
    ),
    Case(
      control: .secondFactor,
      state: .on,
      text: policy("enabled", clients: #""all""#, grant: "mfa"),
      line: 3
    ),
    Case(
      control: .secondFactor,
      state: .off,
      text: policy("disabled", clients: #""all""#, grant: "mfa")
    ),
    Case(
      control: .smartLockout,
      state: .on,
      text:
        #"{"value":[{"displayName":"Password Rule Settings","values":[{"name":"LockoutThreshold","value":"10"}]}]}"#
    ),
    Case(
      control: .smartLockout,
      state: .off,
      text: #"{"LockoutThreshold": 5, "MinPasswordLength": 8, "LockoutDuration": {"Ticks": 1}}"#
    ),
    Case(
      control: .smartLockout,
      state: .on,
      text: #"{"LockoutThreshold": 30, "MinPasswordLength": 8}"#
    ),
    Case(
      control: .adfsLockout,
      state: .on,
      text:
        "{\n\"ExtranetLockoutEnabled\": true,\n\"ExtranetLockoutMode\": \"AdfsSmartLockoutEnforce\",\n\"AuditLevel\": [\"Basic\"]}",
      line: 4
    ),
    Case(
      control: .adfsLockout,
      state: .off,
      text: #"{"ExtranetLockoutEnabled":true,"ExtranetLockoutMode":"AdfsSmartLockoutLogOnly"}"#
    ),
    Case(
      control: .recipientVerification,
      state: .on,
      text: #"[{"DomainName":"corp.example","DomainType":"Authoritative"}]"#
    ),
    Case(
      control: .recipientVerification,
      state: .off,
      text: #"{"DomainName":"corp.example","DomainType":"InternalRelay"}"#
    ),
    Case(
      control: .errorLimits,
      state: .off,
      text: #"{"Name":"Default","TarpitInterval":"00:00:00"}"#
    ),
    Case(
      control: .errorLimits,
      state: .on,
      text: #"{"Name":"Default","TarpitInterval":"00:00:05"}"#
    ),
    Case(
      control: .uniformAnswers,
      state: .on,
      text:
        #"{"UserPoolClient":{"UserPoolId":"p","ClientId":"c","PreventUserExistenceErrors":"ENABLED"}}"#
    ),
    Case(
      control: .uniformAnswers,
      state: .off,
      text:
        #"{"UserPoolClient":{"UserPoolId":"p","ClientId":"c","PreventUserExistenceErrors":"LEGACY"}}"#
    ),
    Case(control: .oktaThreats, state: .on, text: #"{"action":"block","excludeZones":[]}"#),
    Case(control: .oktaThreats, state: .off, text: #"{"action":"audit","excludeZones":[]}"#),
    Case(
      control: .publicDirectories,
      state: .on,
      text: #"{"signup_enabled":false,"restricted_visibility_levels":["public"]}"#
    ),
    Case(
      control: .publicDirectories,
      state: .off,
      text: #"{"signup_enabled":true,"restricted_visibility_levels":[]}"#
    ),
    Case(
      control: .rateLimits,
      state: .off,
      text:
        #"{"signup_enabled":false,"restricted_visibility_levels":[],"users_get_by_id_limit":0}"#
    ),
    Case(
      control: .outsideAccess,
      state: .on,
      text: #"{"AllowFederatedUsers":false,"AllowTeamsConsumer":false}"#
    ),
    Case(control: .outsideAccess, state: .off, text: #"{"AllowFederatedUsers":true}"#),
    Case(
      control: .outsideAccess,
      state: .on,
      text: #"{"guestUserRoleId":"2af84b1e-32c8-42b7-82bc-daa82404023b"}"#
    ),
    Case(
      control: .outsideAccess,
      state: .off,
      text: #"{"SharingCapability":"ExternalUserAndGuestSharing"}"#
    ),
    Case(control: .mailPolicy, state: .on, text: goodZone, line: 6),
    Case(
      control: .mailPolicy,
      state: .off,
      text: goodZone.replacing("p=reject", with: "p=none")
    ),
    Case(
      control: .mailPolicy,
      state: .on,
      text: "version: STSv1\nmode: enforce\nmx: mx.corp.example\n"
    ),
    Case(control: .mailPolicy, state: .off, text: "version: STSv1\r\nmode: testing\r\n", line: 2),
    Case(
      control: .wordPressAuthors,
      state: .on,
      text:
        #"[{"option_name":"users_can_register","option_value":"0"},{"option_name":"active_plugins","option_value":"a:1:{i:0;s:46:\"stop-user-enumeration/stop-user-enumeration.php\";}"}]"#
    ),
    Case(
      control: .wordPressAuthors,
      state: .off,
      text: "option_name,option_value\nusers_can_register,1\n",
      line: 2
    ),
  ]

  @Test(arguments: cases)
  func `a configuration tells the state, with its line`(_ given: Case) async throws {
    let record = try await CheckFolder.record(given.control, of: ["c.txt": given.text])
    #expect(record.state == given.state, "\(record)")
    guard let line = given.line else { return }
    #expect(record.observations.flatMap(\.citations).first?.line == line, "\(record)")
  }

  @Test(arguments: [
    ("p=reject", "p=quarantine", "DMARC of corp.example"),
    ("-all", "+all", "SPF of corp.example"),
    ("p=MIG", "x=MIG", "DKIM of corp.example"),
    ("v=STSv1", "v=STSv2", "MTA-STS of corp.example"),
    ("v=TLSRPTv1", "v=X", "TLS-RPT of corp.example"),
  ])
  func `each part of a mail policy is judged for itself`(
    good: String,
    bad: String,
    scope: String
  ) async throws {
    let text = Self.goodZone.replacing(good, with: bad)
    let record = try await CheckFolder.record(.mailPolicy, of: ["z": text])
    #expect(record.scopes.filter { $0.value == .off }.map(\.key) == [scope])
  }

  @Test
  func `a log that disagrees with a configuration is a conflict that cites both`() async throws {
    let record = try await CheckFolder.record(
      .verifyCommand,
      of: [
        "main.txt": Self.postconf + "disable_vrfy_command = yes\n",
        "mail.log":
          "2026-03-02T07:12:09Z mx postfix/smtpd[9]: disconnect from p[203.0.113.7] ehlo=1 vrfy=1/3 quit=1 commands=3/5\n",
      ]
    )
    #expect(record.state == .conflicting)
    #expect(record.observations.map(\.kind.rawValue).sorted() == ["configuration", "log"])
    #expect(record.observations.allSatisfy { !$0.citations.isEmpty })
  }

  @Test
  func `after a fix only what was logged since counts`() async throws {
    let files = [
      "auth.log": """
      2026-03-02T07:12:09Z h sshd[7]: Failed password for anna from 203.0.113.7 port 22 ssh2
      2026-03-09T07:12:09Z h sshd[7]: Accepted publickey for anna from 203.0.113.7 port 22 ssh2

      """
    ]
    #expect(try await CheckFolder.record(.sshKeys, of: files).state == .off)
    let since = Timestamp(year: 2026, month: 3, day: 5)
    #expect(try await CheckFolder.record(.sshKeys, of: files, since: since).state == .unknown)
  }

  @Test
  func `a line that holds a whole export is not repeated`() async throws {
    let secret = String(repeating: "x", count: 200)
    let text = #"{"realm":"r","smtp":"\#(secret)","bruteForceProtected":true}"#
    let record = try await CheckFolder.record(.keycloakLimits, of: ["realm.json": text])
    #expect(record.state == .on)
    #expect(record.observations.flatMap(\.citations).map(\.text) == [nil])
  }

  @Test
  func `a file that is included is named`() async throws {
    let text = "Include /etc/ssh/sshd_config.d/*.conf\nPasswordAuthentication no\nUsePAM no\n"
    let result = try await CheckFolder(["sshd_config": text]).check()
    #expect(result.notes.map(\.line) == [1])
  }

  @Test
  func `canaries are on where all are in the directory`() async throws {
    func state(_ canaries: String) async throws -> ControlState {
      let names = CanaryNames(file: "c", canaryText: canaries, directoryText: "Zoe.Bait\nanna\n")
      return ControlJudge.record(.canaries, names.observations).state
    }
    #expect(try await state("zoe.bait # class C\n") == .on)
    #expect(try await state("zoe.bait\nyan.bait\n") == .off)
    #expect(try await state("\n") == .unknown)
  }

  @Test
  func `kinds are sorted`() {
    let ids = ConfigurationKind.all.map(\.id)
    #expect(ids == ids.sorted())
  }
}
