import Detection
import LogBytes
import LogFormats
import Model

/// Attempts with everything in place that one line alone did not tell.
struct Corpus: Sendable {
  var table: AttemptTable
  var history: NameHistory
  var groups: SourceGroups
  var tables: TextTables
  var networks = SourceNetworks()
  var blocks: [DecodedBlock]
  var firstTime: Timestamp?
  var lastTime: Timestamp?

  /// The same with the names that earlier scans knew.
  func knowing(_ prior: PriorLife) -> Corpus {
    var corpus = self
    prior.seed(&corpus.history)
    corpus.history.learnDomains(table)
    return corpus
  }
}

/// Puts in what other lines and the user know: years, zones, the clients of queue ids. Then all
/// attempts of a source lie side by side, in order.
enum ResolveStage {
  static func run(
    _ joined: JoinStage.Joined,
    logs: OpenedLogs,
    options: ScanOptions,
    store: AttemptStore
  ) async -> Corpus {
    let years = YearResolver(blocks: joined.blocks, logs: logs, firstYear: options.firstYear)
    let shards = UnresolvedShards(joined, logs: logs, store: store)
    let tables = joined.tables
    let resolver = ShardResolver(
      times: TimeResolver(years: years, zone: options.zone),
      tables: tables,
      from: store,
      to: AttemptStore(limit: options.memoryByteCount)
    )
    let parts = await withTaskGroup(of: ShardResolver.self) { group in
      for _ in 0..<options.threads {
        group.addTask {
          var resolver = resolver
          while var shard = shards.next() { resolver.resolve(&shard) }
          return resolver
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    var history = NameHistory(nameCount: tables.nameCount)
    for part in parts { history.add(part.history) }
    let table = AttemptTable(
      chunks: AttemptChunks(parts.flatMap(\.chunks).map(AttemptChunks.Chunk.init)),
      sourceCount: tables.sourceCount,
      nameTraits: tables.nameTraits,
      nameText: { tables.nameBytes($0) },
      sourceAddress: { tables.address($0) }
    )
    return Corpus(
      table: table,
      history: history,
      groups: SourceGroups(table, parts: parts.map(\.runs), chunks: parts.map(\.chunks.count)),
      tables: tables,
      blocks: joined.blocks,
      firstTime: parts.compactMap(\.firstTime).min(),
      lastTime: parts.compactMap(\.lastTime).max()
    )
  }
}

extension AttemptChunks.Chunk {
  init(_ stored: StoredChunk) {
    switch stored {
    case .held(let attempts):
      self = .held(attempts)
    case .away(let file, let byteOffset, let count):
      self = .away(
        count: count,
        read: { places in
          let start = byteOffset + places.lowerBound * MemoryLayout<Attempt>.stride
          return file.values(of: Attempt.self, at: start, count: places.count)
        },
        readOne: { place in
          file.value(of: Attempt.self, at: byteOffset + place * MemoryLayout<Attempt>.stride)
        }
      )
    }
  }
}
