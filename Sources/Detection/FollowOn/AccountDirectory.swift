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
    var places: [UInt64: Int] = [:]
    var alike: [[UInt32]] = []
    for name in 0..<UInt32(table.nameTraits.count) where history.services(of: name) != 0 {
      let hash = Self.hash(Self.localPart(table.nameText(name)))
      let place = places[hash] ?? alike.count
      if place == alike.count {
        places[hash] = place
        alike.append([])
      }
      alike[place].append(name)
    }
    for names in alike {
      if names.count == 1 { add(names, history) } else { add(alike: names, history, table) }
    }
  }

  private mutating func add(alike names: [UInt32], _ history: NameHistory, _ table: AttemptTable) {
    // Two local parts may have one hash.
    let byLocalPart = Dictionary(grouping: names) { Array(Self.localPart(table.nameText($0))) }
    for names in byLocalPart.values {
      let domains = Set(names.map { Self.domain(table.nameText($0)) }.filter { !$0.isEmpty })
      if domains.count <= 1 {
        add(names, history)
      } else {
        for name in names { add([name], history) }
      }
    }
  }

  private mutating func add(_ names: [UInt32], _ history: NameHistory) {
    let account = UInt32(services.count)
    services.append(0)
    for name in names {
      accounts[Int(name)] = account
      services[Int(account)] |= history.services(of: name)
    }
  }

  package var count: Int { services.count }
  /// The numbers of all accounts.
  var all: Range<UInt32> { 0..<UInt32(services.count) }

  package subscript(name: UInt32) -> UInt32 { accounts[Int(name)] }

  func isKnown(_ account: UInt32, at mask: UInt32) -> Bool {
    services[Int(account)] & mask != 0
  }

  /// Accounts that one of the services of `mask` showed.
  func count(at mask: UInt32) -> Int { services.count { $0 & mask != 0 } }

  private static func localPart(_ name: [UInt8]) -> ArraySlice<UInt8> {
    let start = name.firstIndex(of: UInt8(ascii: "\\")).map { $0 + 1 } ?? 0
    let end = name[start...].firstIndex(of: UInt8(ascii: "@")) ?? name.count
    return start < end ? name[start..<end] : name[...]
  }

  /// FNV-1a.
  private static func hash(_ text: ArraySlice<UInt8>) -> UInt64 {
    text.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
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
