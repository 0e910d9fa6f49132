import Detection
import LogBytes
import LogFormats
import Model

/// Resolves the attempts of one shard after the other and puts each source's side by side, in order.
///
/// A counting sort in memory that the processor's cache holds; detection then reads the attempts from
/// front to back. What detection needs to know of all attempts is noted on the way.
struct ShardResolver: Sendable {
  private var times: TimeResolver
  /// The attempts of all shards so far. Sources do not cross shards.
  private(set) var chunks: [StoredChunk] = []
  /// Where they come from and go to.
  private let source: AttemptStore
  private let target: AttemptStore
  /// The sources in the order of their attempts, with indices as if `chunks` were the whole table.
  private(set) var runs: [SourceGroups.Run] = []
  private(set) var history: NameHistory
  private var first = UInt64.max
  private var last = UInt64.min

  /// By source: its group in the shard at hand.
  private var groups: [UInt32]
  /// By group: its source, and where its attempts end.
  private var sources: [UInt32] = []
  private var ends: [Int] = []
  private var sorted: [Attempt] = []
  /// The group of attempts that name no source.
  private static let nobody: UInt32 = 0
  private static let unknown = UInt32.max

  init(
    times: TimeResolver,
    tables: TextTables,
    from source: AttemptStore,
    to target: AttemptStore
  ) {
    self.times = times
    (self.source, self.target) = (source, target)
    history = NameHistory(nameCount: tables.nameCount)
    groups = Array(repeating: Self.unknown, count: tables.sourceCount)
  }

  var firstTime: Timestamp? { first > last ? nil : Self.moment(first) }
  var lastTime: Timestamp? { first > last ? nil : Self.moment(last) }

  private static func moment(_ milliseconds: UInt64) -> Timestamp {
    Timestamp(millisecondsSince1970: Int64(milliseconds))
  }

  /// Takes the attempts of `shard` over.
  mutating func resolve(_ shard: inout UnresolvedShard) {
    (sources, ends) = ([Attempt.none], [0])
    var parts: [[[Attempt]]] = []
    for place in shard.parts.indices {
      parts.append([])
      // Given up one by one, so that no chunk is copied to be changed: a name for what is taken out would
      // keep it.
      shard.parts[place].chunks.reverse()
      while !shard.parts[place].chunks.isEmpty {
        var chunk = source.take(shard.parts[place].chunks.removeLast())
        resolve(&chunk, numbers: shard.parts[place].numbers)
        parts[parts.count - 1].append(chunk)
      }
    }
    shard.parts = []
    var total = 0
    for group in ends.indices { (ends[group], total) = (total, total + ends[group]) }
    if total > 0 { sort(parts, total: total) }
    for source in sources.dropFirst() { groups[Int(source)] = Self.unknown }
  }

  /// Puts in what other lines know, and in the place of each source its group.
  private mutating func resolve(_ chunk: inout [Attempt], numbers: JoinStage.Numbers?) {
    var (first, last) = (first, last)
    for index in chunk.indices {
      if index + Self.ahead < chunk.count { prefetch(chunk[index + Self.ahead], numbers) }
      var attempt = chunk[index]
      numbers?.renumber(&attempt)
      times.resolve(&attempt)
      let time = UInt64(attempt.seconds) &* 1000 &+ UInt64(attempt.milliseconds)
      (first, last) = (min(first, time), max(last, time))
      if attempt.outcome.existence.exists { history.note(attempt) }
      attempt.source = group(of: attempt.source)
      ends[Int(attempt.source)] &+= 1
      chunk[index] = attempt
    }
    (self.first, self.last) = (first, last)
  }

  /// How many attempts ahead memory is asked for.
  private static let ahead = 12

  /// Asks for what will be needed of an attempt.
  @inline(__always)
  private func prefetch(_ attempt: Attempt, _ numbers: JoinStage.Numbers?) {
    if let numbers {
      numbers.prefetch(attempt)
    } else if attempt.source != Attempt.none {
      groups.prefetch(Int(attempt.source))
    }
  }

  private mutating func group(of source: UInt32) -> UInt32 {
    if source == Attempt.none { return Self.nobody }
    let known = groups[Int(source)]
    if known != Self.unknown { return known }
    let group = UInt32(sources.count)
    groups[Int(source)] = group
    sources.append(source)
    ends.append(0)
    return group
  }

  /// Adds the attempts of `parts` to the chunks, by group and order. Until then `ends` says where the
  /// groups begin.
  private mutating func sort(_ parts: [[[Attempt]]], total: Int) {
    if sorted.count < total {
      sorted += repeatElement(.filler, count: total - sorted.count)
    }
    var merge = SegmentMerge(parts)
    while let (part, chunk, places) = merge.next() { scatter(parts[part][chunk], places) }
    let begin = UInt32(chunks.count << AttemptTable.chunkShift)
    var start = 0
    for group in ends.indices {
      putInOrder(start..<ends[group])
      if group > 0 {
        runs.append(
          SourceGroups.Run(
            source: sources[group],
            first: begin + UInt32(start),
            count: UInt32(ends[group] - start)
          )
        )
      }
      start = ends[group]
    }
    for start in stride(from: 0, to: total, by: AttemptTable.chunkCapacity) {
      let end = min(start + AttemptTable.chunkCapacity, total)
      chunks.append(target.keep(Array(sorted[start..<end])))
    }
  }

  private mutating func scatter(_ chunk: [Attempt], _ places: Range<Int>) {
    for place in places {
      var attempt = chunk[place]
      let group = Int(attempt.source)
      attempt.source = sources[group]
      sorted[ends[group]] = attempt
      ends[group] &+= 1
    }
  }

  private mutating func putInOrder(_ range: Range<Int>) {
    for place in range.dropFirst()
    where AttemptTable.precedes(sorted[place], sorted[place - 1]) {
      sorted[range].sort(by: AttemptTable.precedes)
      return
    }
  }
}
