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
  case windowsEVTX = "security.evtx"
  case entraGraph = "signins-graph.json"
  case entraNDJSON = "signins.ndjson"
  case rollcall = "sign-in.log"

  /// What a lab holds unless it is told: every log but one of the two forms of the domain controller's, which is
  /// binary where the seed is even. The company does not run Rollcall.
  package static func usual(seed: UInt64) -> [LabLog] {
    let absent: LabLog = seed.isMultiple(of: 2) ? .windows : .windowsEVTX
    return allCases.filter { $0 != absent && $0 != .rollcall }
  }

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
    case .rollcall: "rollcall-log"
    case .windows: "windows-json"
    case .windowsEVTX: "windows-evtx"
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
    case .rollcall: [.rollcallSignIn]
    case .windows, .windowsEVTX: [.windowsKerberos, .windowsLogon]
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
    case .rollcall: [.rollcallSignIn]
    case .windows, .windowsEVTX: [.windowsLogon, .windowsKerberos]
    }
  }
}
