/// A log source in the statistical sense: attempts of one service share one benign behaviour, so the
/// null distribution is learned for each.
///
/// At most 127, because an `Outcome` keeps it in seven bits.
public enum Service: UInt8, Sendable, CaseIterable {
  case unknown = 0
  case dovecot
  case entraInteractive
  case entraNonInteractive
  case httpActiveSync
  case httpAutodiscover
  case httpExchange
  case httpGitLab
  case httpLogin
  /// Pages that look accounts up: hover cards, name checks.
  case httpLookup
  case httpRegister
  case httpReset
  case httpWordPress
  case keycloakLogin
  case keycloakRegister
  case keycloakReset
  case postfixRecipient
  case postfixSASL
  case rollcallSignIn
  case sshd
  case windowsExplicitLogon
  case windowsKerberos
  case windowsLogon
  case windowsNTLM

  /// The name shown to people and written to findings.
  public var name: String {
    switch self {
    case .unknown: "unknown"
    case .dovecot: "dovecot"
    case .entraInteractive: "entra.interactive"
    case .entraNonInteractive: "entra.non-interactive"
    case .httpActiveSync: "http.activesync"
    case .httpAutodiscover: "http.autodiscover"
    case .httpExchange: "http.exchange"
    case .httpGitLab: "http.gitlab"
    case .httpLogin: "http.login"
    case .httpLookup: "http.lookup"
    case .httpRegister: "http.register"
    case .httpReset: "http.reset"
    case .httpWordPress: "http.wordpress"
    case .keycloakLogin: "keycloak.login"
    case .keycloakRegister: "keycloak.register"
    case .keycloakReset: "keycloak.reset"
    case .postfixRecipient: "postfix.recipient"
    case .postfixSASL: "postfix.sasl"
    case .rollcallSignIn: "rollcall.sign-in"
    case .sshd: "sshd"
    case .windowsExplicitLogon: "windows.explicit-logon"
    case .windowsKerberos: "windows.kerberos"
    case .windowsLogon: "windows.logon"
    case .windowsNTLM: "windows.ntlm"
    }
  }
}
