extension ConfigurationKind {
  /// Settings of the directory: the password rules of Entra.
  static let entraSettings = ConfigurationKind(
    id: "entra-settings",
    title: "Entra group settings (Graph), Password Rule Settings"
  ) { file in
    let settings = (file.json?.records ?? []).filter { record in
      record["values"]?.elements.contains { $0["name"]?.text == "LockoutThreshold" } ?? false
    }
    if settings.isEmpty { return nil }
    return ConfigurationReading(settings.flatMap(EntraSettings.facts))
  }

  /// The password policy of the domain on premises, which smart lockout must stay ahead of.
  static let activeDirectoryPasswords = ConfigurationKind(
    id: "active-directory-passwords",
    title: "Get-ADDefaultDomainPasswordPolicy as JSON"
  ) { file in
    let policies = (file.json?.records ?? []).filter {
      $0["LockoutThreshold"] != nil && $0["MinPasswordLength"] != nil
    }
    if policies.isEmpty { return nil }
    return ConfigurationReading(policies.compactMap(EntraSettings.domainFact))
  }
}

enum EntraSettings {
  /// Microsoft's default; a higher one lets more guesses through.
  private static let usualThreshold = 10
  /// On premises twice as many at least, so that the cloud locks out first.
  private static let leastOnPremises = 2 * usualThreshold

  static func facts(of settings: PlacedJSON) -> [ConfigurationFact] {
    var facts: [ConfigurationFact] = []
    for entry in settings["values"]?.elements ?? [] {
      guard let name = entry["name"]?.text, let value = entry["value"] else { continue }
      let text = value.text ?? ""
      func add(_ control: Control, _ scope: String, isOn: Bool) {
        facts.append(
          ConfigurationFact(
            control,
            isOn: isOn,
            scope: scope,
            "\(name) is \(text)",
            lines: [value.line]
          )
        )
      }
      switch name {
      case "LockoutThreshold":
        add(.smartLockout, "Entra ID", isOn: value.integer.map { $0 <= usualThreshold } ?? false)
      case "EnableBannedPasswordCheck":
        add(.secondFactor, "banned passwords", isOn: value.boolean ?? false)
      case "BannedPasswordCheckOnPremisesMode":
        add(.secondFactor, "banned passwords on premises", isOn: text == "Enforce")
      default: break
      }
    }
    return facts
  }

  /// Which of the two locks out first, as far as the domain's own number tells.
  static func domainFact(of policy: PlacedJSON) -> ConfigurationFact? {
    guard let setting = policy["LockoutThreshold"], let threshold = setting.integer else {
      return nil
    }
    let isOn = threshold == 0 || threshold >= leastOnPremises
    return ConfigurationFact(
      .smartLockout,
      isOn: isOn,
      scope: "Active Directory",
      threshold == 0
        ? "the domain locks nobody out, so smart lockout always comes first"
        : "the domain locks out after \(threshold); smart lockout comes first from "
          + "\(leastOnPremises) on, twice its usual \(usualThreshold)",
      lines: [setting.line]
    )
  }
}
