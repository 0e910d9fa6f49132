extension ConfigurationKind {
  /// Options of WordPress, as `wp option list` writes them as JSON or CSV.
  static let wordPress = ConfigurationKind(id: "wordpress", title: "wp option list") { file in
    guard let settings = WordPressSettings(file) else { return nil }
    return ConfigurationReading(settings.facts)
  }
}

/// What options tell. Code in a theme can close the same doors and shows in no option, so the lack of
/// a plugin is indirect evidence.
struct WordPressSettings {
  private struct Option {
    var value: String
    var line: Int
  }

  private static let closesAuthors = ["stop-user-enumeration", "disable-author-archives"]
  private static let closesUsers = [
    "stop-user-enumeration", "disable-wp-rest-api", "disable-json-api", "disable-rest-api",
  ]
  private static let limitsSignIns = [
    "limit-login-attempts", "wordfence", "loginizer", "wp-cerber",
  ]
  private static let challenges = ["captcha", "turnstile"]

  private var options: [String: Option] = [:]

  init?(_ file: ConfigurationFile) {
    if let json = file.json {
      for record in json.records {
        guard let name = record["option_name"]?.text, let value = record["option_value"] else {
          continue
        }
        options[name] = Option(value: value.text ?? "", line: value.line)
      }
    } else if file.lines.first?.hasPrefix("option_name,option_value") == true {
      readCSV(file.lines)
    }
    if options.isEmpty { return nil }
  }

  /// Values with line ends in quotes go on over lines; what they hold beyond the first is not wanted.
  private mutating func readCSV(_ lines: [String]) {
    for (index, line) in lines.enumerated().dropFirst() {
      let parts = line.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else { continue }
      options[String(parts[0])] = Option(value: String(parts[1]), line: index + 1)
    }
  }

  var facts: [ConfigurationFact] {
    var facts: [ConfigurationFact] = []
    if let option = options["users_can_register"] {
      let isOpen = option.value.drop { $0 == "\"" }.hasPrefix("1")
      facts.append(
        fact(
          .wordPressAuthors,
          isOn: !isOpen,
          "registration",
          isOpen ? "anybody can register, and learns which names are taken" : "nobody can register",
          option
        )
      )
    }
    if let option = options["wpseo_titles"],
      option.value.contains(#"disable-author";b:1"#)
        || option.value.contains(#"disable-author"";b:1"#)
    {
      facts.append(
        fact(
          .wordPressAuthors,
          isOn: true,
          "author pages",
          "Yoast SEO turns author pages off",
          option
        )
      )
    }
    return facts + pluginFacts
  }

  private var pluginFacts: [ConfigurationFact] {
    guard let plugins = options["active_plugins"] else { return [] }
    let hasYoast = options["wpseo_titles"]?.value.contains("disable-author") ?? false
    var facts = [
      fact(.wordPressAuthors, "users route", plugins, Self.closesUsers, offIfNone: true),
      fact(.wordPressAuthors, "author pages", plugins, Self.closesAuthors, offIfNone: !hasYoast),
    ]
    facts.append(fact(.rateLimits, "sign-in", plugins, Self.limitsSignIns, offIfNone: true))
    facts.append(fact(.challenges, "forms", plugins, Self.challenges, offIfNone: false))
    return facts.compactMap { $0 }
  }

  private func fact(
    _ control: Control,
    isOn: Bool,
    _ part: String,
    _ statement: String,
    _ option: Option,
    isIndirect: Bool = false
  ) -> ConfigurationFact {
    ConfigurationFact(
      control,
      isOn: isOn,
      scope: "WordPress \(part)",
      statement,
      lines: [option.line],
      isIndirect: isIndirect
    )
  }

  private func fact(
    _ control: Control,
    _ part: String,
    _ plugins: Option,
    _ names: [String],
    offIfNone: Bool
  ) -> ConfigurationFact? {
    let value = plugins.value.lowercased()
    if let found = names.first(where: { value.contains($0) }) {
      return fact(
        control,
        isOn: true,
        part,
        "a plugin called \(found) is active",
        plugins,
        isIndirect: true
      )
    }
    if !offIfNone { return nil }
    let statement = "no active plugin is known to do it, and WordPress itself does not"
    return fact(control, isOn: false, part, statement, plugins, isIndirect: true)
  }
}
