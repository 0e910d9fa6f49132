extension ConfigurationKind {
  /// A zone with what it says of mail in its name.
  static let dnsZone = ConfigurationKind(id: "dns-zone", title: "DNS zone as a master file") {
    file in
    guard file.json == nil, let zone = DNSZone(file) else { return nil }
    var reading = ConfigurationReading(MailPolicy(zone).facts)
    reading.notes = zone.notes
    return reading
  }

  /// The policy that a mail domain serves over HTTPS (RFC 8461).
  static let mtaSTS = ConfigurationKind(id: "mta-sts", title: "mta-sts.txt") { file in
    let pairs = file.lines.enumerated().map { index, line in
      (line.split(separator: ":", maxSplits: 1).map(\.trimmed), index + 1)
    }
    guard pairs.contains(where: { $0.0 == ["version", "STSv1"] }),
      let mode = pairs.first(where: { $0.0.first == "mode" && $0.0.count == 2 })
    else { return nil }
    return ConfigurationReading([
      ConfigurationFact(
        .mailPolicy,
        isOn: mode.0[1] == "enforce",
        scope: "MTA-STS policy",
        "its mode is \(mode.0[1])",
        lines: [mode.1]
      )
    ])
  }
}

/// What a zone says of mail: SPF (RFC 7208), DKIM (6376), DMARC (7489), MTA-STS (8461), TLS-RPT (8460).
struct MailPolicy {
  private let zone: DNSZone
  private let domain: String

  init(_ zone: DNSZone) {
    self.zone = zone
    domain = zone.origin
  }

  var facts: [ConfigurationFact] { [spf, dkim, dmarc, transport, reports] }

  private func texts(at name: String, beginning start: String) -> [DNSZone.Record] {
    zone.records.filter { record in
      record.name == name && record.type == "TXT"
        && record.value.lowercased().hasPrefix(start.lowercased())
    }
  }

  private func fact(
    _ part: String,
    isOn: Bool,
    _ statement: String,
    _ records: [DNSZone.Record]
  ) -> ConfigurationFact {
    ConfigurationFact(
      .mailPolicy,
      isOn: isOn,
      scope: domain.isEmpty ? part : "\(part) of \(domain)",
      statement,
      lines: records.map(\.line)
    )
  }

  private var spf: ConfigurationFact {
    let records = texts(at: domain, beginning: "v=spf1")
    guard records.count == 1 else {
      let statement = records.isEmpty ? "no SPF record" : "\(records.count) SPF records: none holds"
      return fact("SPF", isOn: false, statement, records)
    }
    let terms = records[0].value.lowercased().split(separator: " ")
    let all = terms.last { $0.hasSuffix("all") }.map(String.init)
    let isRedirected = all == nil && terms.contains { $0.hasPrefix("redirect=") }
    let isOn = all == "-all" || all == "~all" || isRedirected
    return fact(
      "SPF",
      isOn: isOn,
      "ends with \(all ?? (isRedirected ? "redirect" : "nothing"))",
      records
    )
  }

  private var dkim: ConfigurationFact {
    let keys = zone.records.filter {
      $0.name.contains("._domainkey.") || $0.name.hasSuffix("._domainkey")
    }
    .filter { $0.type == "CNAME" || Self.tag("p", of: $0.value)?.isEmpty == false }
    let statement =
      keys.isEmpty ? "no DKIM key in this zone" : "\(keys.count) DKIM keys"
    return fact("DKIM", isOn: !keys.isEmpty, statement, keys)
  }

  private var dmarc: ConfigurationFact {
    let name = domain.isEmpty ? "_dmarc" : "_dmarc.\(domain)"
    guard let record = texts(at: name, beginning: "v=DMARC1").first else {
      return fact("DMARC", isOn: false, "no DMARC record", [])
    }
    let policy = Self.tag("p", of: record.value) ?? ""
    let below = Self.tag("sp", of: record.value) ?? policy
    let share = Self.tag("pct", of: record.value) ?? "100"
    let isOn = policy == "reject" && below == "reject" && share == "100"
    return fact("DMARC", isOn: isOn, "p=\(policy), sp=\(below), pct=\(share)", [record])
  }

  /// The record alone: whether it is enforced stands in the policy file.
  private var transport: ConfigurationFact {
    let name = domain.isEmpty ? "_mta-sts" : "_mta-sts.\(domain)"
    let records = texts(at: name, beginning: "v=STSv1")
    let statement = records.isEmpty ? "no MTA-STS record" : "has an MTA-STS record"
    return fact("MTA-STS", isOn: records.count == 1, statement, records)
  }

  private var reports: ConfigurationFact {
    let name = domain.isEmpty ? "_smtp._tls" : "_smtp._tls.\(domain)"
    let records = texts(at: name, beginning: "v=TLSRPTv1")
    let statement = records.isEmpty ? "no TLS-RPT record" : "has a TLS-RPT record"
    return fact("TLS-RPT", isOn: records.count == 1, statement, records)
  }

  /// The value of `name=` among tags with semicolons between them.
  private static func tag(_ name: String, of value: String) -> String? {
    for part in value.split(separator: ";") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair[0].trimmed.lowercased() == name {
        return pair.count == 2 ? pair[1].trimmed.lowercased() : ""
      }
    }
    return nil
  }
}
