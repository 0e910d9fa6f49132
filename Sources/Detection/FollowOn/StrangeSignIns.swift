import Model

/// Sign-ins to accounts from where, and with what, nobody signed in to them before.
///
/// Strange is the first one from a source and its network, with a client that is new to the account where
/// the log names clients, once the account has been in no new place for a week. A place where many people
/// sign in is strange to nobody.
struct StrangeSignIns: Sendable {
  /// So long an account must have kept to its places for a new one to say something.
  static let quietSeconds: UInt32 = 7 * 86_400
  /// A source that signs in to more accounts than that is a place where people work, unless most of
  /// them were confirmed to the campaign.
  static let fewSharers = 2

  /// By account, then by time.
  private let signIns: [AccountTrace.SignIn]

  /// - Complexity: O(sign-ins x log sign-ins).
  init(
    _ trace: AccountTrace,
    prior: PriorLife = PriorLife(),
    directory: AccountDirectory,
    in table: AttemptTable
  ) {
    let before = Dictionary(grouping: prior.uses) { directory[$0.name] }
    var strange: [AccountTrace.SignIn] = []
    Self.forEachAccount(of: trace, in: table) { uses in
      let earlier = before[uses[uses.startIndex].account] ?? []
      strange += Self.strange(uses, after: earlier, in: table)
    }
    signIns = strange.sorted { AttemptTable.precedes(table[$0.index], table[$1.index]) }
  }

  /// Calls `body` with each account's sign-ins, in order.
  private static func forEachAccount(
    of trace: AccountTrace,
    in table: AttemptTable,
    _ body: (ArraySlice<AccountTrace.SignIn>) -> Void
  ) {
    var ends = [Int](repeating: 0, count: trace.firstSignIn.count)
    for signIn in trace.signIns { ends[Int(signIn.account)] += 1 }
    var total = 0
    for account in ends.indices { (ends[account], total) = (total, total + ends[account]) }
    guard let any = trace.signIns.first else { return }
    var grouped = Array(repeating: any, count: total)
    for signIn in trace.signIns {
      grouped[ends[Int(signIn.account)]] = signIn
      ends[Int(signIn.account)] += 1
    }
    var start = 0
    for end in ends where end > start {
      grouped[start..<end].sort(by: table.precedes)
      body(grouped[start..<end])
      start = end
    }
  }

  /// Of one account's sign-ins, in order, after what earlier scans knew of it.
  private static func strange(
    _ uses: ArraySlice<AccountTrace.SignIn>,
    after earlier: [PriorLife.Use],
    in table: AttemptTable
  ) -> [AccountTrace.SignIn] {
    guard let first = uses.first, let last = uses.last else { return [] }
    var lastNews = earlier.map(\.first).max() ?? first.seconds
    // Most accounts are not seen for long enough.
    if last.seconds < lastNews &+ quietSeconds { return [] }
    var strange: [AccountTrace.SignIn] = []
    var networks = FewValues(earlier.map { Network($0.address, source: $0.source) })
    var clients = FewValues(earlier.map(\.client).filter { $0 != Attempt.none })
    for use in uses {
      let network = Network(table.sourceAddress(use.source), source: use.source)
      let isNewPlace = networks.insert(network)
      let isNewClient = clients.insert(use.client) || use.client == Attempt.none
      guard isNewPlace else { continue }
      if isNewClient, use.seconds >= lastNews &+ quietSeconds { strange.append(use) }
      // What many share says nothing of one of them: a train, a carrier.
      if use.sharers <= fewSharers { lastNews = use.seconds }
    }
    return strange
  }

  /// Those that may follow from the set, of every account; in order.
  func after(_ confirmed: ConfirmedSet) -> [AccountTrace.SignIn] {
    let inTime = signIns.filter {
      confirmed.isAfter($0.seconds, $0.account) && !confirmed.sources.contains($0.source)
    }
    var touched: [UInt32: Int] = [:]
    for signIn in inTime where confirmed.contains(signIn.account) {
      touched[signIn.source, default: 0] += 1
    }
    return inTime.filter { signIn in
      signIn.sharers <= Self.fewSharers
        || 2 * touched[signIn.source, default: 0] > signIn.sharers
    }
  }
}

/// Where a source lies: its /24 or /48, or the source itself where it has no address.
private enum Network: Hashable {
  case ipv4(UInt32)
  case ipv6(UInt64)
  case source(UInt32)

  init(_ address: IPAddress?, source: UInt32) {
    guard let address else {
      self = .source(source)
      return
    }
    self = address.ipv4.map { .ipv4($0 >> 8) } ?? .ipv6(address.high >> 16)
  }
}

/// A set that is mostly small: a search is quicker than a hash until there are many.
private struct FewValues<Value: Hashable> {
  private static var few: Int { 16 }

  private var values: [Value] = []
  private var many: Set<Value> = []

  init(_ values: [Value]) {
    for value in values { _ = insert(value) }
  }

  /// Whether the value is new.
  mutating func insert(_ value: Value) -> Bool {
    if !many.isEmpty { return many.insert(value).inserted }
    if values.contains(value) { return false }
    values.append(value)
    if values.count > Self.few { many = Set(values) }
    return true
  }
}
