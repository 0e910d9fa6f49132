import Detection
import Model

/// Resolves the attempts of one shard after the other and puts each source's side by side, in order.
///
/// A counting sort in memory that the processor's cache holds; detection then reads the attempts from
/// front to back.
struct ShardResolver: Sendable {
  private var times: TimeResolver
  /// The attempts of all shards so far. Sources do not cross shards.
  private(set) var chunks: [[Attempt]] = []
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

  init(times: TimeResolver, sourceCount: Int) {
    self.times = times
    groups = Array(repeating: Self.unknown, count: sourceCount)
  }

  var firstTime: Timestamp? { first > last ? nil : Self.moment(first) }
  var lastTime: Timestamp? { first > last ? nil : Self.moment(last) }

  private static func moment(_ milliseconds: UInt64) -> Timestamp {
    Timestamp(millisecondsSince1970: Int64(milliseconds))
  }

  /// Takes the attempts of `shard` over.
  mutating func resolve(_ shard: inout UnresolvedShard) {
    (sources, ends) = ([Attempt.none], [0])
    let begin = chunks.count
    for part in shard.parts.indices {
      let numbers = shard.parts[part].numbers
      for index in shard.parts[part].chunks.indices {
        resolve(&shard.parts[part].chunks[index], numbers: numbers)
      }
      chunks += shard.parts[part].chunks
    }
    shard.parts = []
    sort(begin..<chunks.count)
    for source in sources.dropFirst() { groups[Int(source)] = Self.unknown }
  }

  private mutating func resolve(_ chunk: inout [Attempt], numbers: JoinStage.Numbers?) {
    for index in chunk.indices {
      numbers?.renumber(&chunk[index])
      times.resolve(&chunk[index])
      let attempt = chunk[index]
      let time = UInt64(attempt.seconds) * 1000 + UInt64(attempt.milliseconds)
      (first, last) = (min(first, time), max(last, time))
      ends[Int(group(of: attempt.source))] += 1
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

  /// Sorts the attempts of the chunks in `range` by group and order; each chunk keeps its length.
  private mutating func sort(_ range: Range<Int>) {
    guard let filler = chunks[range].first?.first else { return }
    var total = 0
    for group in ends.indices { (ends[group], total) = (total, total + ends[group]) }
    if sorted.count < total {
      sorted += repeatElement(filler, count: total - sorted.count)
    }
    for chunk in chunks[range] {
      for attempt in chunk {
        let group = Int(group(of: attempt.source))
        sorted[ends[group]] = attempt
        ends[group] += 1
      }
    }
    var start = 0
    for end in ends {
      putInOrder(start..<end)
      start = end
    }
    var next = 0
    for chunk in range {
      for index in chunks[chunk].indices {
        chunks[chunk][index] = sorted[next]
        next += 1
      }
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
