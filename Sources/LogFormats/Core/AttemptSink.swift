package import LogBytes
package import Model

/// Where a field of an attempt stands in its record, and how it is written there.
package struct Field: Sendable {
  package enum Encoding: UInt8, Sendable {
    case plain
    /// Text of a JSON string, with backslash escapes.
    case json
    /// Text of a URL, with percent escapes (and `+` left alone).
    case percent
    /// Text of an XML element or attribute, with entities.
    case xml
    /// Text of a quoted CSV field, with doubled quotes.
    case csv
  }

  package var range: Range<Int>
  package var encoding: Encoding

  package init(_ range: Range<Int>, _ encoding: Encoding = .plain) {
    self.range = range
    self.encoding = encoding
  }

  package init(_ value: JSONValues.Value) {
    range = value.range
    encoding = value.kind == .escapedString ? .json : .plain
  }
}

/// Where an attempt came from, as far as its record tells.
package enum SourceField: Sendable {
  case none
  case address(IPAddress)
  /// Text that is an address, or else the name of a host.
  case host(Range<Int>)
  /// The name a client gave of itself, where the log holds no address.
  case label(Field)
  /// Mail whose client stands in another line of the same queue id.
  case queue(Range<Int>)
}

/// One attempt as a decoder found it, before its text is interned.
package struct AttemptDraft {
  package var time: EventTime
  package var outcome: Outcome
  package var name: Field
  package var source: SourceField
  package var client: Field?

  package init(
    time: EventTime,
    outcome: Outcome,
    name: Field,
    source: SourceField,
    client: Field? = nil
  ) {
    self.time = time
    self.outcome = outcome
    self.name = name
    self.source = source
    self.client = client
  }
}

