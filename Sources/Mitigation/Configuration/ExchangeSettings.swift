extension ConfigurationKind {
  /// Cmdlets of Exchange written with `ConvertTo-Json -EnumsAsStrings`.
  static let exchange = ConfigurationKind(
    id: "exchange",
    title: "Get-AcceptedDomain, Get-RecipientFilterConfig, Get-ReceiveConnector as JSON"
  ) { file in
    let records = file.json?.records ?? []
    let facts =
      records.compactMap(ExchangeSettings.domain) + records.compactMap(ExchangeSettings.filter)
      + records.compactMap(ExchangeSettings.connector)
    return facts.isEmpty ? nil : ConfigurationReading(facts)
  }
}

enum ExchangeSettings {
  static func domain(_ record: PlacedJSON) -> ConfigurationFact? {
    guard let name = record["DomainName"]?.text, let type = record["DomainType"],
      let text = type.text, Int(text) == nil
    else { return nil }
    return ConfigurationFact(
      .recipientVerification,
      isOn: text == "Authoritative",
      scope: "Exchange domain \(name)",
      "\(name) is \(text)",
      lines: [type.line]
    )
  }

  static func filter(_ record: PlacedJSON) -> ConfigurationFact? {
    guard let setting = record["RecipientValidationEnabled"], let isOn = setting.boolean else {
      return nil
    }
    return ConfigurationFact(
      .recipientVerification,
      isOn: isOn,
      scope: "Exchange recipient filter",
      "RecipientValidationEnabled is \(isOn)",
      lines: [setting.line]
    )
  }

  /// A time span, written as text or as PowerShell's object.
  static func connector(_ record: PlacedJSON) -> ConfigurationFact? {
    guard let setting = record["TarpitInterval"] else { return nil }
    let seconds = setting["TotalSeconds"]?.text ?? setting.text ?? ""
    let isNone = seconds.allSatisfy { "0:.".contains($0) }
    let name = record["Name"]?.text ?? record["Identity"]?.text ?? ""
    return ConfigurationFact(
      .errorLimits,
      isOn: !isNone,
      scope: "Exchange connector \(name)",
      "TarpitInterval is \(seconds)",
      lines: [setting.line]
    )
  }
}
