import LogBytes
import Model

/// Messages of Postfix.
///
/// A recipient that was refused stands in one line with its client. One that was taken does not: the
/// client stands with the queue id in one line, the recipient with the same id in the line of its
/// delivery, and the two meet once the whole log was read. A refusal for reasons of policy (relay,
/// block list, greylisting, the sender) came before anyone asked whether the account exists.
enum PostfixMessage {
  private static let recipientGaps = [
    VisibilityGap(
      "postfix.rcpt.accepted-unlogged",
      "A recipient that was accepted in a session without mail is only a count in the log, without its name."
    ),
    VisibilityGap(
      "postfix.vrfy.accepted-unlogged",
      "A VRFY that was answered with yes leaves no line."
    ),
    VisibilityGap(
      "postfix.catch-all",
      "A catch-all mailbox takes mail for names that do not exist, and they are logged as delivered."
    ),
  ]
  private static let signInGaps = [
    VisibilityGap(
      "postfix.sasl.name-version",
      "Older releases log a failed sign-in without its user name."
    ),
    VisibilityGap(
      "postfix.sasl.uniform",
      "A failed sign-in is logged and answered alike for absent and present names."
    ),
  ]

  static let facts = [
    ServiceFacts(.postfixRecipient, confirmed: .partial, gaps: recipientGaps),
    ServiceFacts(.postfixSASL, confirmed: .none, gaps: signInGaps),
  ]

  static let examples: [FormatExample] = [
    FormatExample(
      "Mar  2 07:12:09 mx postfix/smtpd[911]: NOQUEUE: reject: RCPT from probe.example.net[203.0.113.7]: 550 5.1.1 <a.abel@corp.example>: Recipient address rejected: User unknown in virtual mailbox table; from=<news@example.net> to=<a.abel@corp.example> proto=ESMTP helo=<probe.example.net>",
      ExampleAttempt(
        "a.abel@corp.example",
        from: "203.0.113.7",
        client: "probe.example.net",
        Outcome(.postfixRecipient, .absent, .disclosed, .none)
      )
    ),
    FormatExample(
      "Mar  2 07:12:31 mx postfix/smtpd[911]: 4Zb3k01R2x: reject: VRFY from unknown[2001:db8::7]: 550 5.1.1 <b.bauer>: Recipient address rejected: User unknown; to=<b.bauer> proto=SMTP helo=<x>",
      ExampleAttempt(
        "b.bauer",
        from: "2001:db8::7",
        client: "x",
        Outcome(.postfixRecipient, .absent, .disclosed, .none)
      )
    ),
    FormatExample(
      "2026-03-02T07:13:00+01:00 mx postfix/smtpd[912]: NOQUEUE: reject: RCPT from mail.example.org[198.51.100.9]: 554 5.7.1 <who@elsewhere.example>: Relay access denied; from=<> to=<who@elsewhere.example> proto=ESMTP helo=<mail.example.org>",
      nil
    ),
    FormatExample(
      "Mar  2 07:14:00 mx postfix/submission/smtpd[920]: warning: unknown[203.0.113.7]: SASL LOGIN authentication failed: (reason unavailable), sasl_username=clara@corp.example",
      ExampleAttempt(
        "clara@corp.example",
        from: "203.0.113.7",
        Outcome(.postfixSASL, .undetermined, .hidden, .wrong)
      )
    ),
    FormatExample(
      "Mar  2 07:15:00 mx postfix/smtps/smtpd[921]: 4Zb3k45R2y: client=dsl.example.org[198.51.100.20], sasl_method=PLAIN, sasl_username=anna@corp.example",
      ExampleAttempt(
        "anna@corp.example",
        from: "198.51.100.20",
        Outcome(.postfixSASL, .present, .hidden, .accepted)
      )
    ),
    FormatExample(
      "Mar  2 07:15:02 mx postfix/lmtp[930]: 4Zb3k45R2z: to=<dora@corp.example>, orig_to=<info@corp.example>, relay=mx[private/dovecot-lmtp], delay=0.2, delays=0.1/0/0/0.1, dsn=2.0.0, status=sent (250 2.0.0 Saved)",
      ExampleAttempt(
        "info@corp.example",
        from: "queue 4Zb3k45R2z",
        Outcome(.postfixRecipient, .present, .disclosed, .accepted)
      )
    ),
    FormatExample(
      #"Mar  2 07:15:04 mx postfix/local[931]: 4Zb3k45R30: to=<ghost@corp.example>, relay=local, delay=0.1, delays=0.1/0/0/0, dsn=5.1.1, status=bounced (unknown user: "ghost")"#,
      ExampleAttempt(
        "ghost@corp.example",
        from: "queue 4Zb3k45R30",
        Outcome(.postfixRecipient, .absent, .undetermined, .none)
      )
    ),
    FormatExample(
      "Mar  2 07:15:09 mx postfix/smtp[940]: 4Zb3k45R31: to=<friend@example.org>, relay=mx.example.org[192.0.2.25]:25, delay=1, delays=0/0/1/0, dsn=2.0.0, status=sent (250 Ok)",
      nil
    ),
    FormatExample(
      "Mar  2 07:16:00 mx postfix/smtpd[911]: disconnect from probe.example.net[203.0.113.7] ehlo=1 mail=1 rcpt=0/20 quit=1 commands=3/23",
      nil
    ),
  ]

