extension ConfigurationKind {
  /// Postfix, as `postconf` or `postconf -n` writes it: what is not there has its default.
  static let postfix = ConfigurationKind(id: "postfix", title: "postconf -n") { file in
    guard let settings = PostfixSettings(file) else { return nil }
    return ConfigurationReading(settings.facts)
  }
}

/// Defaults are those of Postfix 3.
struct PostfixSettings {
  private static let scope = "Postfix"
  /// Names of which one stands in every real `postconf -n`.
  private static let marks: Set<String> = [
    "alias_maps", "compatibility_level", "config_directory", "inet_interfaces", "mail_version",
    "mydestination", "myhostname", "mynetworks", "queue_directory", "smtpd_recipient_restrictions",
    "smtpd_relay_restrictions", "disable_vrfy_command", "relayhost",
  ]

  private struct Setting {
    var value: String
    var line: Int
  }

  private var settings: [String: Setting] = [:]

  /// `nil` unless the lines are settings and one of them is Postfix's.
  init?(_ file: ConfigurationFile) {
    var others = 0
    for (index, line) in file.lines.enumerated() {
      let isRest = line.first.map { $0 == " " || $0 == "\t" || $0 == "#" } ?? true
      if isRest { continue }
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = parts[0].trimmed
      guard parts.count == 2, !name.isEmpty, name.allSatisfy(Self.isNameCharacter) else {
        others += 1
        continue
      }
      settings[name] = Setting(value: parts[1].trimmed, line: index + 1)
    }
    if others > 0 || settings.keys.allSatisfy({ !Self.marks.contains($0) }) { return nil }
  }

  private static func isNameCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "_")
  }

  var facts: [ConfigurationFact] { [verify, tableName] + recipients + limits }

  private func yes(_ name: String, default usual: Bool) -> Bool {
    settings[name].map { $0.value.lowercased() == "yes" } ?? usual
  }

  private func fact(_ control: Control, isOn: Bool, _ name: String, _ usual: String)
    -> ConfigurationFact
  {
    let statement =
      settings[name].map { "\(name) = \($0.value)" }
      ?? "\(name) is not set: the default is \(usual)"
    let lines = settings[name].map { [$0.line] } ?? []
    return ConfigurationFact(control, isOn: isOn, scope: Self.scope, statement, lines: lines)
  }

  private var verify: ConfigurationFact {
    let name = "disable_vrfy_command"
    return fact(.verifyCommand, isOn: yes(name, default: false), name, "no")
  }

  private var tableName: ConfigurationFact {
    let name = "show_user_unknown_table_name"
    return fact(.tableName, isOn: !yes(name, default: true), name, "yes")
  }

  private var recipients: [ConfigurationFact] {
    let name = "smtpd_reject_unlisted_recipient"
    var facts = [
      fact(.recipientVerification, isOn: yes(name, default: true), name, "yes")
    ]
    if settings["local_recipient_maps"]?.value.isEmpty == true {
      facts.append(fact(.recipientVerification, isOn: false, "local_recipient_maps", ""))
    }
    if settings["luser_relay"]?.value.isEmpty == false {
      facts.append(fact(.recipientVerification, isOn: false, "luser_relay", ""))
    }
    // `relay_domains` without a list of their recipients: everything is taken, then bounced.
    if settings["relay_domains"]?.value.isEmpty == false,
      settings["relay_recipient_maps"]?.value.isEmpty ?? true
    {
      facts.append(fact(.recipientVerification, isOn: false, "relay_recipient_maps", "empty"))
    }
    return facts
  }

  /// A limit above the default by so much is none.
  private static let highestHardLimit = 100

  private var limits: [ConfigurationFact] {
    let sleep = settings["smtpd_error_sleep_time"]?.value
    let hard = settings["smtpd_hard_error_limit"]?.value
    let isShort = hard.map { Int($0).map { $0 > 0 && $0 <= Self.highestHardLimit } ?? true } ?? true
    return [
      fact(
        .errorLimits,
        isOn: sleep.map { !$0.hasPrefix("0") } ?? true,
        "smtpd_error_sleep_time",
        "1s"
      ),
      fact(.errorLimits, isOn: isShort, "smtpd_hard_error_limit", "20"),
    ]
  }
}

extension Substring {
  /// Without blanks around it.
  var trimmed: String {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
