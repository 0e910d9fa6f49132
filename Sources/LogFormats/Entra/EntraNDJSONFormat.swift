import LogBytes
import Model

/// Entra sign-ins as JSON lines: diagnostic settings (storage account, event hub), Log Analytics rows,
/// or one Graph object a line.
package struct EntraNDJSONFormat: LogFormat {
  package static let facts = FormatFacts(
    id: "entra-ndjson",
    title: "Microsoft Entra sign-ins as JSON lines",
    framing: .lines,
    services: EntraService.facts,
    examples: [
      FormatExample(
        #"{"time":"2026-03-02T07:12:31.2200000Z","category":"SignInLogs","resultType":"50034","identity":"oracle@corp.example","properties":{"id":"5f8c2c6e-0001-4f0e-9d6e-2b8a1d9f0001","createdDateTime":"2026-03-02T07:12:09.1204567+00:00","userPrincipalName":"Oracle@corp.example","ipAddress":"203.0.113.7","status":{"errorCode":50034,"failureReason":"The user account does not exist in the directory."},"clientAppUsed":"Browser","userAgent":"probe/1.0"}}"#,
        ExampleAttempt(
          "oracle@corp.example",
          from: "203.0.113.7",
          client: "probe/1.0",
          Outcome(.entraInteractive, .absent, .disclosed, .none)
        )
      ),
      FormatExample(
        #"{"time":"2026-03-02T07:13:00Z","category":"NonInteractiveUserSignInLogs","properties":{"createdDateTime":"2026-03-02T07:12:58Z","userPrincipalName":"anna.keller@corp.example","ipAddress":"2001:db8::5","status":{"errorCode":50126},"clientAppUsed":"IMAP4","userAgent":""}}"#,
        ExampleAttempt(
          "anna.keller@corp.example",
          from: "2001:db8::5",
          client: "IMAP4",
          Outcome(.entraNonInteractive, .likely, .disclosed, .wrong)
        )
      ),
      FormatExample(
        #"{"TenantId":"7b1f0d4e-0000-4000-8000-000000000001","TimeGenerated":"2026-03-02T07:19:00Z","Category":"SignInLogs","ResultType":"50057","AppDisplayName":"Mail","ClientAppUsed":"Browser","CreatedDateTime":"2026-03-02T07:14:00Z","IPAddress":"198.51.100.4","UserAgent":"Mozilla/5.0","UserPrincipalName":"ben.ode@corp.example"}"#,
        ExampleAttempt(
          "ben.ode@corp.example",
          from: "198.51.100.4",
          client: "Mozilla/5.0",
          Outcome(.entraInteractive, .present, .disclosed, .blocked)
        )
      ),
      FormatExample(
        #"{"time":"2026-03-02T07:15:00Z","category":"ServicePrincipalSignInLogs","properties":{"createdDateTime":"2026-03-02T07:15:00Z","servicePrincipalName":"nightly backup","ipAddress":"198.51.100.9","status":{"errorCode":0}}}"#,
        nil
      ),
    ]
  )

  package static func confidence(in sample: Span<UInt8>) -> Double {
    EntraSample.isList(sample) ? 0 : EntraSample.confidence(in: sample)
  }

  private var record = EntraRecord()

  package init(context: FormatContext) {}

  package mutating func decode(
    _ record: Span<UInt8>,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    self.record.decode(record, into: &sink)
  }
}
