import Model

extension Service {
  /// The services that ask the same directory of accounts: a name that one of them knows, all of them
  /// know. A bit for each, by raw value.
  var directory: UInt32 {
    Self.directories.first { $0 & bit != 0 } ?? bit
  }

  /// Whether people ask it for accounts of their own, without a secret: who forgot it, and mail clients that
  /// look for their server. Others' accounts are asked for at a register, on pages of authors, and by whoever
  /// sends mail.
  var isAskedByOwners: Bool {
    switch self {
    case .httpAutodiscover, .httpReset, .keycloakReset: true
    default: false
    }
  }

  private var bit: UInt32 { 1 << UInt32(rawValue & 31) }

  private static let directories: [UInt32] = [
    [.dovecot, .postfixRecipient, .postfixSASL],
    [.entraInteractive, .entraNonInteractive],
    [
      .httpActiveSync, .httpAutodiscover, .httpExchange, .httpLogin, .httpLookup, .httpRegister,
      .httpReset,
    ],
    [.keycloakLogin, .keycloakRegister, .keycloakReset],
    [.windowsExplicitLogon, .windowsKerberos, .windowsLogon, .windowsNTLM],
  ].map { (services: [Service]) in services.reduce(0) { $0 | $1.bit } }
}
