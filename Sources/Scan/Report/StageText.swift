package import Model

/// What came after the roll call, in one sentence.
package enum StageText {
  private static let longestName = 48

  package static func text(_ stage: Finding.Stage) -> String {
    var parts = [
      "\(stage.technique.rawValue) \(name(stage.kind)) "
        + TimeText.range(stage.firstSeen, stage.lastSeen)
    ]
    parts.append(subject(stage.accounts, "account"))
    parts.append("from " + subject(stage.sources, "source"))
    if let pValue = stage.pValue { parts.append(chance(pValue)) }
    return parts.joined(separator: ", ")
  }

  private static func name(_ kind: Finding.Stage.Kind) -> String {
    switch kind {
    case .passwordSpray: "password spray"
    case .passwordGuessing: "password guessing"
    case .lockout: "accounts locked"
    case .externalService: "sign-ins tried elsewhere"
    case .accountTakeover: "account takeover"
    case .accountAbuse: "abuse of an account"
    case .inboundMail: "mail to confirmed accounts"
    }
  }

  /// The one itself, or how many there are.
  private static func subject(_ items: [String], _ noun: String) -> String {
    guard let only = items.first, items.count == 1 else {
      return items.isEmpty ? "an unknown \(noun)" : Figure.count(items.count, noun)
    }
    return DisplayWidth.truncated(only, toColumns: longestName)
  }

  private static func chance(_ pValue: Double) -> String {
    pValue > 0 ? "p = \(leadingDigit(pValue))" : "p < 1e-300"
  }

  /// One digit, rounded up: a p-value is not to look better than it is.
  private static func leadingDigit(_ value: Double) -> String {
    if value >= 0.095 { return Figure.oneDecimal((value * 10).rounded(.up) / 10) }
    var exponent = 0
    var mantissa = value
    while mantissa < 1 {
      mantissa *= 10
      exponent += 1
    }
    // A hair less, or 1e-9 would become 2e-9 by the error of the multiplications.
    let digit = Int((mantissa * (1 - 1e-12)).rounded(.up))
    return digit == 10 ? "1e-\(exponent - 1)" : "\(digit)e-\(exponent)"
  }
}
