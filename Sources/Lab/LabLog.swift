package import Model

/// A log that the lab can write, one file each.
package enum LabLog: String, CaseIterable, Codable, Sendable {
  case entraCSV = "InteractiveSignIns.csv"
  case access = "access.log"
  case sshd = "auth.log"
  case journal = "journal.jsonl"
  case keycloakEvents = "keycloak-events.json"
  case keycloak = "keycloak.log"
  case mail = "mail.log"
  case windows = "security.jsonl"
  case entraGraph = "signins-graph.json"
  case entraNDJSON = "signins.ndjson"

  package var fileName: String { rawValue }

  /// The id that `rollcall formats` lists.
  package var format: String {
    switch self {
    case .access: "access-log"
    case .entraCSV: "entra-csv"
    case .entraGraph: "entra-graph"
    case .entraNDJSON: "entra-ndjson"
    case .journal: "journal-json"
    case .keycloak: "keycloak-log"
    case .keycloakEvents: "keycloak-events"
    case .mail, .sshd: "syslog"
    case .windows: "windows-json"
    }
  }

  /// Whether its times have no fractions of seconds.
  var hasWholeSeconds: Bool { self == .access || self == .entraCSV }

  /// Where people sign in, most used first.
  var signInServices: [Service] {
    switch self {
    case .access: [.httpActiveSync]
    case .entraCSV: [.entraInteractive]
    case .entraGraph, .entraNDJSON: [.entraInteractive, .entraNonInteractive]
    case .journal, .sshd: [.sshd]
    case .keycloak, .keycloakEvents: [.keycloakLogin]
    case .mail: [.dovecot, .postfixSASL]
    case .windows: [.windowsKerberos, .windowsLogon]
    }
  }

  /// Where a roll can be called so that the log shows the names that do not exist.
  package var campaignServices: [Service] {
    switch self {
    case .access: [.httpAutodiscover, .httpWordPress]
    case .entraCSV: [.entraInteractive]
    case .entraGraph, .entraNDJSON: [.entraInteractive, .entraNonInteractive]
    case .journal, .sshd: [.sshd]
    case .keycloak, .keycloakEvents: [.keycloakLogin, .keycloakReset]
    case .mail: [.postfixRecipient, .dovecot]
    case .windows: [.windowsLogon, .windowsKerberos]
    }
  }
}
