import LogBytes
import LogFormats
import Model
import Testing

struct PostfixTests {
  static func decode(_ text: String, daemon: String = "smtpd") -> Decoded {
    Decoded("Mar  2 07:12:09 mx postfix/\(daemon)[77]: \(text)", as: SyslogFormat.self)
  }

  static func reject(_ answer: String, from sender: String = "a@b.example") -> Decoded {
    decode(
      "NOQUEUE: reject: RCPT from h.example[203.0.113.7]: \(answer); from=<\(sender)> to=<x@corp.example> proto=ESMTP helo=<h>"
    )
  }

  /// The client that the first queue id was noted with.
  static func firstQueueClient(_ sink: borrowing AttemptSink) -> String? {
    guard let noted = sink.queueClients.first else { return nil }
    return sink.sources.withBytes(of: noted.client) { SourceKey($0).text }
  }

  @Test(arguments: [
    "550 5.1.1 <x@corp.example>: Recipient address rejected: User unknown in local recipient table",
    "550 5.1.1 <x@corp.example>: Recipient address rejected: User unknown in virtual alias table",
    "550 5.1.1 <x@corp.example>: Recipient address rejected: User unknown",
    "450 4.1.1 <x@corp.example>: Recipient address rejected: User unknown in relay recipient table",
    "550 <x@corp.example>: Recipient address rejected: User unknown in virtual mailbox table",
    "450 4.1.1 <x@corp.example>: Recipient address rejected: undeliverable address: unknown user",
    "550 5.1.1 <x@corp.example>: Recipient address rejected: nobody of that name here",
  ])
  func `a recipient that is refused as unknown is absent, and the client knows`(answer: String)
    throws
  {
    let attempt = try #require(Self.reject(answer).attempts.first)
    #expect(attempt.name == "x@corp.example")
    #expect(attempt.source == "203.0.113.7")
    #expect(attempt.client == "h")
    #expect(attempt.outcome == Outcome(.postfixRecipient, .absent, .disclosed, .none))
  }

  @Test(arguments: [
    "451 4.3.0 <x@corp.example>: Recipient address rejected: Temporary lookup failure",
    "450 4.1.1 <x@corp.example>: Recipient address rejected: unverified address: Address verification in progress",
  ])
  func `a recipient that could not be looked up is undetermined`(answer: String) throws {
    let attempt = try #require(Self.reject(answer).attempts.first)
    #expect(attempt.outcome == Outcome(.postfixRecipient, .undetermined, .undetermined, .none))
  }

  @Test(arguments: [
    "450 4.2.0 <x@corp.example>: Recipient address rejected: Greylisted, try again",
    "554 5.7.1 <x@corp.example>: Relay access denied",
    "554 5.7.1 <x@corp.example>: Recipient address rejected: Access denied",
    "554 5.7.1 Service unavailable; Client host [203.0.113.7] blocked using list.example",
    "550 5.1.0 <a@b.example>: Sender address rejected: User unknown in local recipient table",
    "450 4.1.8 <a@b.example>: Sender address rejected: Domain not found",
    "450 4.7.1 <h>: Helo command rejected: Host not found",
  ])
  func `a refusal by policy is no attempt`(answer: String) {
    #expect(Self.reject(answer).verdict == .notAttempt)
  }

  @Test
  func `a sender of the client's own making does not become the name`() throws {
    let unknown = "550 5.1.1 <x@corp.example>: Recipient address rejected: User unknown"
    let attempt = try #require(
      Self.reject(unknown, from: #""> to=<victim@corp.example>"@b.example"#).attempts.first
    )
    #expect(attempt.name == "x@corp.example")
    let policy =
      #"554 5.7.1 Service unavailable; from=<": <y>: Recipient address rejected: User unknown"@b.example>"#
    #expect(Self.reject(policy).verdict == .notAttempt)
  }

  @Test
  func `the empty sender is marked`() throws {
    let text =
      "550 5.1.1 <x@corp.example>: Recipient address rejected: User unknown in local recipient table"
    #expect(try #require(Self.reject(text, from: "").attempts.first).outcome.hasNullSender)
    #expect(try #require(Self.reject(text).attempts.first).outcome.hasNullSender == false)
  }

  @Test
  func `warn_if_reject hides the answer from the client`() throws {
    let decoded = Self.decode(
      "NOQUEUE: reject_warning: RCPT from h[203.0.113.7]: 550 5.1.1 <x>: Recipient address rejected: User unknown; from=<a> to=<x> proto=SMTP helo=<h>"
    )
    #expect(decoded.attempts.first?.outcome.disclosure == .hidden)
  }

