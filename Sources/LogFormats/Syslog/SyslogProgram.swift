import LogBytes
import Model

/// The programs whose messages Rollcall reads, whatever carries them (syslog file, journal).
enum SyslogProgram: Equatable {
  case dovecot
  case postfix(PostfixDaemon)
  case sshd

  static let services = DovecotMessage.facts + PostfixMessage.facts + SSHDMessage.facts
  static let examples =
    DovecotMessage.examples + PostfixMessage.examples + SSHDMessage.examples

  /// The program that `range` names: `sshd`, `sshd-session`, `postfix/smtpd`, `dovecot`, and the
  /// names that Dovecot's processes have in a log file of its own (`imap-login`, `auth-worker`).
  init?(_ line: Span<UInt8>, in range: Range<Int>) {
    guard !range.isEmpty else { return nil }
    let start = range.lowerBound
    switch line[start] {
    case 0x73 where line.has("sshd", at: start): self = .sshd
    case 0x70 where line.has("postfix", at: start): self = .postfix(PostfixDaemon(line, in: range))
    case 0x64 where line.has("dovecot", at: start): self = .dovecot
    case 0x61 where line.equals("auth", in: range) || line.has("auth-worker", at: start):
      self = .dovecot
    case 0x69, 0x6d, 0x70, 0x73:
      guard
        line.equals("imap-login", in: range) || line.equals("pop3-login", in: range)
          || line.equals("managesieve-login", in: range)
          || line.equals("submission-login", in: range)
      else { return nil }
      self = .dovecot
    default: return nil
    }
  }

  func decode(
    _ line: Span<UInt8>,
    in message: Range<Int>,
    time: EventTime,
    queues: inout TrustedQueues,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    switch self {
    case .dovecot:
      DovecotMessage.decode(line, in: message, time: time, into: &sink)
    case .postfix(let daemon):
      PostfixMessage.decode(
        line,
        in: message,
        from: daemon,
        time: time,
        queues: &queues,
        into: &sink
      )
    case .sshd:
      SSHDMessage.decode(line, in: message, time: time, into: &sink)
    }
  }
}
