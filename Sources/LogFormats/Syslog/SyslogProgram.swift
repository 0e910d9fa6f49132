import LogBytes
import Model

/// The programs whose messages Rollcall reads, whatever carries them (syslog file, journal).
enum SyslogProgram {
  case dovecot
  case postfix
  case sshd

  static let services = DovecotMessage.facts + PostfixMessage.facts + SSHDMessage.facts
  static let examples =
    DovecotMessage.examples + PostfixMessage.examples + SSHDMessage.examples

  /// The program that `range` names: `sshd`, `sshd-session`, `postfix/smtpd`, `dovecot`…
  init?(_ line: Span<UInt8>, in range: Range<Int>) {
    guard !range.isEmpty else { return nil }
    switch line[range.lowerBound] {
    case 0x73 where line.has("sshd", at: range.lowerBound): self = .sshd
    case 0x70 where line.has("postfix", at: range.lowerBound): self = .postfix
    case 0x64 where line.has("dovecot", at: range.lowerBound): self = .dovecot
    default: return nil
    }
  }

  func decode(
    _ line: Span<UInt8>,
    in message: Range<Int>,
    time: EventTime,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    switch self {
    case .dovecot: DovecotMessage.decode(line, in: message, time: time, into: &sink)
    case .postfix: PostfixMessage.decode(line, in: message, time: time, into: &sink)
    case .sshd: SSHDMessage.decode(line, in: message, time: time, into: &sink)
    }
  }
}
