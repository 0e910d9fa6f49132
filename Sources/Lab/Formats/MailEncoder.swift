import Model

/// A mail server's log: Postfix for mail from outside and from staff, Dovecot for mailboxes.
struct MailEncoder: LogEncoder {
  mutating func encode(_ event: LabEvent, _ world: World, to text: inout LogText) {
    switch event.service {
    case .postfixRecipient: recipient(event, world, &text)
    case .postfixSASL: submission(event, world, &text)
    default: mailbox(event, world, &text)
    }
  }

  private func open(_ time: Int64, _ program: String, _ text: inout LogText) {
    text.append(time: time)
    text.append(0x2e)
    text.append(milliseconds: time)
    text.append("000+00:00 mx ")
    text.append(program)
    text.append(0x5b)
    text.append(number: text.process)
    text.append("]: ")
  }

  private func queue(_ text: inout LogText) {
    text.append("4b")
    text.append(hexadecimal: text.serial, width: 9)
  }

  /// Every sixth server has no name in reverse DNS.
  private func host(_ event: LabEvent, _ world: World, _ text: inout LogText) {
    if event.source % 6 == 0 {
      text.append("unknown")
    } else {
      helo(event, &text)
    }
    text.append(0x5b)
    text.append(sourceOf: event, world)
    text.append(0x5d)
  }

  /// A program of one operator says the same from wherever it comes.
  private func helo(_ event: LabEvent, _ text: inout LogText) {
    let isRare = Clients.rareNumbers.contains(Int(event.client))
    text.append(isRare ? "walk" : "mx")
    text.append(number: isRare ? Int(event.client) : Int(event.source))
    text.append(".example.net")
  }

  // MARK: Mail from outside

  private func recipient(_ event: LabEvent, _ world: World, _ text: inout LogText) {
    open(event.time, "postfix/smtpd", &text)
    text.append("connect from ")
    host(event, world, &text)
    text.endLine()
    switch event.answer {
    case .unknown, .elsewhere:
      rejection(event, world, &text)
      disconnect(event, world, "rcpt=0/1 quit=1 commands=3/4", &text)
    case .accepted:
      delivery(event, world, &text)
      disconnect(event, world, "rcpt=1 data=1 quit=1 commands=5", &text)
    case .there, .wrong, .locked, .secondFactor, .blockedSource:
      // A recipient that was taken in a session without mail leaves only a count.
      disconnect(event, world, "rcpt=1 quit=1 commands=4", &text)
    }
  }

  private func disconnect(
    _ event: LabEvent,
    _ world: World,
    _ counts: String,
    _ text: inout LogText
  ) {
    open(event.time + 900, "postfix/smtpd", &text)
    text.append("disconnect from ")
    host(event, world, &text)
    text.append(" ehlo=1 mail=1 ")
    text.append(counts)
    text.endLine()
  }

  private func sender(_ event: LabEvent, _ text: inout LogText) {
    text.append("from=<")
    if !event.hasNullSender {
      text.append("news@")
      helo(event, &text)
    }
    text.append(0x3e)
  }

  private func rejection(_ event: LabEvent, _ world: World, _ text: inout LogText) {
    open(event.time, "postfix/smtpd", &text)
    text.cite()
    text.append("NOQUEUE: reject: RCPT from ")
    host(event, world, &text)
    text.append(": 550 5.1.1 <")
    text.append(nameOf: event, world)
    text.append(">: Recipient address rejected: User unknown in virtual mailbox table; ")
    sender(event, &text)
    text.append(" to=<")
    text.append(nameOf: event, world)
    text.append("> proto=ESMTP helo=<")
    helo(event, &text)
    text.append(0x3e)
    text.endLine()
  }

