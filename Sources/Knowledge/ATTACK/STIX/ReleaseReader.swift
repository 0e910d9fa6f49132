/// Tells which release of ATT&CK a bundle is.
///
/// The bundles of ATT&CK's STIX 2.1 repository hold a collection object that says it; those of its STIX
/// 2.0 repository do not. Then the file's name is believed, and last the day of the newest change.
struct ReleaseReader {
  private let bundle: StixBundle

  init(_ bundle: StixBundle) {
    self.bundle = bundle
  }

  func release(givenVersion: String?) throws(AttackError) -> AttackRelease {
    guard bundle.objects.contains(where: { $0.type == "attack-pattern" && $0.attackID != nil })
    else { throw .noTechniques(file: bundle.file) }
    let domain = try domain()
    let date = String(bundle.objects.map(\.modified).max()?.prefix(10) ?? "")
    let (version, origin) = try version(given: givenVersion, lastChange: date)
    return AttackRelease(domain: domain, version: version, origin: origin, date: date)
  }

  /// The collection that most techniques are in: a few objects belong to several.
  private func domain() throws(AttackError) -> AttackRelease.Domain {
    var counts: [AttackRelease.Domain: Int] = [:]
    for object in bundle.objects where object.type == "attack-pattern" {
      for domain in object.domains.compactMap(AttackRelease.Domain.init) {
        counts[domain, default: 0] += 1
      }
    }
    let most = counts.values.max() ?? 0
    let leading = counts.filter { $0.value == most }.map(\.key)
    guard leading.count == 1 else { throw .unknownDomain(file: bundle.file) }
    return leading[0]
  }

  private func version(
    given: String?,
    lastChange: String
  ) throws(AttackError) -> (String, AttackRelease.Origin) {
    if let given { return (given, .given) }
    let stated = bundle.objects.first { $0.type == "x-mitre-collection" }?.version ?? ""
    if !stated.isEmpty { return (stated, .stated) }
    if let named = Self.version(inFileName: bundle.file) { return (named, .inferred) }
    if let dated = Self.version(ofLastChange: lastChange) { return (dated, .inferred) }
    throw .unknownVersion(file: bundle.file)
  }

  /// As `18.1` in `enterprise-attack-18.1.json.gz`.
  static func version(inFileName path: String) -> String? {
    let name = path.split(separator: "/").last ?? ""
    guard let match = try? /attack-v?([0-9]{1,3}\.[0-9]{1,2})(?![0-9])/.firstMatch(in: name) else {
      // The pattern has no code that could throw.
      return nil
    }
    return String(match.1)
  }

  /// The first release that came out on or after the day of the newest change; `nil` behind the last
  /// that is known here.
  static func version(ofLastChange date: String) -> String? {
    guard let first = days.first, date > first.day || date == first.day else { return nil }
    return days.first { $0.day >= date }?.version
  }

  /// The days of releases, from ATT&CK's own change log and collections.
  private static let days: [(day: String, version: String)] = [
    ("2021-10-21", "10.0"), ("2022-04-25", "11.0"), ("2022-10-25", "12.0"), ("2023-04-25", "13.0"),
    ("2023-10-31", "14.0"), ("2024-04-23", "15.0"), ("2024-10-31", "16.0"), ("2025-04-22", "17.0"),
    ("2025-05-06", "17.1"), ("2025-10-28", "18.0"), ("2025-11-13", "18.1"),
  ]
}
