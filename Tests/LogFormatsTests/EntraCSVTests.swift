import LogBytes
import LogFormats
import Model
import Testing

struct EntraCSVTests {
  private func decode(_ header: String, _ rows: String, withHeader: Bool = true) -> Decoded {
    Decoded(
      (withHeader ? header + "\r\n" : "") + rows,
      as: EntraCSVFormat.self,
      context: FormatContext(firstRecord: Array(header.utf8))
    )
  }

  private let header =
    "\u{feff}Date (UTC),User agent,User,Username,Authentication Protocol,Application,Application ID ,IP address,Status,Sign-in error code,Failure reason,Client app,Incoming token type,Incoming token type"

  @Test
  func `columns are found by name in any order`() {
    let one = decode(
      header,
      "2026-03-02T07:12:09Z,ua,Anna,a@corp.example,none,Mail,1,192.0.2.1,Failure,50126,\"no, wrong\",Browser,none,none"
    )
    let other = decode(
      "Client app,\"Username\", IP address ,Sign-in error code,\"Date (UTC)\",USER AGENT",
      "Browser,\"A@corp.example\",192.0.2.1,50126,2026-03-02T07:12:09Z,\"ua\""
    )
    #expect(one.attempts == other.attempts)
    #expect(one.times == other.times)
    #expect(
      one.attempts == [
        ExampleAttempt(
          "a@corp.example",
          from: "192.0.2.1",
          client: "ua",
          Outcome(.entraInteractive, .likely, .disclosed, .wrong)
        )
      ]
    )
  }

  @Test
  func `a later block has the header from its context only`() {
    let row =
      "2026-03-02T07:12:09Z,ua,Anna,a@corp.example,none,Mail,1,192.0.2.1,Success,0,,Browser,none,none"
    #expect(decode(header, row, withHeader: false).attempts.count == 1)
  }

  @Test
  func `a quoted field may hold quotes, commas and line ends`() {
    let decoded = decode(
      header,
      "2026-03-02T07:12:09Z,\"a \"\"b\"\", c\",\"Anna\nKeller\",a@corp.example,none,Mail,1,192.0.2.1,Failure,50034,\"x\",Browser,none,none\r\n"
    )
    #expect(decoded.attempts.first?.client == "a \"b\", c")
    #expect(decoded.attempts.first?.outcome.existence == .absent)
  }

  @Test(arguments: [
    ("Success", Existence.present, Credential.accepted), ("Failure", .undetermined, .none),
    ("Interrupted", .undetermined, .none), ("", .undetermined, .none),
  ])
  func `without a code the status tells success from the rest`(
    status: String,
    existence: Existence,
    credential: Credential
  ) {
    let decoded = decode(
      "Date (UTC),Username,Status",
      "2026-03-02T07:12:09Z,a@corp.example,\(status)"
    )
    #expect(decoded.attempts.first?.outcome.existence == existence)
    #expect(decoded.attempts.first?.outcome.credential == credential)
  }

  @Test
  func `a name that is no name gives way to the identifier, then to the user`() {
    let header = "Date (UTC),Username,User,Sign-in identifier,Sign-in error code"
    let guid = "2026-03-02T07:12:09Z,00000000-0000-0000-0000-000000000000"
    #expect(
      decode(header, guid + ",u@corp.example,t@corp.example,0").attempts.first?.name
        == "t@corp.example"
    )
    #expect(decode(header, guid + ",u@corp.example,,0").attempts.first?.name == "u@corp.example")
    #expect(decode(header, guid + ",Anna Keller,,0").verdict == .notUnderstood(.missingName))
  }

  @Test
  func `a password grant for an app without a name shows that the password was right`() {
    let decoded = decode(
      header,
      "2026-03-02T07:12:09Z,ua,Anna,a@corp.example,ROPC,,1,192.0.2.1,Failure,700016,,Browser,none,none"
    )
    #expect(decoded.attempts.first?.outcome.secretWasRight == true)
  }

  @Test(arguments: [("ua", "Browser", "ua"), ("", "Browser", "7"), ("", "POP3", "POP3")])
  func `without a user agent the protocol, or else the app's id, is the client`(
    userAgent: String,
    clientApp: String,
    client: String
  ) {
    let row =
      "2026-03-02T07:12:09Z,\(userAgent),Anna,a@corp.example,none,Mail,7,192.0.2.1,Failure,50126,,\(clientApp),none,none"
    #expect(decode(header, row).attempts.first?.client == client)
  }

  @Test
  func `rows of applications and repeated headers are no attempts`() {
    #expect(
      decode(
        "Date (UTC),Service principal ID,IP address,Status",
        "2026-03-02T07:12:09Z,1,192.0.2.1,Success"
      )
      .verdict == .notAttempt
    )
    #expect(decode(header, header.dropFirst() + "\r\n").verdict == .notAttempt)
  }

  @Test(arguments: [
    ("2026-03-02T07:12:09Z,ua", RecordVerdict.Reason.brokenRecord),
    ("2026-03-02T07:12:09Z,\"open", .brokenRecord),
    (
      "3/2/2026 7:12:09 AM,ua,Anna,a@corp.example,none,Mail,1,192.0.2.1,Failure,50034,,Browser,none,none",
      .missingTime
    ),
  ])
  func `a row that cannot be read says why`(row: String, reason: RecordVerdict.Reason) {
    #expect(decode(header, row).verdict == .notUnderstood(reason))
  }

  @Test
  func `a file without the columns is not of this format`() {
    #expect(decode("a,b", "1,2").verdict == .notUnderstood(.unknownShape))
    let sample = Array("a,b\n1,2".utf8)
    let confidence = EntraCSVFormat.confidence(in: sample.span)
    #expect(confidence == 0)
  }
}