/// Everything that one worker decodes: attempts, the text they name, and the account of every record.
/// Made once a worker; blocks come and go.
package struct AttemptSink: ~Copyable {
  /// Names above this many bytes are no account names.
  package static let longestName = 512

  package var names = NameTable()
  package var sources: ByteInterner
  package var clients = ByteInterner()
  /// What was added, all of it.
  package var attempts: AttemptList {
    mutating get {
      settleAll()
      return list
    }
  }
  /// Queue ids with the client they belong to: numbers into `sources`.
  package var queueClients: [QueueClient] = []
  /// Whether any source is a queue id.
  package private(set) var hasQueues = false
  package var tally = BlockTally()
  /// The calendar of the block at hand, for times without a year.
  package var calendar = YearlessCalendar()

  private var list: AttemptList
  private var waiting = WaitingAttempts()
  /// Whether the table of sources has room for those of a whole block: only then attempts may wait.
  private var mayWait = false
  private var segment: UInt32 = 0
  private var recordOffset: UInt32 = 0
  private var recordLength: UInt32 = 0
  private var scratch: [UInt8] = []
  /// By source: the shard its attempts go to.
  private var shards: [UInt8] = []
  private var recentNames = RecentTexts(entryBits: 12)
  private var recentHosts = RecentTexts(entryBits: 14)
  private var recentAddresses = RecentAddresses()

  package struct QueueClient: Sendable {
    package var segment: UInt32
    package var offset: UInt32
    package var queue: UInt32
    package var client: UInt32
  }

  /// Sinks with one seed put a source's attempts into one shard.
  package init(seed: UInt64 = 0, store: AttemptStore = AttemptStore()) {
    sources = ByteInterner(seed: seed)
    list = AttemptList(store: store)
    scratch.reserveCapacity(4096)
  }

  package mutating func beginBlock(segment: UInt32) {
    // A worker that goes back begins new chunks: in each the segments are in order.
    if segment < self.segment { list.closeAll() }
    self.segment = segment
    mayWait = sources.hasRoom(for: 1 << 26, ofByteCount: 5)
    tally = BlockTally()
    calendar = YearlessCalendar()
  }

  package mutating func finishBlock(lines: Int) {
    settleAll()
    tally.lines = lines
  }

  /// The attempts of `shard`, as `AttemptList` gives them up.
  package mutating func take(shard: Int) -> [StoredChunk] {
    settleAll()
    return list.take(shard: shard)
  }

  /// Runs `decode` on one record and counts its verdict. NUL bytes in front, as a crash leaves them
  /// in a preallocated log, are taken off and counted. Broken UTF-8 is counted and kept.
  package mutating func visit(
    _ record: Span<UInt8>,
    byteOffset: Int,
    line: Int,
    isASCII: Bool = false,
    _ decode: (Span<UInt8>, inout AttemptSink) -> RecordVerdict
  ) {
    var start = 0
    while start < record.count, record[start] == 0 { start += 1 }
    if start > 0 { tally.recordsWithNUL += 1 }
    if record.isEmpty {
      tally.blank += 1
      return
    }
    if !isASCII, !record.isUTF8 { tally.countBrokenText(line: line) }
    place(byteOffset: byteOffset + start, length: record.count - start)
    let verdict =
      start == record.count
      ? .notUnderstood(.nulBytes) : decode(record.extracting(start..<record.count), &self)
    tally.count(verdict, byteOffset: byteOffset, line: line)
  }

  /// Says where the record at hand lies, for formats whose records are not lines.
  package mutating func place(byteOffset: Int, length: Int) {
    recordOffset = UInt32(truncatingIfNeeded: byteOffset)
    recordLength = UInt32(truncatingIfNeeded: length)
  }

  /// Adds one attempt. `.attempt`, or the reason why it could not be kept.
  package mutating func add(
    _ draft: borrowing AttemptDraft,
    in record: Span<UInt8>
  ) -> RecordVerdict {
    if draft.name.range.isEmpty { return .notUnderstood(.missingName) }
    if draft.name.range.count > Self.longestName { return .notUnderstood(.nameTooLong) }
    var outcome = draft.outcome
    outcome.timeIsZoneless = draft.time.isZoneless
    let address = ipv4(draft.source, in: record)
    if let address { recentAddresses.prefetch(address) }
    var source = address
    if source == nil { source = internSource(draft.source, in: record) }
    guard let source, let name = internName(draft.name, in: record),
      let client = internClient(draft.client, in: record)
    else { return .notUnderstood(.tableFull) }
    let attempt = Attempt(
      seconds: draft.time.seconds,
      milliseconds: draft.time.milliseconds,
      segment: segment,
      offset: recordOffset,
      length: recordLength,
      source: source,
      name: name,
      client: client,
      outcome: outcome
    )
    if address == nil {
      list.append(attempt, toShard: shard(of: source))
    } else if let due = waiting.exchange(attempt) {
      settle(due)
    }
    return .attempt
  }

  /// The address of a source that may wait; `nil` for any other.
  @inline(__always)
  private func ipv4(_ source: SourceField, in record: Span<UInt8>) -> UInt32? {
    guard mayWait else { return nil }
    switch source {
    case .address(let address): return address.ipv4
    case .host(let range): return record.dottedQuad(in: range)
    case .none, .label, .queue: return nil
    }
  }

  private mutating func settleAll() {
    while let attempt = waiting.next() { settle(attempt) }
  }

  /// Adds an attempt that has waited, with an address in place of its source.
  private mutating func settle(_ attempt: Attempt) {
    var attempt = attempt
    let source = source(of: attempt.source)
    attempt.source = source.number
    list.append(attempt, toShard: source.shard)
  }

  private mutating func source(of address: UInt32) -> RecentAddresses.Source {
    if let known = recentAddresses.source(of: address) { return known }
    guard let number = SourceKey.intern(IPAddress(ipv4: address), in: &sources) else {
      preconditionFailure("there was room for all that wait")
    }
    let source = RecentAddresses.Source(number: number, shard: shard(of: number))
    recentAddresses.remember(source, of: address)
    return source
  }

  private mutating func shard(of source: UInt32) -> Int {
    if source == Attempt.none { return 0 }
    if source >= shards.count { placeNewSources() }
    return Int(shards[Int(source)])
  }

  private mutating func placeNewSources() {
    for source in UInt32(shards.count)..<UInt32(sources.count) {
      let isQueue = sources.withBytes(of: source) { !$0.isEmpty && $0[0] == SourceKey.queueTag }
      let shard =
        isQueue
        ? AttemptList.unplaced : sources.shard(of: source, shardCount: AttemptList.shardCount)
      shards.append(UInt8(shard))
    }
  }

  /// Notes that mail left with `name` as its envelope sender.
  package mutating func noteSender(_ name: Field, in record: Span<UInt8>) {
    guard !name.range.isEmpty, name.range.count <= Self.longestName else { return }
    if let number = internName(name, in: record) { names.add(.sentMail, to: number) }
  }

  /// Notes that the mail of a queue id came from `source`.
  package mutating func noteQueue(
    _ queue: Range<Int>,
    from source: SourceField,
    in record: Span<UInt8>
  ) {
    guard let queue = internSource(.queue(queue), in: record),
      let client = internSource(source, in: record)
    else { return }
    queueClients.append(
      QueueClient(segment: segment, offset: recordOffset, queue: queue, client: client)
    )
  }

  private mutating func internName(_ field: Field, in record: Span<UInt8>) -> UInt32? {
    let short = field.encoding == .plain ? ShortText(record, in: field.range) : nil
    if let short, let known = recentNames.number(of: short) { return known }
    field.append(from: record, to: &scratch)
    guard let number = names.intern(&scratch) else { return nil }
    if let short { recentNames.remember(number, of: short) }
    return number
  }

  private mutating func internClient(_ field: Field?, in record: Span<UInt8>) -> UInt32? {
    guard let field, !field.range.isEmpty else { return Attempt.none }
    if field.encoding == .plain { return clients.intern(record.extracting(field.range)) }
    field.append(from: record, to: &scratch)
    return Self.intern(scratch, in: &clients)
  }

  private mutating func internSource(_ source: SourceField, in record: Span<UInt8>) -> UInt32? {
    switch source {
    case .none:
      return Attempt.none
    case .address(let address):
      return intern(address)
    case .host(let range):
      return internHost(range, in: record)
    case .label(let field):
      field.append(from: record, to: &scratch)
      SourceKey.lowercase(&scratch)
      scratch.insert(SourceKey.labelTag, at: 0)
      return Self.intern(scratch, in: &sources)
    case .queue(let range):
      hasQueues = true
      scratch.removeAll(keepingCapacity: true)
      scratch.append(SourceKey.queueTag)
      for index in range { scratch.append(record[index]) }
      return Self.intern(scratch, in: &sources)
    }
  }

  private mutating func internHost(_ range: Range<Int>, in record: Span<UInt8>) -> UInt32? {
    let short = ShortText(record, in: range)
    if let short, let known = recentHosts.number(of: short) { return known }
    let address = IPAddress(record, in: range)
    let number = address.map { intern($0) } ?? internSource(.label(Field(range)), in: record)
    if let short, let number { recentHosts.remember(number, of: short) }
    return number
  }

  private mutating func intern(_ address: IPAddress) -> UInt32? {
    SourceKey.intern(address, in: &sources)
  }

  private static func intern(_ bytes: [UInt8], in table: inout ByteInterner) -> UInt32? {
    table.intern(bytes.span)
  }
}
