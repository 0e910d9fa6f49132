import Model

// Every attempt of nominated keys, with everything that honest people do there.

extension RollupDetector {
  /// The attempts of each key, in order. Keys of clients with which many people sign in have none: those
  /// tie nobody together.
  /// - Complexity: O(sources) for networks and systems, O(attempts) else, and O(n log n) for the attempts
  ///   of the keys.
  func members(of nominated: [RollupKey], kind: RollupKey.Kind) -> [RollupKey: [UInt32]] {
    let members: [RollupKey: [UInt32]]
    switch kind {
    case .network, .provider, .system: members = bySource(Set(nominated), kind: kind)
    case .client, .pair: members = byClient(nominated, kind: kind)
    }
    return members.mapValues(inOrder)
  }

  private func bySource(_ wanted: Set<RollupKey>, kind: RollupKey.Kind) -> [RollupKey: [UInt32]] {
    var members: [RollupKey: [UInt32]] = [:]
    for source in 0..<UInt32(groups.count) {
      for key in keys(of: source) where key.kind == kind && wanted.contains(key) {
        if !isLeftOut(source, kind) { members[key, default: []] += groups.indices(of: source) }
      }
    }
    return members
  }

  /// Attempts of one source mostly lie side by side, so the keys of the last pair are all that is kept.
  private func byClient(_ nominated: [RollupKey], kind: RollupKey.Kind) -> [RollupKey: [UInt32]] {
    var wanted = Set(nominated)
    if kind == .client { wanted.subtract(commonClients(nominated)) }
    var clients = Marks(below: Int(nominated.compactMap(\.client).max() ?? 0) + 1)
    for key in wanted { if let client = key.client { clients.insert(client) } }
    var (lastPair, keys): (UInt64, [RollupKey]) = (.max, [])
    var members: [RollupKey: [UInt32]] = [:]
    forEachAttempt(of: clients) { index, attempt in
      let pair = UInt64(attempt.source) << 32 | UInt64(attempt.client)
      if pair != lastPair {
        keys = self.keys(of: attempt.source, client: attempt.client).filter(wanted.contains)
        lastPair = pair
      }
      if keys.isEmpty || isLeftOut(attempt.source, kind) { return }
      for key in keys { members[key, default: []].append(index) }
    }
    return members
  }

  private func forEachAttempt(of clients: Marks, _ body: (UInt32, Attempt) -> Void) {
    for (number, chunk) in table.chunks.enumerated() {
      let base = UInt32(number << AttemptTable.chunkShift)
      for (place, attempt) in chunk.enumerated()
      where attempt.source != Attempt.none && clients.holds(attempt.client) {
        body(base + UInt32(place), attempt)
      }
    }
  }

  /// Those with which many of their sources sign in.
  private func commonClients(_ nominated: [RollupKey]) -> [RollupKey] {
    let numbers = nominated.compactMap(\.client)
    var clients = Marks(below: Int(numbers.max() ?? 0) + 1)
    clients.insert(numbers)
    var sources = [Seen](repeating: Seen(), count: Int(numbers.max() ?? 0) + 1)
    forEachAttempt(of: clients) { _, attempt in
      if isLeftOut(attempt.source, .client) { return }
      sources[Int(attempt.client)].note(attempt)
    }
    return nominated.filter { key in
      guard let client = key.client else { return false }
      let seen = sources[Int(client)]
      return Double(seen.owners) > Self.commonClientShare * Double(seen.sources)
    }
  }

  /// How many sources a client has, and how many of them signed in with it.
  private struct Seen {
    private(set) var sources = 0
    private(set) var owners = 0
    private var lastSource = Attempt.none
    private var lastOwner = Attempt.none

    /// The attempts of one source come one after the other.
    mutating func note(_ attempt: Attempt) {
      if attempt.source != lastSource {
        sources += 1
        lastSource = attempt.source
      }
      if attempt.outcome.credential == .accepted, attempt.source != lastOwner {
        owners += 1
        lastOwner = attempt.source
      }
    }
  }

  /// The seconds beside the indices: most comparisons then need no look at the table.
  private struct Timed: TimedAttempt {
    var seconds: UInt32
    var index: UInt32
  }

  private func inOrder(_ indices: [UInt32]) -> [UInt32] {
    indices.map { Timed(seconds: table[$0].seconds, index: $0) }
      .sorted(by: table.precedes).map(\.index)
  }
}