  @Test(arguments: [
    "postfix/smtpd", "postfix/submission/smtpd", "postfix/smtps/smtpd", "postfix-out/smtpd",
  ])
  func `every name of the SMTP server is read`(program: String) {
    let line =
      "2026-03-02T07:12:09+01:00 mx \(program)[7]: warning: h[2001:db8::5]: SASL PLAIN authentication failed: authentication failure, sasl_username=anna"
    let decoded = Decoded(line, as: SyslogFormat.self)
    #expect(
      decoded.attempts == [
        ExampleAttempt(
          "anna",
          from: "2001:db8::5",
          Outcome(.postfixSASL, .undetermined, .hidden, .wrong)
        )
      ]
    )
  }

  @Test(arguments: [
    "warning: h[203.0.113.7]: SASL LOGIN authentication failed: UGFzc3dvcmQ6",
    "disconnect from h[203.0.113.7] ehlo=1 auth=0/5 rcpt=0/20 quit=1 commands=2/27",
    "lost connection after RCPT from h[203.0.113.7]", "connect from unknown[unknown]",
    "4Zb3k: client=unknown[unknown]", "too many errors after RCPT from h[203.0.113.7]", "warning: ",
    "NOQUEUE: reject: CONNECT from [203.0.113.7]:1337: too many connections", "NOQUEUE: reject: ",
    "",
  ])
  func `a line that names no account is no attempt`(text: String) {
    #expect(Self.decode(text).verdict == .notAttempt)
  }

  @Test
  func `postscreen refuses before it knows the recipient`() {
    let decoded = Self.decode(
      "NOQUEUE: reject: RCPT from [203.0.113.7]:2413: 550 5.5.1 Protocol error; from=<a>, to=<x>, proto=SMTP, helo=<h>",
      daemon: "postscreen"
    )
    #expect(decoded.verdict == .notAttempt)
  }

  @Test
  func `a delivery waits for the client of its queue id`() {
    var sink = AttemptSink()
    sink.beginBlock(segment: 0)
    let log = """
      Mar  2 07:12:09 mx postfix/smtpd[7]: 4Zb3k01: client=h.example[198.51.100.9]
      Mar  2 07:12:09 mx postfix/qmgr[8]: 4Zb3k01: from=<a@b.example>, size=800, nrcpt=1 (queue active)
      Mar  2 07:12:10 mx postfix/virtual[9]: 4Zb3k01: to=<anna@corp.example>, relay=virtual, delay=0.5, delays=0.5/0/0/0, dsn=2.0.0, status=sent (delivered to maildir)
      """
    let bytes = Array(log.utf8)
    SyslogFormat.decodeBlock(bytes.span, context: .init(), into: &sink)
    let attempts = sink.attempts.inOrder
    let queues = sink.queueClients.map(\.queue)
    #expect(attempts.map(\.source) == queues)
    #expect(queues.count == 1)
    #expect(Self.firstQueueClient(sink) == "198.51.100.9")
    // Anybody can write that sender: it is not noted.
    let traits = sink.names.traits
    #expect(traits.allSatisfy { !$0.contains(.sentMail) })
  }

  @Test
  func `behind a content filter the first client counts`() {
    var sink = AttemptSink()
    sink.beginBlock(segment: 0)
    let line =
      "Mar  2 07:12:09 mx postfix/smtpd[7]: B1: client=localhost[127.0.0.1], orig_queue_id=A1, orig_client=h.example[198.51.100.9]"
    let bytes = Array(line.utf8)
    SyslogFormat.decodeBlock(bytes.span, context: .init(), into: &sink)
    #expect(Self.firstQueueClient(sink) == "198.51.100.9")
  }

  @Test
  func `only mail of our own users makes a sender`() {
    var sink = AttemptSink()
    sink.beginBlock(segment: 0)
    let log = """
      Mar  2 07:12:09 mx postfix/smtpd[7]: A1: client=h[198.51.100.9]
      Mar  2 07:12:09 mx postfix/qmgr[8]: A1: from=<forged@corp.example>, size=800, nrcpt=1 (queue active)
      Mar  2 07:12:10 mx postfix/submission/smtpd[9]: A2: client=h[198.51.100.20], sasl_method=PLAIN, sasl_username=anna
      Mar  2 07:12:10 mx postfix/qmgr[8]: A2: from=<anna@corp.example>, size=800, nrcpt=1 (queue active)
      Mar  2 07:12:11 mx postfix/pickup[6]: A3: uid=1000 from=<bela@corp.example>
      """
    let bytes = Array(log.utf8)
    SyslogFormat.decodeBlock(bytes.span, context: .init(), into: &sink)
    var senders: [String] = []
    for (number, traits) in sink.names.traits.enumerated() where traits.contains(.sentMail) {
      senders.append(sink.names.table.text(of: UInt32(number)))
    }
    #expect(senders.sorted() == ["anna@corp.example", "bela@corp.example"])
  }

  @Test(arguments: [
    "to=<x@corp.example>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, dsn=2.0.0, status=sent (250 2.0.0 from MTA: Ok: queued as B1)",
    "to=<x@corp.example>, relay=local, delay=1, dsn=4.2.2, status=deferred (mailbox full)",
    "to=<x@corp.example>, relay=local, delay=1, dsn=5.4.6, status=bounced (mail forwarding loop)",
    "to=<>, relay=, status=", "to=", "to=<x>, status=sent (ok), relay=local",
  ])
  func `a delivery that is not final, or tells nothing, is no attempt`(text: String) {
    #expect(Self.decode("A1: " + text, daemon: "lmtp").verdict == .notAttempt)
  }

  @Test
  func `the name is what the client asked for, before aliases`() {
    let decoded = Self.decode(
      "A1: to=u77@host.corp.example, orig_to=postmaster, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (delivered to mailbox)",
      daemon: "local"
    )
    #expect(decoded.attempts.map(\.name) == ["postmaster"])
  }

  @Test
  func `broken records get a verdict and never crash`() {
    Mutations.check(SyslogFormat.self, containing: "postfix")
  }
}
