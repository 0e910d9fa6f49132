import Foundation
import LogBytes

/// A published test of another detector: a sequence of lines, and the sources it must alert about.
package struct PublishedCase: Decodable, Equatable, Sendable {
  package var test: String
  package var logType: String
  package var lines: [String]
  package var alerts: [Alert]

  package struct Alert: Decodable, Equatable, Sendable {
    /// Absent in a few records.
    package var scenario: String?
    package var sources: [String]?
  }

  package init(test: String, logType: String, lines: [String], alerts: [Alert]) {
    self.test = test
    self.logType = logType
    self.lines = lines
    self.alerts = alerts
  }

  enum CodingKeys: String, CodingKey {
    case test
    case logType = "log_type"
    case lines = "raw_lines"
    case alerts = "expected_alerts"
  }

  package static let path = "conformance/crowdsec-scenarios.jsonl.gz"

  /// - Throws: `InputError`, or `DecodingError` for a line that is no such case.
  package static func read(_ path: String) throws -> [PublishedCase] {
    try UnpackedLines.read(path).map {
      try JSONDecoder().decode(PublishedCase.self, from: Data($0))
    }
  }

  /// Sources that must be alerted about for trying different accounts.
  package var enumerationSources: Set<String> {
    Set(alerts.filter(\.isAccountEnumeration).flatMap { $0.sources ?? [] })
  }

  package var isAccountEnumeration: Bool { alerts.contains(where: \.isAccountEnumeration) }
}

extension PublishedCase.Alert {
  /// The scenarios that count accounts carry it in their names, with one exception each way.
  package var isAccountEnumeration: Bool {
    guard let scenario else { return false }
    let name = scenario.split(separator: "/").last ?? ""
    let countsDatabases = name.hasSuffix("auth-db-enum")
    return name.contains("enum") && !countsDatabases || name == "email-user-bf"
  }
}
