import Model

/// Writes the script of one campaign: a list, sources, and a pace.
struct CampaignPlanner {
  /// Campaigns begin in the first part of the lab's time and leave the last to what follows.
  static let latestBegin = 0.35
  static let longestSpan = 0.5
  /// Fewer names than that are no roll call.
  static let fewestNames = 15

  let scenario: CampaignScenario
  let place: CampaignPlace
  /// Honest attempts on unknown names in the log, a millisecond.
  let unknownRate: Double
  var random: SeededGenerator

  /// How the names, the sources and the times of one campaign are laid out.
  struct Layout {
    var names: [UInt32]
    var begin: Int64
    /// Milliseconds.
    var gap: Double
    var sources: [UInt32]
    var client: UInt16
  }

  mutating func script(_ world: inout World) -> Script {
    var script = Script(place.log, place.service)
    let layout = layout(&world)
    switch scenario {
    case .dailyFromThousands: daily(layout, &script, &world)
    case .sharedList: sharedList(layout, &script, &world)
    case .signsInFirst: signsInFirst(layout, &script, world)
    case .alphabetical, .alphabeticalDistributed, .authorNumbers, .behindCarrierNAT,
      .behindOfficeNAT, .canary, .clockwork, .distributed, .fastSingle, .fewHits, .followOn,
      .goodList, .insideHost, .invisible, .mailFollows, .nearMisses, .nullSender,
      .onePerAddress10, .onePerAddress30, .onePerAddress50, .sameClient, .sameNetwork,
      .sameSubnet4, .sameSubnet6, .simultaneous, .slowSingle:
      inTurn(layout, &script, world)
    }
    return script
  }

  // MARK: Layout

  private mutating func layout(_ world: inout World) -> Layout {
    let shape = scenario.shape
    let length = Double(world.end - world.start)
    let span = length * Self.longestSpan
    var count = random.within(shape.names)
    var gap = random.within(shape.gap) * 1000
    if let share = scenario.unknownNameShare {
      gap = pace(for: share, hits: shape.hits, names: &count, span: span)
    }
    if gap * Double(count) > span {
      count = max(Self.fewestNames, Int(span / gap))
      gap = min(gap, span / Double(count))
    }
    let begin = world.start + Int64(random.unit() * Self.latestBegin * length)
    let names = names(count, shape, at: begin, &world)
    return Layout(
      names: names,
      begin: begin,
      gap: gap,
      sources: sources(shape.sources, names.count, &world),
      client: client()
    )
  }

  /// The gap at which misses make up `share` of the unknown names, with as many names as fit.
  private mutating func pace(
    for share: Double,
    hits: ClosedRange<Double>,
    names count: inout Int,
    span: Double
  ) -> Double {
    let misses = 1 - (hits.lowerBound + hits.upperBound) / 2
    // In a log without honest unknown names any share is all of it.
    let rate = max(unknownRate, 0.5 / Double(Clock.hour))
    let gap = misses * (1 - share) / (share * rate)
    count = min(count, max(Self.fewestNames, Int(span / gap)))
    return gap
  }

  private mutating func names(
    _ count: Int,
    _ shape: CampaignShape,
    at begin: Int64,
    _ world: inout World
  ) -> [UInt32] {
    if scenario == .authorNumbers { return authorNumbers(count, &world) }
    let staff = world.company.people.filter { $0.isEmployed(at: begin) }.map(\.account)
    let share = random.within(shape.hits)
    // A small company has not the staff for a long list of good names.
    let count = min(count, Int(Double(staff.count) / max(share, 0.01)))
    let hits = Int((share * Double(count)).rounded())
    var names = random.sample(staff, hits)
    if scenario == .canary { names += random.sample(world.company.canaries, random.within(2...3)) }
    var taken = Set(names)
    while names.count < count {
      let name =
        scenario == .nearMisses
        ? world.misspelt(random.pick(staff), &random) : world.strangerName(&random)
      if let name, taken.insert(name).inserted { names.append(name) }
    }
    random.shuffle(&names)
    if shape.isSorted {
      let texts = names.map { world.names.text($0) }
      names = zip(texts, names).sorted { $0.0 < $1.0 }.map(\.1)
    }
    return names
  }

  /// Authors have the first numbers; the rest are free.
  private mutating func authorNumbers(_ count: Int, _ world: inout World) -> [UInt32] {
    let names = (1...count).map { world.names.intern("author \($0)", isWhole: true) }
    world.company.create(Array(names.prefix(random.within(2...9))), at: .min)
    return names
  }

