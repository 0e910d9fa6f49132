import Foundation
import LogBytes
import LogFormats
import Model
import Testing

struct EntraTests {
  private static func diagnostics(
    _ properties: String,
    category: String = "SignInLogs"
  ) -> String {
    #"{"time":"2026-03-02T08:00:00Z","category":"\#(category)","resultType":"50034","identity":"i@corp.example","callerIpAddress":"192.0.2.9","properties":{\#(properties)}}"#
  }

  private static func signIn(code: Int, _ more: String = "") -> String {
    diagnostics(
      #""createdDateTime":"2026-03-02T07:12:09.1204567+00:00","userPrincipalName":"a@corp.example","ipAddress":"192.0.2.1","status":{"errorCode":\#(code)},"userAgent":"u""#
        + more
    )
  }

  @Test(arguments: [
    (0, Existence.present, Credential.accepted, false),
    (50034, .absent, .none, false), (51004, .absent, .none, false), (50014, .absent, .none, false),
    (16000, .absent, .none, false), (50020, .absent, .none, false),
    (50126, .likely, .wrong, false),
    (50053, .undetermined, .blocked, false), (50064, .undetermined, .wrong, false),
    (50055, .present, .blocked, false), (50056, .present, .blocked, false),
    (50057, .present, .blocked, false), (50144, .present, .blocked, false),
    (50074, .present, .blocked, true), (50076, .present, .blocked, true),
    (53003, .present, .blocked, true), (500_121, .present, .blocked, true),
    (81016, .present, .none, false), (700_016, .undetermined, .none, false),
    (12345, .undetermined, .none, false),
  ])
  func `an error code tells what is known of the account`(
    code: Int,
    existence: Existence,
    credential: Credential,
    secretWasRight: Bool
  ) throws {
    let decoded = Decoded(Self.signIn(code: code), as: EntraNDJSONFormat.self)
    let outcome = try #require(decoded.attempts.first).outcome
    #expect(outcome.existence == existence)
    #expect(outcome.credential == credential)
    #expect(outcome.secretWasRight == secretWasRight)
    #expect(outcome.disclosure == (existence == .undetermined ? .undetermined : .disclosed))
  }

  @Test(arguments: [50059, 50128])
  func `a code about the tenant is no attempt on an account`(code: Int) {
    #expect(Decoded(Self.signIn(code: code), as: EntraNDJSONFormat.self).verdict == .notAttempt)
  }

