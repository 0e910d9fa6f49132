import LogBytes
import Model

/// The systemd journal as JSON lines (`journalctl -o json`).
package struct JournalFormat: LogFormat {
  package static let facts = FormatFacts(
    id: "journal-json",
    title: "systemd journal as JSON lines",
    framing: .lines,
    services: SyslogProgram.services,
    examples: [
      FormatExample(
        #"{"__REALTIME_TIMESTAMP":"1772435529120000","_HOSTNAME":"gate","SYSLOG_IDENTIFIER":"sshd","MESSAGE":"Invalid user \"o'brien\" from 203.0.113.7 port 40022"}"#,
        ExampleAttempt(
          "\"o'brien\"",
          from: "203.0.113.7",
          Outcome(.sshd, .absent, .hidden, .none)
        )
      ),
      FormatExample(
        #"{"__REALTIME_TIMESTAMP":"1772435529120000","SYSLOG_IDENTIFIER":"cron","MESSAGE":"job done"}"#,
        nil
      ),
    ]
  )

  package static func confidence(in sample: Span<UInt8>) -> Double {
    guard sample.firstIndex(of: "\"__REALTIME_TIMESTAMP\"", from: 0) != nil else { return 0 }
    return sample.firstIndex(of: "\"MESSAGE\"", from: 0) == nil ? 0.5 : 0.97
  }

  private static let fields = JSONFields([
    "__REALTIME_TIMESTAMP", "MESSAGE", "SYSLOG_IDENTIFIER", "_COMM",
  ])
  private var values = JSONValues()
  private var message: [UInt8] = []
  private var queues = TrustedQueues()

  package init(context: FormatContext) {}

  package mutating func decode(
    _ record: Span<UInt8>,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    guard Self.fields.read(record, into: &values) else { return .notUnderstood(.brokenJSON) }
    guard let microseconds = record.decimal(in: values[0].range),
      let time = EventTime(millisecondsSince1970: microseconds / 1000)
    else { return .notUnderstood(.missingTime) }
    let program = values[2].isString ? values[2] : values[3]
    // A message that is no text (bytes as an array of numbers) is no message of these programs.
    guard values[1].isString, let program = SyslogProgram(record, in: program.range) else {
      return .notAttempt
    }
    if values[1].kind == .string {
      return program.decode(
        record,
        in: values[1].range,
        time: time,
        queues: &queues,
        into: &sink
      )
    }
    Field(values[1]).append(from: record, to: &message)
    let bytes = message  // Not copied: the text and `queues` may not be borrowed from `self` at once.
    let text = bytes.span
    return program.decode(text, in: text.indices, time: time, queues: &queues, into: &sink)
  }
}
