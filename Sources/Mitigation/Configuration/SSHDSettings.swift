extension ConfigurationKind {
  /// `sshd_config`, or what `sshd -T` writes.
  static let sshd = ConfigurationKind(id: "sshd", title: "sshd_config, sshd -T") { file in
    SSHDSettings(file)?.reading
  }
}

/// sshd takes the first value that it reads of a keyword; a `Match` block overrides it for some.
///
/// `Include` is not followed: a file that comes before the first value may set another one.
struct SSHDSettings {
  private struct Setting {
    var value: String
    var line: Int
  }

  private static let keywords: Set<String> = [
    "acceptenv", "allowgroups", "allowusers", "authorizedkeysfile",
    "challengeresponseauthentication",
    "hostkey", "include", "kbdinteractiveauthentication", "listenaddress", "logingracetime",
    "match",
    "maxauthtries", "passwordauthentication", "permitrootlogin", "port", "printmotd",
    "pubkeyauthentication", "subsystem", "syslogfacility", "usepam", "x11forwarding",
  ]

  private var global: [String: Setting] = [:]
  private var blocks: [(condition: String, line: Int, settings: [String: Setting])] = []
  private var includes: [Setting] = []

  /// `nil` unless all lines begin with a word, and a tenth of them, two at least, with sshd's own.
  init?(_ file: ConfigurationFile) {
    if file.json != nil { return nil }
    var (lines, known, isOther) = (0, 0, false)
    for (index, line) in file.lines.enumerated() {
      let words = line.trimmingComment.split(maxSplits: 1) {
        $0 == " " || $0 == "\t" || $0 == "="
      }
      guard let first = words.first else { continue }
      lines += 1
      let keyword = first.lowercased()
      if Self.keywords.contains(keyword) { known += 1 }
      if !keyword.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) { isOther = true }
      add(keyword, words.count > 1 ? words[1].trimmed : "", line: index + 1)
    }
    let isSure = known >= 2 || (known == 1 && global["passwordauthentication"] != nil)
    if !isSure || isOther || known * 10 < lines { return nil }
  }

  private mutating func add(_ keyword: String, _ value: String, line: Int) {
    // An older name of the same keyword.
    let keyword =
      keyword == "challengeresponseauthentication" ? "kbdinteractiveauthentication" : keyword
    let setting = Setting(value: value, line: line)
    switch keyword {
    case "match":
      // `Match all` ends the blocks in front of it.
      blocks.append((value, line, [:]))
    case "include": includes.append(setting)
    default:
      if blocks.isEmpty || blocks[blocks.count - 1].condition.lowercased() == "all" {
        if global[keyword] == nil { global[keyword] = setting }
      } else if blocks[blocks.count - 1].settings[keyword] == nil {
        blocks[blocks.count - 1].settings[keyword] = setting
      }
    }
  }

  var reading: ConfigurationReading {
    var reading = ConfigurationReading()
    reading.notes = includes.map {
      ($0.line, "Include \($0.value) is not followed; 'sshd -T' writes what holds in the end")
    }
    if let fact = globalFact { reading.facts.append(fact) }
    for block in blocks where allows(block.settings["passwordauthentication"], default: false) {
      reading.facts.append(
        ConfigurationFact(
          .sshKeys,
          isOn: false,
          scope: "sshd",
          "passwords are taken for Match \(block.condition)",
          lines: [block.line, block.settings["passwordauthentication"]?.line ?? block.line]
        )
      )
    }
    return reading
  }

  private func allows(_ setting: Setting?, default usual: Bool) -> Bool {
    setting.map { $0.value.lowercased() != "no" } ?? usual
  }

  /// `nil` where a file that was not read may have said otherwise.
  private var globalFact: ConfigurationFact? {
    let password = global["passwordauthentication"]
    let interactive = global["kbdinteractiveauthentication"]
    let pam = global["usepam"]
    let takesPassword = allows(password, default: true)
    // The interactive way asks PAM, which asks for the password.
    let asksPAM = allows(interactive, default: true) && allows(pam, default: false)
    let settings = [password, interactive, pam].compactMap { $0 }
    let isOn = !takesPassword && !asksPAM
    if let include = includes.map(\.line).min() {
      let needed = isOn ? [password, asksPAM ? nil : interactive ?? pam] : [password]
      if needed.contains(where: { $0 == nil || include < ($0?.line ?? 0) }) { return nil }
    }
    let statement =
      takesPassword
      ? (password == nil
        ? "PasswordAuthentication is not set: the default is yes" : "PasswordAuthentication is yes")
      : asksPAM
        ? "PasswordAuthentication is no, but KbdInteractiveAuthentication asks PAM for it"
        : "PasswordAuthentication is no and PAM is not asked"
    return ConfigurationFact(
      .sshKeys,
      isOn: isOn,
      scope: "sshd",
      statement,
      lines: settings.map(\.line)
    )
  }
}

extension String {
  /// Without a comment and blanks around it.
  var trimmingComment: String {
    self[...].prefix { $0 != "#" }.trimmed
  }
}
