import Model

/// What several sources may have in common: a campaign that changes its address seldom changes all of it.
enum RollupKey: Hashable, Sendable {
  case client(UInt32)
  /// The first 24 bits of an IPv4 address, or the first 48 or 64 of an IPv6 one; as a provider the
  /// first 16 or 32.
  case network(high: UInt64, bits: UInt8)
  /// An autonomous system by its number.
  case system(UInt32)
  /// A client string from one autonomous system, or from one /16 (IPv4) or /32 (IPv6) where no database
  /// of systems is given.
  case clientFrom(UInt32, high: UInt64, bits: UInt8)
  case clientOfSystem(UInt32, UInt32)

  enum Kind: Int, Sendable, CaseIterable {
    case client
    case network
    /// /16 or /32: where no database tells the autonomous systems, they stand for them.
    case provider
    case system
    case pair
  }

  var kind: Kind {
    switch self {
    case .client: .client
    case .network(_, let bits): bits == 16 || bits == 32 ? .provider : .network
    case .system: .system
    case .clientFrom, .clientOfSystem: .pair
    }
  }

  /// The client's number, of keys that have one.
  var client: UInt32? {
    switch self {
    case .client(let client), .clientFrom(let client, _, _), .clientOfSystem(let client, _): client
    case .network, .system: nil
    }
  }

  /// The keys of a contact from `address`.
  static func keys(client: UInt32, address: IPAddress?, system: UInt32?) -> [RollupKey] {
    var keys: [RollupKey] = []
    if client != Attempt.none { keys.append(.client(client)) }
    if let system {
      keys.append(.system(system))
      if client != Attempt.none { keys.append(.clientOfSystem(client, system)) }
    }
    guard let address else { return keys }
    for bits in address.ipv4 == nil ? [48, 64] : [24] as [UInt8] {
      keys.append(.network(high: prefix(address, bits: bits), bits: bits))
    }
    if system == nil {
      let bits: UInt8 = address.ipv4 == nil ? 32 : 16
      keys.append(.network(high: prefix(address, bits: bits), bits: bits))
      if client != Attempt.none {
        keys.append(.clientFrom(client, high: prefix(address, bits: bits), bits: bits))
      }
    }
    return keys
  }

  /// The /24 or /48 of an address, as a number that no other network has.
  static func network(of address: IPAddress) -> UInt64 {
    prefix(address, bits: address.ipv4 == nil ? 48 : 24) | (address.ipv4 == nil ? 1 : 0)
  }

  /// The /16 or /32 of an address, as a number that no other network has.
  static func provider(of address: IPAddress) -> UInt64 {
    prefix(address, bits: address.ipv4 == nil ? 32 : 16) | (address.ipv4 == nil ? 1 : 0)
  }

  /// The first `bits` of the address, at the left of the result; IPv4 ones have their own `bits`.
  private static func prefix(_ address: IPAddress, bits: UInt8) -> UInt64 {
    let high = address.ipv4.map { UInt64($0) << 32 } ?? address.high
    return high & ~(UInt64.max >> UInt64(bits))
  }
}
