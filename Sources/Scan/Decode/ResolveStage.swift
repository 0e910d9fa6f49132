import Detection
import Foundation
import LogFormats
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

/// Puts in what other lines and the user know: years, zones, the clients of queue ids.
enum ResolveStage {
  static func run(
    _ joined: JoinStage.Joined,
    logs: OpenedLogs,
    options: ScanOptions
  ) async -> Corpus {
    let years = YearResolver(blocks: joined.blocks, logs: logs, firstYear: options.firstYear)
    let queues = QueueResolver(links: joined.queueClients, tables: joined.tables, logs: logs)
    let zone = options.zone
    let parts = await withTaskGroup(of: ResolvedPart.self) { group in
      for part in joined.parts {
        group.addTask { resolve(part, years: years, zone: zone, queues: queues) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    let tables = joined.tables
    return Corpus(
      table: AttemptTable(
        chunks: parts.flatMap(\.chunks),
        sourceCount: tables.sourceCount,
        nameTraits: tables.nameTraits,
        nameText: { tables.nameBytes($0) }
      ),
      tables: tables,
      blocks: joined.blocks,
      firstTime: parts.compactMap(\.firstTime).min(),
      lastTime: parts.compactMap(\.lastTime).max()
    )
  }

  private struct ResolvedPart: Sendable {
    var chunks: [[Attempt]]
    var firstTime: Timestamp?
    var lastTime: Timestamp?
  }

  private static func resolve(
    _ part: DecodedPart,
    years: YearResolver,
    zone: TimeZone,
    queues: QueueResolver
  ) -> ResolvedPart {
    var times = TimeResolver(years: years, zone: zone)
    let hasQueues = queues.hasQueues
    var (first, last) = (UInt64.max, UInt64.min)
    part.sink.attempts.update { attempt in
      times.resolve(&attempt)
      if hasQueues { queues.resolve(&attempt) }
      let time = UInt64(attempt.seconds) * 1000 + UInt64(attempt.milliseconds)
      (first, last) = (min(first, time), max(last, time))
    }
    let attempts = part.sink.takeAttempts()
    func moment(_ milliseconds: UInt64) -> Timestamp? {
      attempts.count == 0 ? nil : Timestamp(millisecondsSince1970: Int64(milliseconds))
    }
    return ResolvedPart(chunks: attempts.chunks, firstTime: moment(first), lastTime: moment(last))
  }
}