  /// Decodes the message in `range` of `line`, which `daemon` wrote.
  static func decode(
    _ line: Span<UInt8>,
    in range: Range<Int>,
    from daemon: PostfixDaemon,
    time: EventTime,
    queues: inout TrustedQueues,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    // What tells of one message or one recipient begins with a queue id (or NOQUEUE) and a colon.
    var end = range.lowerBound
    while end < range.upperBound, line[end].isASCIIAlphanumeric { end += 1 }
    guard end > range.lowerBound, line.has(": ", at: end), end + 2 < range.upperBound else {
      return .notAttempt
    }
    let (queue, body) = (range.lowerBound..<end, end + 2..<range.upperBound)
    switch daemon {
    case .smtpd:
      return session(line, queue, body, time: time, queues: &queues, into: &sink)
    case .delivery:
      return delivery(line, queue, body, time: time, into: &sink)
    case .queueManager:
      if line.has("from=<", at: body.lowerBound), queues.contains(line, queue) {
        noteSender(line, at: body.lowerBound + 6, into: &sink)
      }
      return .notAttempt
    case .pickup:
      if line.has("uid=", at: body.lowerBound),
        let word = line.firstIndex(of: " from=<", in: body)
      {
        noteSender(line, at: word + 7, into: &sink)
      }
      return .notAttempt
    case .other:
      return .notAttempt
    }
  }

  private static func noteSender(_ line: Span<UInt8>, at start: Int, into sink: inout AttemptSink) {
    guard let close = line.firstIndex(of: 0x3e, from: start) else { return }
    sink.noteSender(Field(start..<close), in: line)
  }

  private static func session(
    _ line: Span<UInt8>,
    _ queue: Range<Int>,
    _ body: Range<Int>,
    time: EventTime,
    queues: inout TrustedQueues,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    let start = body.lowerBound
    if line.has("client=", at: start) {
      return client(line, queue, body, time: time, queues: &queues, into: &sink)
    }
    if line.has("reject: ", at: start) {
      return rejection(line, start + 8..<body.upperBound, .disclosed, time: time, into: &sink)
    }
    // `warn_if_reject`: the recipient is unknown, but the mail was let through.
    if line.has("reject_warning: ", at: start) {
      return rejection(line, start + 16..<body.upperBound, .hidden, time: time, into: &sink)
    }
    if line.equals("warning", in: queue) {
      return failedSignIn(line, body, time: time, into: &sink)
    }
    return .notAttempt
  }

  /// `client=HOST[IP]`, and maybe `, sasl_method=M, sasl_username=U` or, behind a content filter,
  /// `, orig_queue_id=Q, orig_client=HOST[IP]`.
  private static func client(
    _ line: Span<UInt8>,
    _ queue: Range<Int>,
    _ body: Range<Int>,
    time: EventTime,
    queues: inout TrustedQueues,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    guard let host = bracketed(line, in: body) else { return .notAttempt }
    var source = host.source
    if let word = line.firstIndex(of: ", orig_client=", in: host.end..<body.upperBound),
      let original = bracketed(line, in: word..<body.upperBound)
    {
      source = original.source
    }
    let hasQueue = !line.equals("NOQUEUE", in: queue)
    if hasQueue { sink.noteQueue(queue, from: source, in: line) }
    guard let word = line.firstIndex(of: ", sasl_username=", in: host.end..<body.upperBound) else {
      return .notAttempt
    }
    let name =
      word + 16..<(line.firstIndex(of: ", ", in: word + 16..<body.upperBound) ?? body.upperBound)
    if name.isEmpty { return .notAttempt }
    if hasQueue { queues.insert(line, queue) }
    return sink.add(
      AttemptDraft(
        time: time,
        outcome: Outcome(.postfixSASL, .present, .hidden, .accepted),
        name: Field(name),
        source: source
      ),
      in: line
    )
  }

  /// `HOST[IP]: SASL LOGIN authentication failed: TEXT[, sasl_username=U]`.
  private static func failedSignIn(
    _ line: Span<UInt8>,
    _ body: Range<Int>,
    time: EventTime,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    guard let host = bracketed(line, in: body), line.has(": SASL ", at: host.end),
      line.firstIndex(of: " authentication failed", in: host.end..<body.upperBound) != nil,
      let word = line.firstIndex(of: ", sasl_username=", in: host.end..<body.upperBound),
      word + 16 < body.upperBound
    else { return .notAttempt }
    return sink.add(
      AttemptDraft(
        time: time,
        outcome: Outcome(.postfixSASL, .undetermined, .hidden, .wrong),
        name: Field(word + 16..<body.upperBound),
        source: host.source
      ),
      in: line
    )
  }

