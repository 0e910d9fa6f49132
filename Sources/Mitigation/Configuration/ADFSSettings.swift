extension ConfigurationKind {
  /// `Get-AdfsProperties | ConvertTo-Json -EnumsAsStrings`.
  static let adfs = ConfigurationKind(id: "adfs", title: "Get-AdfsProperties as JSON") { file in
    let records = (file.json?.records ?? []).filter {
      $0["ExtranetLockoutEnabled"] != nil || $0["ExtranetLockoutMode"] != nil
    }
    if records.isEmpty { return nil }
    return ConfigurationReading(records.flatMap(ADFSSettings.facts))
  }
}

enum ADFSSettings {
  static func facts(of record: PlacedJSON) -> [ConfigurationFact] {
    [lockout(record), audit(record)].compactMap { $0 }
  }

  private static func lockout(_ record: PlacedJSON) -> ConfigurationFact? {
    let (enabled, mode) = (record["ExtranetLockoutEnabled"], record["ExtranetLockoutMode"])
    let isEnabled = enabled?.boolean ?? true
    let isEnforced = mode?.text.map { !$0.hasSuffix("LogOnly") } ?? true
    let parts = [
      enabled?.text.map { "ExtranetLockoutEnabled is \($0)" },
      mode?.text.map { "ExtranetLockoutMode is \($0)" },
    ].compactMap { $0 }
    if parts.isEmpty { return nil }
    return ConfigurationFact(
      .adfsLockout,
      isOn: isEnabled && isEnforced,
      scope: "AD FS lockout",
      parts.joined(separator: ", "),
      lines: [enabled?.line, mode?.line].compactMap { $0 }
    )
  }

  private static func audit(_ record: PlacedJSON) -> ConfigurationFact? {
    guard let setting = record["AuditLevel"], !setting.texts.isEmpty else { return nil }
    return ConfigurationFact(
      .adfsLockout,
      isOn: !setting.texts.contains("None"),
      scope: "AD FS auditing",
      "AuditLevel is \(setting.texts.joined(separator: ", "))",
      lines: [setting.line]
    )
  }
}