  @Test
  func `a password grant for an app without a name shows that the password was right`() {
    let spoofed = Self.signIn(
      code: 700_016,
      #","appDisplayName":"","authenticationProtocol":"ropc""#
    )
    let named = Self.signIn(
      code: 700_016,
      #","appDisplayName":"Mail","authenticationProtocol":"ropc""#
    )
    #expect(
      Decoded(spoofed, as: EntraNDJSONFormat.self).attempts.first?.outcome.secretWasRight == true
    )
    #expect(
      Decoded(named, as: EntraNDJSONFormat.self).attempts.first?.outcome.existence == .undetermined
    )
  }

  @Test(arguments: [
    (#""userAgent":"probe/1.0","clientAppUsed":"Browser","appId":"1b73""#, "probe/1.0"),
    (#""userAgent":"","clientAppUsed":"Browser","appId":"1b73""#, "1b73"),
    (#""clientAppUsed":"Mobile Apps and Desktop clients","appId":"1b73""#, "1b73"),
    (#""userAgent":"","appId":"1b73""#, "1b73"),
    (#""userAgent":"","clientAppUsed":"IMAP4","appId":"1b73""#, "IMAP4"),
    (#""userAgent":"","clientAppUsed":"Browser","appId":"""#, "Browser"),
  ])
  func `without a user agent the protocol, or else the app's id, is the client`(
    fields: String,
    client: String
  ) {
    let record = Self.diagnostics(#""userPrincipalName":"a@corp.example","# + fields)
    #expect(Decoded(record, as: EntraNDJSONFormat.self).attempts.first?.client == client)
    let graph =
      #"{"id":"1","createdDateTime":"2026-03-02T07:12:09Z","userPrincipalName":"a@corp.example","ipAddress":"192.0.2.1","status":{"errorCode":50034},"#
      + fields + "}"
    #expect(Decoded(graph, as: EntraNDJSONFormat.self).attempts.first?.client == client)
  }

  @Test
  func `the time is when the sign-in was made, in UTC`() {
    let decoded = Decoded(Self.signIn(code: 0), as: EntraNDJSONFormat.self)
    #expect(decoded.times == [EventTime(seconds: 1_772_435_529, milliseconds: 120)])
    let zoneless = Self.diagnostics(
      #""createdDateTime":"2026-03-02 07:12:09.120","userPrincipalName":"a@corp.example""#
    )
    #expect(Decoded(zoneless, as: EntraNDJSONFormat.self).times == decoded.times)
  }

  @Test
  func `the envelope stands in for a time, an address and a code that are missing`() throws {
    let decoded = Decoded(
      Self.diagnostics(#""userPrincipalName":"a@corp.example""#),
      as: EntraNDJSONFormat.self
    )
    #expect(decoded.times == [EventTime(seconds: 1_772_438_400)])
    let attempt = try #require(decoded.attempts.first)
    #expect(attempt.source == "192.0.2.9")
    #expect(attempt.outcome.existence == .absent)
  }

  @Test(arguments: [
    #""""#, "null", #""00000000-0000-0000-0000-000000000000""#, #""{PII Removed}""#,
  ])
  func `a placeholder gives way to another field with an address`(placeholder: String) {
    let name = #""userPrincipalName":\#(placeholder),"createdDateTime":"2026-03-02T07:12:09Z""#
    let byDisplayName = Self.diagnostics(name)
    #expect(
      Decoded(byDisplayName, as: EntraNDJSONFormat.self).attempts.first?.name == "i@corp.example"
    )
    let byIdentifier = Self.diagnostics(name + #","signInIdentifier":"typed@corp.example""#)
    #expect(
      Decoded(byIdentifier, as: EntraNDJSONFormat.self).attempts.first?.name == "typed@corp.example"
    )
    let none = Self.diagnostics(name).replacing("i@corp.example", with: "Ines Baumann")
    #expect(
      Decoded(none, as: EntraNDJSONFormat.self).verdict == .notUnderstood(.missingName)
    )
  }

  @Test
  func `an escaped name is read as it was meant`() {
    let decoded = Decoded(
      Self.signIn(code: 50034).replacing("a@corp", with: #"o\u0027B\"x@corp"#),
      as: EntraNDJSONFormat.self
    )
    #expect(decoded.attempts.first?.name == "o'b\"x@corp.example")
  }

  @Test(arguments: [
    ("SignInLogs", Service.entraInteractive),
    ("NonInteractiveUserSignInLogs", .entraNonInteractive),
    ("ServicePrincipalSignInLogs", nil), ("ManagedIdentitySignInLogs", nil), ("AuditLogs", nil),
  ])
  func `the category names the service`(category: String, service: Service?) {
    let record = Self.diagnostics(
      #""createdDateTime":"2026-03-02T07:12:09Z","userPrincipalName":"a@corp.example""#,
      category: category
    )
    let decoded = Decoded(record, as: EntraNDJSONFormat.self)
    #expect(decoded.attempts.first?.outcome.service == service)
    #expect(decoded.verdict == (service == nil ? .notAttempt : .attempt))
  }

  @Test
  func `a table row says by its type what it is, and keeps the status as text`() throws {
    let record =
      #"{"TenantId":"t","TimeGenerated":"2026-03-02T08:00:00Z","CreatedDateTime":"2026-03-02T07:12:09Z","IPAddress":"192.0.2.1","Status":"{\"errorCode\":50126}","ResultType":50126,"UserPrincipalName":"a@corp.example","Type":"AADNonInteractiveUserSignInLogs"}"#
    let decoded = Decoded(record, as: EntraNDJSONFormat.self)
    #expect(
      decoded.attempts == [
        ExampleAttempt(
          "a@corp.example",
          from: "192.0.2.1",
          Outcome(.entraNonInteractive, .likely, .disclosed, .wrong)
        )
      ]
    )
    #expect(decoded.times == [EventTime(seconds: 1_772_435_529)])
  }

  @Test
  func `an object of the PowerShell module is read like a table row`() {
    let record =
      #"{"Id":"1","CreatedDateTime":"\/Date(1772435529120)\/","IPAddress":"192.0.2.1","IsInteractive":false,"Status":{"ErrorCode":50034},"UserPrincipalName":"a@corp.example"}"#
    let decoded = Decoded(record, as: EntraNDJSONFormat.self)
    #expect(
      decoded.attempts.first?.outcome == Outcome(.entraNonInteractive, .absent, .disclosed, .none)
    )
    #expect(decoded.times == [EventTime(seconds: 1_772_435_529, milliseconds: 120)])
  }

  @Test
  func `a Graph object a line, and a batch of envelopes in an array, are read too`() {
    let graph =
      #"{"id":"1","createdDateTime":"2026-03-02T07:12:09Z","userPrincipalName":"a@corp.example","ipAddress":"192.0.2.1","status":{"errorCode":50034}}"#
    #expect(Decoded(graph, as: EntraNDJSONFormat.self).attempts.count == 1)
    let batch = #"{"records":[\#(Self.signIn(code: 0)),\#(Self.signIn(code: 50034))]}"#
    #expect(Decoded(batch, as: EntraGraphFormat.self).attempts.count == 2)
    let sample = Array(batch.utf8)
    let detected = LogFormats.detect(sample.span)
    #expect(detected?.format.facts.id == "entra-graph")
  }

  @Test(arguments: [
    ("", RecordVerdict.notAttempt), ("{}", .notUnderstood(.unknownShape)),
    (#"{"category":"SignInLogs""#, .notUnderstood(.brokenJSON)),
    (#"{"category":"SignInLogs"}"#, .notUnderstood(.missingTime)),
    ("no JSON", .notUnderstood(.brokenJSON)),
    (#"{"hello":"world"}"#, .notUnderstood(.unknownShape)),
  ])
  func `a record that is no sign-in says why`(record: String, verdict: RecordVerdict) {
    #expect(Decoded(record, as: EntraNDJSONFormat.self).verdict == verdict)
  }

  @Test
  func `mutated records get one verdict each`() {
    for format in [EntraNDJSONFormat.self, EntraGraphFormat.self, EntraCSVFormat.self]
      as [any LogFormat.Type]
    {
      expectVerdicts(ofMutated: format, count: 20_000 / 3 + 1)
    }
  }

  @Test
  func `sign-ins of other people's detection tests decode`() throws {
    guard let file = SharedData.find("conformance/panther-events.jsonl.gz") else { return }
    var signIns = 0
    for event in try gunzippedLines(of: file) {
      guard let log = event["log"] as? [String: Any], log["category"] as? String == "SignInLogs"
      else {
        continue
      }
      signIns += 1
      let properties = try #require(log["properties"] as? [String: Any])
      let text = String(decoding: try JSONSerialization.data(withJSONObject: log), as: UTF8.self)
      let attempt = try #require(Decoded(text, as: EntraNDJSONFormat.self).attempts.first)
      #expect(attempt.name == properties["userPrincipalName"] as? String)
      #expect(attempt.source == properties["ipAddress"] as? String)
      #expect(attempt.outcome.credential == .accepted)
    }
    #expect(signIns == 6)
  }
}
