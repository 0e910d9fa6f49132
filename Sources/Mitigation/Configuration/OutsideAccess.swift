extension ConfigurationKind {
  /// Teams, SharePoint and the directory: what people of other tenants may look up.
  static let outsideAccess = ConfigurationKind(
    id: "outside-access",
    title: "Get-CsTenantFederationConfiguration, Get-SPOTenant, Graph authorizationPolicy as JSON"
  ) { file in
    let records = file.json?.records ?? []
    let facts =
      records.flatMap(OutsideAccess.teams) + records.compactMap(OutsideAccess.sharing)
      + records.compactMap(OutsideAccess.guests)
    return facts.isEmpty ? nil : ConfigurationReading(facts)
  }
}

enum OutsideAccess {
  static func teams(_ record: PlacedJSON) -> [ConfigurationFact] {
    guard let federated = record["AllowFederatedUsers"], let isAllowed = federated.boolean else {
      return []
    }
    let allowed = record["AllowedDomains"]
    let names = allowed?["AllowedDomain"]?.texts ?? allowed?.texts ?? []
    let isListed = !names.isEmpty && !names.contains("AllowAllKnownDomains")
    var facts = [
      ConfigurationFact(
        .outsideAccess,
        isOn: !isAllowed || isListed,
        scope: "Teams federation",
        !isAllowed
          ? "AllowFederatedUsers is false"
          : isListed
            ? "AllowFederatedUsers is true for \(names.count) named domains"
            : "AllowFederatedUsers is true for all domains",
        lines: [federated.line] + (allowed.map { [$0.line] } ?? [])
      )
    ]
    for key in ["AllowTeamsConsumer", "AllowPublicUsers"] {
      guard let setting = record[key], let value = setting.boolean else { continue }
      facts.append(
        ConfigurationFact(
          .outsideAccess,
          isOn: !value,
          scope: "Teams consumers",
          "\(key) is \(value)",
          lines: [setting.line]
        )
      )
    }
    return facts
  }

  static func sharing(_ record: PlacedJSON) -> ConfigurationFact? {
    guard let setting = record["SharingCapability"], let text = setting.text, Int(text) == nil
    else { return nil }
    let isOn =
      text.lowercased() == "disabled" || text.lowercased() == "existingexternalusersharingonly"
    return ConfigurationFact(
      .outsideAccess,
      isOn: isOn,
      scope: "SharePoint sharing",
      "SharingCapability is \(text)",
      lines: [setting.line]
    )
  }

  /// The role of guests that sees no other people.
  private static let restrictedGuest = "2af84b1e-32c8-42b7-82bc-daa82404023b"

  static func guests(_ record: PlacedJSON) -> ConfigurationFact? {
    guard let setting = record["guestUserRoleId"], let text = setting.text else { return nil }
    let isOn = text.lowercased() == restrictedGuest
    return ConfigurationFact(
      .outsideAccess,
      isOn: isOn,
      scope: "guests of the directory",
      isOn
        ? "guests see themselves only" : "guests may read other people (guestUserRoleId \(text))",
      lines: [setting.line]
    )
  }
}
