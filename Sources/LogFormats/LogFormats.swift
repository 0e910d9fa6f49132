import LogBytes
package import Model

/// Every format that Rollcall reads, sorted by id. A test keeps the order.
package enum LogFormats {
  package static let all: [any LogFormat.Type] = [
    AccessLogFormat.self,
    EntraCSVFormat.self,
    EntraGraphFormat.self,
    EntraNDJSONFormat.self,
    JournalFormat.self,
    KeycloakEventsFormat.self,
    KeycloakLogFormat.self,
    RollcallLogFormat.self,
    SyslogFormat.self,
    WindowsEVTXFormat.self,
    WindowsJSONFormat.self,
  ]

  /// The format with the highest confidence in `sample`; ties go to the first by id. `nil` when none
  /// sees anything it knows.
  package static func detect(
    _ sample: Span<UInt8>
  ) -> (format: any LogFormat.Type, confidence: Double)? {
    var best: (format: any LogFormat.Type, confidence: Double)?
    for format in all {
      let confidence = format.confidence(in: sample)
      if confidence > 0, confidence > best?.confidence ?? 0 { best = (format, confidence) }
    }
    return best
  }

  /// The format of that id, or `nil`.
  package static func named(_ id: String) -> (any LogFormat.Type)? {
    all.first { $0.facts.id == id }
  }

  /// What the logs that carry `service` can show of it.
  package static func facts(of service: Service) -> ServiceFacts? {
    for format in all {
      if let facts = format.facts.services.first(where: { $0.service == service }) { return facts }
    }
    return nil
  }

  /// Every gap of every format, each once.
  package static var gaps: [VisibilityGap] {
    var seen: Set<String> = []
    return all.flatMap { $0.facts.services.flatMap(\.gaps) }.filter { seen.insert($0.id).inserted }
  }
}
