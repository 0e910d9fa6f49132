import LogBytes
import Model

/// Syslog files: RFC 3164, RFC 5424 and ISO-time lines, also mixed in one file.
///
/// The program's name says who reads the message.
package struct SyslogFormat: LogFormat {
  package static let facts = FormatFacts(
    id: "syslog",
    title: "Syslog of sshd, Postfix and Dovecot",
    framing: .lines,
    services: SyslogProgram.services,
    examples: SyslogProgram.examples
  )

  package static func confidence(in sample: Span<UInt8>) -> Double {
    var (lines, envelopes, known) = (0, 0, 0)
    var calendar = YearlessCalendar()
    var clock = SyslogClock()
    _ = forEachLine(in: sample) { line, _, _ in
      guard lines < 50, !line.isEmpty else { return }
      lines += 1
      guard let envelope = SyslogEnvelope(line, clock: &clock, calendar: &calendar) else { return }
      envelopes += 1
      if SyslogProgram(line, in: envelope.program) != nil { known += 1 }
    }
    guard lines > 0, envelopes * 2 >= lines else { return 0 }
    return known > 0 ? 0.95 : 0.6
  }

  private var clock = SyslogClock()
  private var queues = TrustedQueues()

  package init(context: FormatContext) {}

  package mutating func decode(
    _ record: Span<UInt8>,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    guard let envelope = SyslogEnvelope(record, clock: &clock, calendar: &sink.calendar) else {
      return .notUnderstood(.unknownShape)
    }
    // Most lines are of sshd or of nobody here.
    if record.has("sshd", at: envelope.program.lowerBound), !envelope.program.isEmpty {
      return SSHDMessage.decode(record, in: envelope.message, time: envelope.time, into: &sink)
    }
    guard let program = SyslogProgram(record, in: envelope.program) else { return .notAttempt }
    return program.decode(
      record,
      in: envelope.message,
      time: envelope.time,
      queues: &queues,
      into: &sink
    )
  }
}