  private func delivery(_ event: LabEvent, _ world: World, _ text: inout LogText) {
    open(event.time, "postfix/smtpd", &text)
    queue(&text)
    text.append(": client=")
    host(event, world, &text)
    text.endLine()
    open(event.time + 50, "postfix/qmgr", &text)
    queue(&text)
    text.append(": ")
    sender(event, &text)
    text.append(", size=2210, nrcpt=1 (queue active)")
    text.endLine()
    open(event.time + 300, "postfix/lmtp", &text)
    text.cite()
    queue(&text)
    text.append(": to=<")
    text.append(nameOf: event, world)
    text.append(">, relay=mx[private/dovecot-lmtp], delay=0.3, delays=0.1/0/0/0.2, dsn=2.0.0, ")
    text.append("status=sent (250 2.0.0 Saved)")
    text.endLine()
  }

  // MARK: Mail from staff

  private func submission(_ event: LabEvent, _ world: World, _ text: inout LogText) {
    open(event.time, "postfix/submission/smtpd", &text)
    text.cite()
    if event.answer != .accepted {
      text.append("warning: unknown[")
      text.append(sourceOf: event, world)
      text.append("]: SASL LOGIN authentication failed: (reason unavailable), sasl_username=")
      text.append(nameOf: event, world)
      text.endLine()
      return
    }
    queue(&text)
    text.append(": client=unknown[")
    text.append(sourceOf: event, world)
    text.append("], sasl_method=PLAIN, sasl_username=")
    text.append(nameOf: event, world)
    text.endLine()
    open(event.time + 40, "postfix/qmgr", &text)
    queue(&text)
    text.append(": from=<")
    text.append(nameOf: event, world)
    text.append(">, size=1810, nrcpt=1 (queue active)")
    text.endLine()
    open(event.time + 900, "postfix/smtp", &text)
    queue(&text)
    text.append(": to=<friend@partner.example.org>, relay=mx.partner.example.org[192.0.2.140]:25, ")
    text.append("delay=0.9, delays=0.1/0/0.5/0.3, dsn=2.0.0, status=sent (250 2.0.0 Ok)")
    text.endLine()
  }

  // MARK: Mailboxes

  private func mailbox(_ event: LabEvent, _ world: World, _ text: inout LogText) {
    switch event.answer {
    case .accepted, .secondFactor:
      open(event.time, "dovecot", &text)
      text.cite()
      text.append("imap-login: Login: user=<")
      login(event, world, &text)
    case .unknown, .elsewhere:
      verdict(event, world, "auth: sql(", ": unknown user", &text)
      refusal(event, world, &text)
    case .wrong, .there:
      verdict(event, world, "auth-worker(77): sql(", ": Password mismatch", &text)
      refusal(event, world, &text)
    case .locked, .blockedSource:
      verdict(event, world, "auth: pam(", ": pam_acct_mgmt() failed: account locked", &text)
      refusal(event, world, &text)
    }
  }

  private func verdict(
    _ event: LabEvent,
    _ world: World,
    _ database: String,
    _ words: String,
    _ text: inout LogText
  ) {
    open(event.time, "dovecot", &text)
    text.cite()
    text.append(database)
    text.append(nameOf: event, world)
    text.append(0x2c)
    text.append(sourceOf: event, world)
    text.append(",<")
    text.append(hexadecimal: text.serial, width: 10)
    text.append(">)")
    text.append(words)
    text.endLine()
  }

  private func refusal(_ event: LabEvent, _ world: World, _ text: inout LogText) {
    open(event.time + 2000, "dovecot", &text)
    text.append(
      "imap-login: Disconnected: Connection closed (auth failed, 1 attempts in 2 secs): user=<"
    )
    login(event, world, &text)
  }

  private func login(_ event: LabEvent, _ world: World, _ text: inout LogText) {
    text.append(nameOf: event, world)
    text.append(">, method=PLAIN, rip=")
    text.append(sourceOf: event, world)
    text.append(", lip=192.0.2.25, TLS, session=<")
    text.append(hexadecimal: text.serial, width: 10)
    text.append(0x3e)
    text.endLine()
  }
}
