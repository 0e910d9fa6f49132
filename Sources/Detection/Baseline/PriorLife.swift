package import Model

/// What earlier scans knew, in the numbers of this one.
package struct PriorLife: Sendable {
  /// A source and a name.
  package struct Pair: Hashable, Sendable {
    package var source: UInt32
    package var name: UInt32

    package init(source: UInt32, name: UInt32) {
      (self.source, self.name) = (source, name)
    }
  }

  /// A name that existed, with a bit for each service as `NameHistory` has them.
  package struct KnownName: Sendable {
    package var name: UInt32
    package var services: UInt32
    package var first: UInt32

    package init(name: UInt32, services: [Service], first: UInt32) {
      self.name = name
      self.services = services.reduce(0) { $0 | NameHistory.bit($1) }
      self.first = first
    }
  }

  /// From where and with what a name signed in.
  package struct Use: Sendable {
    package var name: UInt32
    /// `nil` for a source without an address.
    package var address: IPAddress?
    /// `Attempt.none` for one that this scan does not see.
    package var source: UInt32
    package var client: UInt32
    package var first: UInt32

    package init(name: UInt32, address: IPAddress?, source: UInt32, client: UInt32, first: UInt32) {
      self.name = name
      self.address = address
      self.source = source
      self.client = client
      self.first = first
    }
  }

  package var counts = ProbeCounts()
  package var names: [KnownName] = []
  package var uses: [Use] = []
  /// Absent names that a source asks for by habit, and what runs by the clock.
  package var habits: Set<Pair> = []

  package init() {}

  package func seed(_ history: inout NameHistory) {
    for name in names { history.note(name.name, services: name.services, first: name.first) }
  }

  /// The pairs of a source and a name that signed in from there.
  package var ownPairs: Set<Pair> {
    Set(uses.filter { $0.source != Attempt.none }.map { Pair(source: $0.source, name: $0.name) })
  }
}

extension CampaignAccounts {
  /// Takes out of `confirmed` the names that only their usual sources asked for.
  package mutating func dropOwned(
    by own: Set<PriorLife.Pair>,
    of campaign: Campaign,
    in table: AttemptTable
  ) {
    if own.isEmpty || confirmed.isEmpty { return }
    let strangers = Set(
      campaign.probes.lazy.map { table[$0.index] }
        .filter { !own.contains(.init(source: $0.source, name: $0.name)) }
        .map(\.name)
    )
    confirmed.removeAll { !strangers.contains($0) }
  }
}
