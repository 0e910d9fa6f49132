import LogBytes
import Model

/// Entra sign-ins in a JSON array: an answer of Microsoft Graph (also several, one after the other),
/// the portal's JSON download, or a batch of an event hub.
package struct EntraGraphFormat: LogFormat {
  package static let facts = FormatFacts(
    id: "entra-graph",
    title: "Microsoft Entra sign-ins as a JSON array",
    framing: .jsonArray,
    services: EntraService.facts,
    examples: [
      FormatExample(
        """
        {
          "@odata.context": "https://graph.example/v1.0/$metadata#auditLogs/signIns",
          "value": [
            {
              "id": "5f8c2c6e-0001-4f0e-9d6e-2b8a1d9f0001",
              "createdDateTime": "2026-03-02T07:12:09Z",
              "userPrincipalName": "oracle@corp.example",
              "ipAddress": "203.0.113.7",
              "clientAppUsed": "Browser",
              "isInteractive": true,
              "status": { "errorCode": 50034, "failureReason": "The user account does not exist." }
            }
          ]
        }
        """,
        ExampleAttempt(
          "oracle@corp.example",
          from: "203.0.113.7",
          client: "Browser",
          Outcome(.entraInteractive, .absent, .disclosed, .none)
        )
      ),
      FormatExample(
        #"[{"id":"5f8c2c6e-0001-4f0e-9d6e-2b8a1d9f0002","createdDateTime":"2026-03-02T07:13:00Z","userPrincipalName":"anna.keller@corp.example","ipAddress":"2001:db8::5","userAgent":"Mozilla/5.0","isInteractive":false,"signInEventTypes":["nonInteractiveUser"],"status":{"errorCode":0}}]"#,
        ExampleAttempt(
          "anna.keller@corp.example",
          from: "2001:db8::5",
          client: "Mozilla/5.0",
          Outcome(.entraNonInteractive, .present, .disclosed, .accepted)
        )
      ),
      FormatExample(
        #"[{"id":"5f8c2c6e-0001-4f0e-9d6e-2b8a1d9f0003","createdDateTime":"2026-03-02T07:13:02Z","userPrincipalName":"","ipAddress":"198.51.100.9","signInEventTypes":["servicePrincipal"],"status":{"errorCode":0}}]"#,
        nil
      ),
    ]
  )

  package static func confidence(in sample: Span<UInt8>) -> Double {
    EntraSample.isList(sample) ? EntraSample.confidence(in: sample) : 0
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
