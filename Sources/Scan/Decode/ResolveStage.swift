import Detection
import Model

/// Attempts with everything in place that one line alone did not tell.
struct Corpus: Sendable {
  var table: AttemptTable
  var tables: TextTables
  var networks = SourceNetworks()
  var blocks: [DecodedBlock]
  var firstTime: Timestamp?
  var lastTime: Timestamp?
}

/// Puts in what other lines and the user know: years, zones, the clients of queue ids. Then all
/// attempts of a source lie side by side, in order.
enum ResolveStage {
  static func run(
    _ joined: JoinStage.Joined,
    logs: OpenedLogs,
    options: ScanOptions
  ) async -> Corpus {
    let years = YearResolver(blocks: joined.blocks, logs: logs, firstYear: options.firstYear)
    let shards = UnresolvedShards(joined, logs: logs)
    let tables = joined.tables
    let resolver = ShardResolver(
      times: TimeResolver(years: years, zone: options.zone),
      sourceCount: tables.sourceCount
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
    return Corpus(
      table: AttemptTable(
        chunks: parts.flatMap(\.chunks),
        sourceCount: tables.sourceCount,
        nameTraits: tables.nameTraits,
        nameText: { tables.nameBytes($0) },
        sourceAddress: { tables.address($0) }
      ),
      tables: tables,
      blocks: joined.blocks,
      firstTime: parts.compactMap(\.firstTime).min(),
      lastTime: parts.compactMap(\.lastTime).max()
    )
  }
}
