import Model

/// Which names mean one account: `anna` at one service, `anna@corp.example` and `CORP\anna` at others.
///
/// Names are of one account if they are alike up to the `@` and behind the `\`. Where the log knows a
/// local part in several domains, each name is an account of its own: nobody can tell whose the bare one is.
package struct AccountDirectory: Sendable {
  package static let none = UInt32.max

  /// By name; `none` for a name that the log does not show to exist.
  private var accounts: [UInt32]
  /// By account: a bit for each service that showed it.
  private var services: [UInt32] = []

  /// - Complexity: O(names), and the text of those that exist.
  package init(_ history: NameHistory, of table: AttemptTable) {
    accounts = Array(repeating: Self.none, count: table.nameTraits.count)
    var byLocalPart: [[UInt8]: [UInt32]] = [:]
    for name in 0..<UInt32(table.nameTraits.count) where history.services(of: name) != 0 {
      byLocalPart[Self.localPart(table.nameText(name)), default: []].append(name)
    }
    for names in byLocalPart.values {
      let domains = Set(names.map { Self.domain(table.nameText($0)) }.filter { !$0.isEmpty })
      let account = UInt32(services.count)
      if domains.count <= 1 { services.append(0) }
      for name in names {
        let own = domains.count <= 1 ? account : UInt32(services.count)
        if domains.count > 1 { services.append(0) }
        accounts[Int(name)] = own
        services[Int(own)] |= history.services(of: name)
      }
    }
  }

  package var count: Int { services.count }

  package subscript(name: UInt32) -> UInt32 { accounts[Int(name)] }

  func isKnown(_ account: UInt32, at mask: UInt32) -> Bool {
    services[Int(account)] & mask != 0
  }

  /// Accounts that one of the services of `mask` showed.
  func count(at mask: UInt32) -> Int { services.count { $0 & mask != 0 } }

  private static func localPart(_ name: [UInt8]) -> [UInt8] {
    let start = name.firstIndex(of: UInt8(ascii: "\\")).map { $0 + 1 } ?? 0
    let end = name[start...].firstIndex(of: UInt8(ascii: "@")) ?? name.count
    return start < end ? Array(name[start..<end]) : name
  }

  private static func domain(_ name: [UInt8]) -> [UInt8] {
    guard let at = name.firstIndex(of: UInt8(ascii: "@")) else { return [] }
    return Array(name[at...])
  }
}

extension NameHistory {
  /// The bit of a service in `services(of:)`.
  static func bit(_ service: Service) -> UInt32 { 1 << UInt32(service.rawValue & 31) }
}
