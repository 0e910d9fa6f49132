import Model

/// Every name that anybody tries, with its text. Events hold the number.
struct NameTable {
  struct Name {
    var text: [UInt8]
    /// The text is what stands in the log: no domain is put behind it.
    var isWhole: Bool
  }

  static let domain = Array("@corp.example".utf8)

  private(set) var names: [Name] = []
  private var numbers: [String: UInt32] = [:]

  mutating func intern(_ text: String, isWhole: Bool = false) -> UInt32 {
    if let number = numbers[text] { return number }
    let number = UInt32(names.count)
    names.append(Name(text: Array(text.utf8), isWhole: isWhole))
    numbers[text] = number
    return number
  }

  func text(_ number: UInt32) -> String {
    String(decoding: names[Int(number)].text, as: UTF8.self)
  }

  /// The name as people type it at `service`.
  func text(_ number: UInt32, at service: Service) -> String {
    let name = names[Int(number)]
    let bytes = !name.isWhole && service.takesAddresses ? name.text + Self.domain : name.text
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Service {
  /// Whether people sign in with a mail address, not with a bare name.
  var takesAddresses: Bool {
    switch self {
    case .dovecot, .entraInteractive, .entraNonInteractive, .httpActiveSync, .httpAutodiscover,
      .httpExchange, .httpLogin, .httpLookup, .httpRegister, .httpReset, .keycloakReset,
      .postfixRecipient, .postfixSASL:
      true
    case .unknown, .httpGitLab, .httpWordPress, .keycloakLogin, .keycloakRegister, .rollcallSignIn,
      .sshd, .windowsExplicitLogon, .windowsKerberos, .windowsLogon, .windowsNTLM:
      false
    }
  }

  /// Whether the answer tells the requester if the account exists, as the lab's services are set up.
  var disclosesExistence: Bool {
    switch self {
    case .entraInteractive, .entraNonInteractive, .httpAutodiscover, .httpWordPress,
      .postfixRecipient, .windowsKerberos, .windowsLogon, .windowsNTLM:
      true
    case .unknown, .dovecot, .httpActiveSync, .httpExchange, .httpGitLab, .httpLogin, .httpLookup,
      .httpRegister, .httpReset, .keycloakLogin, .keycloakRegister, .keycloakReset, .postfixSASL,
      .rollcallSignIn, .sshd, .windowsExplicitLogon:
      false
    }
  }

  /// Whether a probe of this service offers a password.
  var takesPassword: Bool {
    switch self {
    case .dovecot, .entraInteractive, .entraNonInteractive, .httpActiveSync, .httpExchange,
      .httpLogin, .keycloakLogin, .postfixSASL, .rollcallSignIn, .sshd, .windowsExplicitLogon,
      .windowsLogon, .windowsNTLM:
      true
    case .unknown, .httpAutodiscover, .httpGitLab, .httpLookup, .httpRegister, .httpReset,
      .httpWordPress, .keycloakRegister, .keycloakReset, .postfixRecipient, .windowsKerberos:
      false
    }
  }
}
