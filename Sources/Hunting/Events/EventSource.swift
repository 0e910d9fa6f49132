import LogFormats
package import Sigma

/// What a rule's `logsource` can mean here: which records it is about, whatever log holds them.
package enum EventSource: String, CaseIterable, Sendable {
  /// Attempts on accounts, decoded from any log, with the same fields everywhere.
  case attempts
  case entra
  /// What Rollcall found, as a workspace keeps it.
  case findings
  case keycloak
  case linux
  case web
  case windows

  /// The records of `logSource`, and what must be true of them before the rule is asked.
  /// `nil` where no log that Rollcall reads carries them.
  package static func of(_ logSource: LogSource) -> (source: EventSource, condition: Condition?)? {
    switch (logSource.product, logSource.category, logSource.service) {
    case (nil, "authentication", nil), ("rollcall", "authentication", nil):
      (.attempts, nil)
    case ("rollcall", "finding", nil): (.findings, nil)
    case ("windows", let category, let service):
      WindowsLogSource.condition(category: category, service: service).map { (.windows, $0) }
    case ("azure", nil, "signinlogs"): (.entra, nil)
    case ("keycloak", nil, _): (.keycloak, nil)
    case ("linux", nil, nil), ("linux", nil, "auth"), ("linux", nil, "sshd"),
      ("linux", nil, "syslog"):
      (.linux, nil)
    case (nil, "webserver", nil), ("apache", _, _), ("nginx", _, _): (.web, nil)
    default: nil
    }
  }

  /// The records that logs of `format` hold; `nil` if they are read as attempts only.
  static func records(of format: any LogFormat.Type) -> EventSource? {
    switch format {
    case is WindowsJSONFormat.Type, is WindowsEVTXFormat.Type: .windows
    case is EntraCSVFormat.Type, is EntraNDJSONFormat.Type, is EntraGraphFormat.Type: .entra
    case is KeycloakEventsFormat.Type, is KeycloakLogFormat.Type: .keycloak
    case is JournalFormat.Type, is SyslogFormat.Type: .linux
    case is AccessLogFormat.Type: .web
    default: nil
    }
  }

  /// Whether its records are not lines that a keyword could stand in.
  var hasNoText: Bool {
    switch self {
    case .attempts, .findings: true
    case .entra, .keycloak, .linux, .web, .windows: false
    }
  }

  /// The fields that rules may ask about; `nil` where the records have names of their own.
  var fields: [String]? {
    switch self {
    case .attempts: AttemptField.allCases.map(\.rawValue)
    case .findings: FindingField.allCases.map(\.rawValue)
    case .linux: LineEvents.fields
    case .web: WebField.names.keys.sorted()
    case .entra, .keycloak, .windows: nil
    }
  }
}
