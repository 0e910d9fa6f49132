/// What carries the messages of sshd: a syslog line, or an entry of the journal.
protocol SSHDFrame {
  static func open(_ time: Int64, _ text: inout LogText)
  static func close(_ text: inout LogText)
}

/// A syslog line with an ISO time, as rsyslog writes it today.
enum SyslogFrame: SSHDFrame {
  static func open(_ time: Int64, _ text: inout LogText) {
    text.append(time: time)
    text.append(0x2e)
    text.append(milliseconds: time)
    text.append("000+00:00 gate sshd[")
    text.append(number: text.process)
    text.append("]: ")
  }

  static func close(_ text: inout LogText) { text.endLine() }
}

/// One object of `journalctl -o json`. The messages hold nothing that JSON escapes.
enum JournalFrame: SSHDFrame {
  static func open(_ time: Int64, _ text: inout LogText) {
    text.append(#"{"__REALTIME_TIMESTAMP":""#)
    text.append(number: Int(time))
    text.append(#"000","_TRANSPORT":"syslog","PRIORITY":"6","SYSLOG_FACILITY":"10","#)
    text.append(#""SYSLOG_IDENTIFIER":"sshd-session","_PID":""#)
    text.append(number: text.process)
    text.append(#"","_HOSTNAME":"gate","MESSAGE":""#)
  }

  static func close(_ text: inout LogText) {
    text.append(#""}"#)
    text.endLine()
  }
}

struct SSHDEncoder<Frame: SSHDFrame>: LogEncoder {
  mutating func encode(_ event: LabEvent, _ world: World, to text: inout LogText) {
    switch event.answer {
    case .accepted, .secondFactor: accepted(event, world, &text)
    case .wrong: failed(event, world, " for ", at: event.time, &text)
    case .unknown, .elsewhere: unknown(event, world, &text)
    case .locked, .blockedSource:
      Frame.open(event.time, &text)
      text.cite()
      text.append("User ")
      text.append(nameOf: event, world)
      text.append(" from ")
      text.append(sourceOf: event, world)
      text.append(" not allowed because account is locked")
      Frame.close(&text)
    case .there:
      closed(event, world, "authenticating user ", at: event.time, &text)
    }
  }

  private func accepted(_ event: LabEvent, _ world: World, _ text: inout LogText) {
    Frame.open(event.time, &text)
    text.cite()
    text.append("Accepted password for ")
    contact(event, world, &text)
    text.append(" ssh2")
    Frame.close(&text)
    Frame.open(event.time + 40, &text)
    text.append("pam_unix(sshd:session): session opened for user ")
    text.append(nameOf: event, world)
    text.append("(uid=")
    text.append(number: 1000 + Int(event.name))
    text.append(") by (uid=0)")
    Frame.close(&text)
  }

  private func unknown(_ event: LabEvent, _ world: World, _ text: inout LogText) {
    Frame.open(event.time, &text)
    text.cite()
    text.append("Invalid user ")
    contact(event, world, &text)
    Frame.close(&text)
    failed(event, world, " for invalid user ", at: event.time + 1900, &text)
    closed(event, world, "invalid user ", at: event.time + 2300, &text)
  }

  private func failed(
    _ event: LabEvent,
    _ world: World,
    _ words: String,
    at time: Int64,
    _ text: inout LogText
  ) {
    Frame.open(time, &text)
    text.cite()
    text.append("Failed password")
    text.append(words)
    contact(event, world, &text)
    text.append(" ssh2")
    Frame.close(&text)
  }

  private func closed(
    _ event: LabEvent,
    _ world: World,
    _ words: String,
    at time: Int64,
    _ text: inout LogText
  ) {
    Frame.open(time, &text)
    text.cite()
    text.append("Connection closed by ")
    text.append(words)
    text.append(nameOf: event, world)
    text.append(0x20)
    text.append(sourceOf: event, world)
    text.append(" port ")
    text.append(number: text.port)
    text.append(" [preauth]")
    Frame.close(&text)
  }

  private func contact(_ event: LabEvent, _ world: World, _ text: inout LogText) {
    text.append(nameOf: event, world)
    text.append(" from ")
    text.append(sourceOf: event, world)
    text.append(" port ")
    text.append(number: text.port)
  }
}
