extension ConfigurationKind {
  /// A realm of Keycloak, or several, as `kc.sh export` or the console writes them.
  static let keycloakRealm = ConfigurationKind(id: "keycloak-realm", title: "Keycloak realm export")
  { file in
    let realms = (file.json?.records ?? []).filter {
      $0["realm"]?.text != nil
        && ($0["bruteForceProtected"] != nil || $0["registrationAllowed"] != nil)
    }
    if realms.isEmpty { return nil }
    return ConfigurationReading(realms.flatMap(KeycloakRealm.facts))
  }
}

enum KeycloakRealm {
  static func facts(of realm: PlacedJSON) -> [ConfigurationFact] {
    let name = realm["realm"]?.text ?? ""
    var facts: [ConfigurationFact] = []
    func add(_ key: String, _ part: String, onIf wanted: Bool, default usual: Bool?) {
      guard let value = realm[key]?.boolean ?? usual else { return }
      let setting = realm[key]
      facts.append(
        ConfigurationFact(
          .keycloakLimits,
          isOn: value == wanted,
          scope: "Keycloak \(part)",
          setting == nil
            ? "realm \(name): \(key) is not set: the default is \(value)"
            : "realm \(name): \(key) is \(value)",
          lines: [setting?.line ?? realm.line]
        )
      )
    }
    add("bruteForceProtected", "brute-force detection", onIf: true, default: false)
    add("eventsEnabled", "stored events", onIf: true, default: nil)
    // A form that refuses a name that is taken tells everybody which are.
    add("registrationAllowed", "registration", onIf: false, default: nil)
    return facts + challenge(of: realm, name)
  }

  private static func challenge(of realm: PlacedJSON, _ name: String) -> [ConfigurationFact] {
    let steps = (realm["authenticationFlows"]?.elements ?? [])
      .flatMap { $0["authenticationExecutions"]?.elements ?? [] }
      .filter { ($0["authenticator"]?.text ?? "").contains("recaptcha") }
    return steps.compactMap { step in
      guard let requirement = step["requirement"] else { return nil }
      return ConfigurationFact(
        .challenges,
        isOn: requirement.text == "REQUIRED",
        scope: "Keycloak registration",
        "realm \(name): reCAPTCHA is \(requirement.text ?? "not set")",
        lines: [requirement.line]
      )
    }
  }
}
