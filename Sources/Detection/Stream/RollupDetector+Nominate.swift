import Model

// Which keys are worth a test: those with enough rare misses by enough strangers.

extension RollupDetector {
  /// Those of one kind, in order of the first of their misses. `rare` are strangers' misses of rare names, in
  /// order.
  /// - Complexity: O(contacts); keys are made for each source, or for each contact with a client that
  ///   could be one.
  func nominate(
    _ kind: RollupKey.Kind,
    in rare: ChosenContacts,
    without explained: Marks
  ) -> [RollupKey] {
    let rare = rare.lazy.filter { contact in
      // Several operators may have one provider: those who are known do not speak for it.
      !explained.contains(contact.index)
        && (kind == .network || !accused.contains(contact.source))
    }
    var tallies = KeyTallies()
    switch kind {
    case .network, .provider, .system:
      for (source, misses) in missesBySource(rare) {
        for key in keys(of: source) where key.kind == kind {
          tallies.note(key, source: source, misses: misses)
        }
      }
    case .client:
      for client in clients(of: rare) { tallies.note(client) }
    case .pair:
      let clients = Set(clients(of: rare).filter(\.isEnough).map(\.client))
      if clients.isEmpty { return [] }
      for contact in rare {
        let attempt = table[contact.index]
        guard clients.contains(attempt.client) else { continue }
        for key in keys(of: attempt.source, client: attempt.client) where key.kind == kind {
          tallies.note(key, source: attempt.source, misses: 1)
        }
      }
    }
    return tallies.enough
  }

  func keys(of source: UInt32, client: UInt32 = Attempt.none) -> [RollupKey] {
    RollupKey.keys(
      client: client,
      address: table.sourceAddress(source),
      system: table.sourceSystem(source)
    )
  }

  /// How often each source is in `contacts`, in order of first sight.
  private func missesBySource(
    _ contacts: some Sequence<Contact>
  ) -> [(source: UInt32, misses: Int)] {
    var counts = [UInt32](repeating: 0, count: table.sourceCount)
    var order: [UInt32] = []
    for contact in contacts {
      let source = contact.source
      if counts[Int(source)] == 0 { order.append(source) }
      counts[Int(source)] += 1
    }
    return order.map { ($0, Int(counts[Int($0)])) }
  }

  /// The clients of `contacts`, in order of first sight.
  private func clients(of contacts: some Sequence<Contact>) -> [ClientTally] {
    var places: [UInt32: Int] = [:]
    var tallies: [ClientTally] = []
    for contact in contacts {
      let attempt = table[contact.index]
      guard attempt.client != Attempt.none else { continue }
      let place = places[attempt.client] ?? tallies.count
      if place == tallies.count {
        places[attempt.client] = place
        tallies.append(ClientTally(client: attempt.client))
      }
      tallies[place].note(attempt.source)
    }
    return tallies
  }
}

/// The misses of one client, and the first few sources that made them.
private struct ClientTally {
  let client: UInt32
  private(set) var misses = 0
  private(set) var sources: [UInt32] = []

  init(client: UInt32) {
    self.client = client
  }

  mutating func note(_ source: UInt32) {
    misses += 1
    if sources.count < RollupDetector.fewestSources, !sources.contains(source) {
      sources.append(source)
    }
  }

  var isEnough: Bool {
    misses >= RollupDetector.fewestMisses && sources.count >= RollupDetector.fewestSources
  }
}

/// The misses of keys, in order of first sight.
private struct KeyTallies {
  private var places: [RollupKey: Int] = [:]
  private var tallies: [(key: RollupKey, misses: Int, sources: [UInt32])] = []

  mutating func note(_ key: RollupKey, source: UInt32, misses: Int) {
    let place = places[key] ?? tallies.count
    if place == tallies.count {
      places[key] = place
      tallies.append((key, 0, []))
    }
    tallies[place].misses += misses
    if tallies[place].sources.count < RollupDetector.fewestSources,
      !tallies[place].sources.contains(source)
    {
      tallies[place].sources.append(source)
    }
  }

  mutating func note(_ client: ClientTally) {
    tallies.append((.client(client.client), client.misses, client.sources))
  }

  var enough: [RollupKey] {
    tallies.filter {
      $0.misses >= RollupDetector.fewestMisses && $0.sources.count >= RollupDetector.fewestSources
    }.map(\.key)
  }
}
