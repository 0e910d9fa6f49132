extension ConfigurationKind {
  /// Conditional access policies of Entra, as Graph gives them.
  static let conditionalAccess = ConfigurationKind(
    id: "conditional-access",
    title: "Entra conditional access policies (Graph)"
  ) { file in
    let policies = (file.json?.records ?? []).filter {
      $0["conditions"] != nil && $0["state"] != nil && $0["grantControls"] != nil
    }
    if policies.isEmpty { return nil }
    return ConfigurationReading(ConditionalAccess(policies).facts)
  }
}

/// A policy is judged as far as one policy shows: whom groups and roles hold is not in the export.
struct ConditionalAccess {
  private let policies: [PlacedJSON]

  init(_ policies: [PlacedJSON]) { self.policies = policies }

  var facts: [ConfigurationFact] {
    [
      fact(
        .legacySignIn,
        policies.filter(Self.blocksLegacy),
        "blocks legacy clients",
        "no policy blocks exchangeActiveSync and other clients for all users"
      ),
      fact(
        .secondFactor,
        policies.filter(Self.asksForFactor),
        "asks for a second factor",
        "no policy asks all users for a second factor in all apps"
      ),
    ]
  }

  /// On if a policy that is enforced does it; a policy that only reports does not.
  private func fact(
    _ control: Control,
    _ fitting: [PlacedJSON],
    _ does: String,
    _ otherwise: String
  ) -> ConfigurationFact {
    let enforced = fitting.first { $0["state"]?.text == "enabled" }
    guard let policy = enforced ?? fitting.first else {
      let line = policies.map(\.line).min() ?? 1
      return ConfigurationFact(
        control,
        isOn: false,
        scope: "Entra ID",
        otherwise,
        lines: [line]
      )
    }
    let name = policy["displayName"]?.text ?? policy["id"]?.text ?? "without a name"
    let state = policy["state"]?.text ?? ""
    let lines = [policy["state"]?.line, policy["grantControls"]?.line].compactMap { $0 }
    return ConfigurationFact(
      control,
      isOn: enforced != nil,
      scope: "Entra ID",
      "policy '\(name)' \(does); its state is \(state)\(Self.exceptions(policy))",
      lines: lines
    )
  }

  private static func exceptions(_ policy: PlacedJSON) -> String {
    let users = policy["conditions"]?["users"]
    let count = ["excludeUsers", "excludeGroups", "excludeRoles"].reduce(0) {
      $0 + (users?[$1]?.elements.count ?? 0)
    }
    return count == 0 ? "" : "; \(count) users, groups or roles are exempt"
  }

  private static func isForAll(_ policy: PlacedJSON) -> Bool {
    let conditions = policy["conditions"]
    let users = conditions?["users"]?["includeUsers"]?.texts ?? []
    let apps =
      (conditions?["applications"]?["includeApplications"] ?? conditions?["cloudApps"])?.texts ?? []
    return users.contains("All") && apps.contains("All") && !isNarrowed(conditions)
  }

  /// Holds only at some places, platforms or risks.
  private static func isNarrowed(_ conditions: PlacedJSON?) -> Bool {
    let risks = ["userRiskLevels", "signInRiskLevels", "servicePrincipalRiskLevels"]
    if risks.contains(where: { !(conditions?[$0]?.elements.isEmpty ?? true) }) { return true }
    let locations = conditions?["locations"]?["includeLocations"]?.texts ?? []
    let platforms = conditions?["platforms"]?["includePlatforms"]?.texts ?? []
    return !(locations.isEmpty || locations.contains("All"))
      || !(platforms.isEmpty || platforms.contains { $0.lowercased() == "all" })
  }

  private static func controls(_ policy: PlacedJSON) -> [String] {
    policy["grantControls"]?["builtInControls"]?.texts ?? []
  }

  private static func blocksLegacy(_ policy: PlacedJSON) -> Bool {
    let clients = policy["conditions"]?["clientAppTypes"]?.texts ?? []
    return isForAll(policy) && controls(policy).contains("block")
      && clients.contains("exchangeActiveSync") && clients.contains("other")
  }

  private static func asksForFactor(_ policy: PlacedJSON) -> Bool {
    let clients = policy["conditions"]?["clientAppTypes"]?.texts ?? ["all"]
    let strength = policy["grantControls"]?["authenticationStrength"]?["id"] != nil
    let isAlternative =
      policy["grantControls"]?["operator"]?.text == "OR" && controls(policy).count > 1
    return isForAll(policy) && (clients.contains("all") || clients.contains("browser"))
      && (controls(policy).contains("mfa") && !isAlternative || strength)
  }
}