  private mutating func sources(
    _ kind: CampaignShape.Sources,
    _ count: Int,
    _ world: inout World
  ) -> [UInt32] {
    let block = UInt32(0xf000_0000 | random.below(1 << 28))
    switch kind {
    case .one: return [world.sources.stranger(&random)]
    case .perName: return (0..<count).map { _ in world.sources.stranger(&random) }
    case .office: return [random.pick(world.company.offices)]
    case .carrier: return [random.pick(world.company.carriers)]
    case .insideHost: return [world.company.host(11, seenIn: place.log)]
    case .several(let range):
      return (0..<random.within(range)).map { _ in world.sources.stranger(&random) }
    case .subnet4(let range):
      return (0..<random.within(range)).map { _ in
        world.sources.stranger(ofSubnet: block, &random)
      }
    case .subnet6(let range):
      let high = 0x2001_0db8_0000_0000 | random.next() >> 32
      return (0..<random.within(range)).map { _ in
        world.sources.stranger(ofSubnet6: high, &random)
      }
    case .network(let range):
      return (0..<random.within(range)).map { _ in
        world.sources.stranger(ofProvider: block, &random)
      }
    }
  }

  private mutating func client() -> UInt16 {
    if scenario == .sameClient { return UInt16(random.pick(Clients.rareNumbers)) }
    return UInt16(
      random.chance(0.5) ? random.pick(Clients.toolNumbers) : random.pick(Clients.browserNumbers)
    )
  }

  // MARK: Ways through a list

  /// One name after the other; sources take turns as it comes.
  private mutating func inTurn(_ layout: Layout, _ script: inout Script, _ world: World) {
    var time = layout.begin
    let isPerName = layout.sources.count == layout.names.count
    for (number, name) in layout.names.enumerated() {
      let source = isPerName ? layout.sources[number] : random.pick(layout.sources)
      probe(name, at: time, from: source, client: client(layout), &script, world)
      time += nextGap(layout.gap)
    }
  }

  /// Rotating sources look like different machines, unless the client is what they have in common.
  private mutating func client(_ layout: Layout) -> UInt16 {
    layout.sources.count > 1 && scenario != .sameClient
      ? UInt16(random.pick(Clients.browserNumbers)) : layout.client
  }

  private mutating func nextGap(_ mean: Double) -> Int64 {
    max(1, Int64(mean * (scenario == .clockwork ? 1 : random.within(0.4...1.6))))
  }

  private func probe(
    _ name: UInt32,
    at time: Int64,
    from source: UInt32,
    client: UInt16,
    _ script: inout Script,
    _ world: World
  ) {
    let answer = script.probeAnswer(name, at: time, in: world)
    script.add(
      name,
      scenario == .mailFollows && answer == .there ? .accepted : answer,
      at: time,
      from: source,
      client: client,
      hasNullSender: scenario == .nullSender,
      isSilent: scenario == .invisible
    )
  }

  /// Each account once a day, each time from another device.
  private mutating func daily(_ layout: Layout, _ script: inout Script, _ world: inout World) {
    let days = Int(Double(world.parameters.days) * Self.longestSpan)
    for day in 0..<max(1, days) {
      for name in layout.names {
        let inDay = Int64(random.below(Int(Clock.day)))
        let client = UInt16(random.pick(Clients.browserNumbers))
        let source = world.sources.stranger(&random)
        let time = layout.begin + Int64(day) * Clock.day + inDay
        probe(name, at: time, from: source, client: client, &script, world)
      }
    }
  }

  /// Several programs, each with a part of the list in an order of its own, at times of their own.
  private mutating func sharedList(_ layout: Layout, _ script: inout Script, _ world: inout World) {
    let span = Double(world.end - world.start) * Self.longestSpan
    for _ in 0..<random.within(5...9) {
      let source = world.sources.stranger(&random)
      let client = UInt16(random.pick(Clients.toolNumbers))
      var time = layout.begin + Int64(random.unit() * span)
      for name in random.sample(layout.names, random.within(20...45)) {
        probe(name, at: time, from: source, client: client, &script, world)
        time += nextGap(layout.gap)
      }
    }
  }

  /// A stolen account signs in before the list is begun, and after every ten names or so.
  private mutating func signsInFirst(_ layout: Layout, _ script: inout Script, _ world: World) {
    let source = layout.sources[0]
    let stolen = world.company.people.filter { $0.isEmployed(at: layout.begin) && $0.left == .max }
    guard let account = stolen.first?.account else { return }
    var time = layout.begin
    for (number, name) in layout.names.enumerated() where name != account {
      if number % 10 == 0 {
        script.add(account, .accepted, at: time, from: source, client: layout.client)
        time += nextGap(layout.gap)
      }
      probe(name, at: time, from: source, client: layout.client, &script, world)
      time += nextGap(layout.gap)
    }
  }
}
