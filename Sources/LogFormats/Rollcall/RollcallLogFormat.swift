import LogBytes
import Model

/// What `rollcall serve` writes of signing in: who defends against roll calls is probed as well.
package struct RollcallLogFormat: LogFormat {
  package static let facts = FormatFacts(
    id: "rollcall-log",
    title: "Rollcall's own sign-in log, JSON lines",
    framing: .lines,
    services: [ServiceFacts(.rollcallSignIn, confirmed: .full, gaps: gaps)],
    examples: [
      FormatExample(
        SignInLine(.unknownName, name: "oracle", source: "203.0.113.7")
          .text(at: "2026-03-02T07:12:09.120Z"),
        ExampleAttempt(
          "oracle",
          from: "203.0.113.7",
          Outcome(.rollcallSignIn, .absent, .hidden, .none)
        )
      ),
      FormatExample(
        SignInLine(.wrongPassword, name: "Ada", source: "2001:db8::7")
          .text(at: "2026-03-02T07:12:10.120Z"),
        ExampleAttempt(
          "ada",
          from: "2001:db8::7",
          Outcome(.rollcallSignIn, .present, .hidden, .wrong)
        )
      ),
      FormatExample(
        SignInLine(.accepted, name: "Ada", source: "2001:db8::7")
          .text(at: "2026-03-02T07:12:14.120Z"),
        ExampleAttempt(
          "ada",
          from: "2001:db8::7",
          Outcome(.rollcallSignIn, .present, .disclosed, .accepted)
        )
      ),
      FormatExample(
        SignInLine(.unknownName, name: "Tr0ub4dor&3xyz", source: "203.0.113.7")
          .text(at: "2026-03-02T07:13:09.120Z"),
        nil
      ),
    ]
  )

  private static let gaps = [
    VisibilityGap(
      "rollcall.sign-in.limited",
      "Tries beyond the limit are refused before the name is looked up: they show no account."
    ),
    VisibilityGap(
      "rollcall.sign-in.withheld",
      "A name with the make-up of a password is not written down, so a probe of it does not show."
    ),
  ]

  package static func confidence(in sample: Span<UInt8>) -> Double {
    sample.firstIndex(of: SignInLine.mark, from: 0) == nil ? 0 : 0.95
  }

  private static let fields = JSONFields(["time", "event", "result", "name", "source"])
  private var values = JSONValues()

  package init(context: FormatContext) {}

  package mutating func decode(
    _ record: Span<UInt8>,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    guard Self.fields.read(record, into: &values) else { return .notUnderstood(.brokenJSON) }
    guard record.equals(SignInLine.event, in: values[1].range) else {
      return .notUnderstood(.unknownShape)
    }
    guard let outcome = outcome(record) else { return .notUnderstood(.unknownShape) }
    // A name that was withheld.
    guard values[3].isString else { return .notAttempt }
    guard let time = record.iso8601Time(at: values[0].range.lowerBound)?.time else {
      return .notUnderstood(.missingTime)
    }
    return sink.add(
      AttemptDraft(
        time: time,
        outcome: outcome,
        name: Field(values[3]),
        source: IPAddress(record, in: values[4].range).map { .address($0) } ?? .none
      ),
      in: record
    )
  }

  private func outcome(_ record: Span<UInt8>) -> Outcome? {
    for result in SignInLine.Result.allCases where record.equals(result.text, in: values[2].range) {
      return result.outcome
    }
    return nil
  }
}
