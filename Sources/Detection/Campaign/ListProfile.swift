import Model

/// What one part of a campaign looks like from outside, for comparison with others: when, where, with
/// what, and how the names are made.
struct ListProfile {
  var absent: Set<UInt32>
  var first: UInt32
  var last: UInt32
  var probes: Int
  var sources: Int
  var service: Service
  /// The make of most names.
  var template: UInt64
  /// The client string of most probes, and the share of probes that have it.
  var client: UInt32
  var clientShare: Double
  /// /24 and /48 networks of its sources; the /16 and /32 networks around them.
  var networks: Set<UInt64> = []
  var providers: Set<UInt64> = []
  /// The share of the absent names that one source alone asked for.
  var novelShare: Double
  /// Whether it is worked behind people who sign in: its time and make are then partly theirs.
  var isAmongPeople: Bool

  /// Share of accepted names from which on a list counts as worked among people.
  static let residentShare = 0.1

  init(_ campaign: Campaign, table: AttemptTable, census: NameCensus) {
    let attempts = campaign.probes.map { table[$0.index] }
    absent = Set(zip(campaign.probes, attempts).lazy.filter { $0.0.isMiss }.map { $0.1.name })
    (first, last) = (attempts[0].seconds, attempts[attempts.count - 1].seconds)
    probes = attempts.count
    service = Self.commonest(attempts.map { $0.outcome.service }).value ?? .unknown
    template =
      Self.commonest(attempts.map { NameTemplate(table.nameText($0.name)).hash }).value ?? 0
    let clients = Self.commonest(attempts.map { $0.client })
    client = clients.value ?? Attempt.none
    clientShare = Double(clients.count) / Double(attempts.count)
    let novel = absent.count { census[$0] <= 1 }
    novelShare = absent.isEmpty ? 0 : Double(novel) / Double(absent.count)
    let accepted = campaign.probes.count { $0.answer == .exists }
    isAmongPeople =
      service.takesSecret && Double(accepted) > Self.residentShare * Double(attempts.count)
    let sources = Set(attempts.lazy.map { $0.source })
    self.sources = sources.count
    for source in sources {
      guard let address = table.sourceAddress(source) else { continue }
      networks.insert(RollupKey.network(of: address))
      providers.insert(RollupKey.provider(of: address))
    }
  }

  /// Several sources that are all in one /24 or /48, or all in one /16 or /32.
  var isOfOneNetwork: Bool { sources >= 3 && networks.count == 1 }
  var isOfOneProvider: Bool { sources >= 3 && providers.count == 1 }

  var span: Double { Double(last - first) }

  /// Mean seconds from one probe of one source to its next.
  var pace: Double { (span + 1) * Double(sources) / Double(probes) }

  /// The time the list was at work, as far as probes at random moments of it tell: a little more than
  /// from the first to the last.
  var period: ClosedRange<Double> {
    let more = probes < 2 ? 0 : span / Double(probes - 1)
    return Double(first) - more...Double(last) + more
  }

  /// The commonest value and how often it occurs; of equally common ones the first.
  static func commonest<Value: Hashable>(_ values: [Value]) -> (value: Value?, count: Int) {
    var counts: [Value: Int] = [:]
    var start = 0
    while start < values.count {
      // Equal ones mostly follow each other: one look-up for all of them.
      let end = values[start...].firstIndex { $0 != values[start] } ?? values.count
      counts[values[start], default: 0] += end - start
      start = end
    }
    let most = counts.values.max() ?? 0
    return (values.first { counts[$0] == most }, most)
  }
}

extension Service {
  /// Whether a probe of the service offers a secret, so that a hit that signs in is somebody's own.
  var takesSecret: Bool {
    switch self {
    case .httpAutodiscover, .httpGitLab, .httpLookup, .httpRegister, .httpReset, .httpWordPress,
      .keycloakRegister, .keycloakReset, .postfixRecipient:
      false
    case .unknown, .dovecot, .entraInteractive, .entraNonInteractive, .httpActiveSync,
      .httpExchange, .httpLogin, .keycloakLogin, .postfixSASL, .rollcallSignIn, .sshd,
      .windowsExplicitLogon, .windowsKerberos, .windowsLogon, .windowsNTLM:
      true
    }
  }
}