  /// `RCPT from HOST[IP]: 550 5.1.1 <x>: Recipient address rejected: REASON; from=<s> to=<x> proto=P
  /// helo=<h>`. The name is the one in front: the sender is the client's own text and may hold `to=<`.
  private static func rejection(
    _ line: Span<UInt8>,
    _ body: Range<Int>,
    _ disclosure: Disclosure,
    time: EventTime,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    let start = body.lowerBound
    guard line.has("RCPT from ", at: start) || line.has("VRFY from ", at: start),
      let host = bracketed(line, in: body),
      let open = line.firstIndex(of: 0x3c, in: host.end..<min(host.end + 32, body.upperBound)),
      let close = line.firstIndex(of: ">: Recipient address rejected: ", in: open..<body.upperBound)
    else { return .notAttempt }
    guard
      let existence = existence(
        line,
        reason: close + 31..<body.upperBound,
        codes: host.end..<open
      )
    else { return .notAttempt }
    var outcome = Outcome(
      .postfixRecipient,
      existence,
      existence == .absent ? disclosure : .undetermined,
      .none
    )
    outcome.hasNullSender =
      line.firstIndex(of: "; from=<> ", in: close..<body.upperBound) != nil
    return sink.add(
      AttemptDraft(
        time: time,
        outcome: outcome,
        name: Field(open + 1..<close),
        source: host.source,
        client: line.lastIndex(of: " helo=<", in: close..<body.upperBound)
          .map { Field($0 + 7..<max($0 + 7, body.upperBound - 1)) }
      ),
      in: line
    )
  }

  /// What a refused recipient tells of the account; `nil` if it is policy and tells nothing.
  private static func existence(
    _ line: Span<UInt8>,
    reason: Range<Int>,
    codes: Range<Int>
  ) -> Existence? {
    let start = reason.lowerBound
    if line.has("User unknown", at: start) || line.has("undeliverable address", at: start) {
      return .absent
    }
    if line.has("unverified address", at: start) || line.has("Temporary lookup failure", at: start)
    {
      return .undetermined
    }
    // A text of the site's own, with the code that means "no such mailbox".
    return line.firstIndex(of: " 5.1.1 ", in: codes) == nil ? nil : .absent
  }

  /// `to=<x>, orig_to=<y>, relay=R, …, dsn=D, status=S (TEXT)`.
  private static func delivery(
    _ line: Span<UInt8>,
    _ queue: Range<Int>,
    _ body: Range<Int>,
    time: EventTime,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    guard line.has("to=", at: body.lowerBound),
      let relay = line.firstIndex(of: ", relay=", in: body),
      let status = line.firstIndex(of: ", status=", in: relay..<body.upperBound)
    else { return .notAttempt }
    let outcome: Outcome
    if line.has("sent (", at: status + 9) {
      // A content filter took it and hands it back under another queue id: not delivered yet.
      if line.firstIndex(of: " queued as ", in: status..<body.upperBound) != nil {
        return .notAttempt
      }
      outcome = Outcome(.postfixRecipient, .present, .disclosed, .accepted)
    } else if line.has("bounced (", at: status + 9),
      line.firstIndex(of: ", dsn=5.1.1", in: relay..<status) != nil
        || line.has("unknown user", at: status + 18)
    {
      // Taken at first: the answer went to the envelope sender, who may be somebody else.
      outcome = Outcome(.postfixRecipient, .absent, .undetermined, .none)
    } else {
      return .notAttempt
    }
    // What the client asked for is the address before aliases.
    let fields = body.lowerBound..<relay
    let start =
      line.firstIndex(of: ", orig_to=", in: fields).map { $0 + 10 } ?? fields.lowerBound + 3
    let end = line.firstIndex(of: ", orig_to=", in: start..<relay) ?? relay
    return sink.add(
      AttemptDraft(
        time: time,
        outcome: outcome,
        name: Field(withoutAngles(line, start..<end)),
        source: .queue(queue)
      ),
      in: line
    )
  }

  private static func withoutAngles(_ line: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    guard range.count >= 2, line[range.lowerBound] == 0x3c, line[range.upperBound - 1] == 0x3e
    else {
      return range
    }
    return range.lowerBound + 1..<range.upperBound - 1
  }

  /// The address in the first brackets of `range`, and the index after them. A host name holds none.
  private static func bracketed(
    _ line: Span<UInt8>,
    in range: Range<Int>
  ) -> (source: SourceField, end: Int)? {
    guard let open = line.firstIndex(of: 0x5b, in: range),
      let close = line.firstIndex(of: 0x5d, in: open..<range.upperBound),
      let address = IPAddress(line, in: open + 1..<close)
    else { return nil }
    return (.address(address), close + 1)
  }
}
