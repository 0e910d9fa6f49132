extension ConfigurationKind {
  /// A client of AWS Cognito, as `aws cognito-idp describe-user-pool-client` writes it.
  static let cognito = ConfigurationKind(id: "cognito", title: "Cognito user pool client") { file in
    let clients = (file.json?.records ?? []).map { $0["UserPoolClient"] ?? $0 }
      .filter { $0["UserPoolId"] != nil && $0["ClientId"] != nil }
    if clients.isEmpty { return nil }
    return ConfigurationReading(
      clients.map { client in
        let setting = client["PreventUserExistenceErrors"]
        let name = client["ClientName"]?.text ?? client["ClientId"]?.text ?? ""
        return ConfigurationFact(
          .uniformAnswers,
          isOn: setting?.text == "ENABLED",
          scope: "Cognito client \(name)",
          "PreventUserExistenceErrors is \(setting?.text ?? "not set")",
          lines: [setting?.line ?? client.line]
        )
      }
    )
  }

  /// What Okta does with addresses that attack others.
  static let okta = ConfigurationKind(id: "okta", title: "Okta ThreatInsight configuration") {
    file in
    guard let json = file.json, let action = json["action"],
      json["excludeZones"] != nil || (json["_links"] != nil && json["created"] != nil),
      ["none", "audit", "block"].contains(action.text)
    else { return nil }
    return ConfigurationReading([
      ConfigurationFact(
        .oktaThreats,
        isOn: action.text == "block",
        scope: "Okta",
        "ThreatInsight's action is \(action.text ?? "")",
        lines: [action.line]
      )
    ])
  }

  /// GitLab's settings for all, as its API gives them to an administrator.
  static let gitLab = ConfigurationKind(id: "gitlab", title: "GitLab application settings") {
    file in
    guard let json = file.json, json["signup_enabled"] != nil,
      json["restricted_visibility_levels"] != nil
    else { return nil }
    return ConfigurationReading(GitLabSettings.facts(of: json))
  }
}

enum GitLabSettings {
  static func facts(of json: PlacedJSON) -> [ConfigurationFact] {
    var facts: [ConfigurationFact] = []
    func add(_ control: Control, _ key: String, _ part: String, isOn: (PlacedJSON) -> Bool?) {
      guard let setting = json[key], let isOn = isOn(setting) else { return }
      let text = setting.text ?? "[" + setting.texts.joined(separator: ", ") + "]"
      facts.append(
        ConfigurationFact(
          control,
          isOn: isOn,
          scope: "GitLab \(part)",
          "\(key) is \(text)",
          lines: [setting.line]
        )
      )
    }
    add(.publicDirectories, "signup_enabled", "sign-up") { $0.boolean.map { !$0 } }
    add(.publicDirectories, "restricted_visibility_levels", "public profiles") {
      $0.texts.contains("public")
    }
    add(.rateLimits, "throttle_unauthenticated_enabled", "requests", isOn: \.boolean)
    // 0 is no limit. An upgrade to GitLab 18 may leave it there.
    add(.rateLimits, "users_api_limit_exists", "users API") { $0.integer.map { $0 > 0 } }
    add(.rateLimits, "users_get_by_id_limit", "users API") { $0.integer.map { $0 > 0 } }
    add(.challenges, "recaptcha_enabled", "sign-up", isOn: \.boolean)
    return facts
  }
}
