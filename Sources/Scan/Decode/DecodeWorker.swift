import LogBytes
import LogFormats
import Synchronization

/// One worker's harvest. A class, because a sink cannot be copied and tasks must hand it over.
// Sendable unchecked: only the task that made a part touches it until that task has ended.
final class DecodedPart: @unchecked Sendable {
  var sink: AttemptSink
  var blocks: [DecodedBlock] = []

  init(seed: UInt64, store: AttemptStore) {
    sink = AttemptSink(seed: seed, store: store)
  }

  /// Frees the text, once it was joined with the others'.
  func dropTables() {
    sink.names = NameTable()
    sink.sources = ByteInterner()
    sink.clients = ByteInterner()
  }
}

/// What one segment held.
struct DecodedBlock: Sendable {
  var segment: UInt32
  var tally: BlockTally
  var calendar: YearlessCalendar
}

/// How far a scan is. Read by whoever draws the progress bar.
package final class ScanProgress: Sendable {
  private let bytes = Atomic<Int>(0)
  private let lines = Atomic<Int>(0)
  private let isRead = Atomic<Bool>(false)

  package init() {}

  package var bytesDone: Int { bytes.load(ordering: .relaxed) }

  package var linesDone: Int { lines.load(ordering: .relaxed) }

  /// Whether all of it was read: what is left is to compare sources.
  package var isReadWhole: Bool { isRead.load(ordering: .relaxed) }

  func endReading() { isRead.store(true, ordering: .relaxed) }

  func add(_ count: Int) {
    bytes.add(count, ordering: .relaxed)
  }

  func add(lines count: Int) {
    lines.add(count, ordering: .relaxed)
  }
}

enum DecodeStage {
  /// Decodes all blocks of `queue` with `workers` tasks. Cancellation is seen between blocks.
  static func run(
    _ queue: BlockQueue,
    workers: Int,
    store: AttemptStore,
    progress: ScanProgress
  ) async throws -> [DecodedPart] {
    let seed = UInt64.random(in: .min ... .max)
    return try await withThrowingTaskGroup(of: DecodedPart.self) { group in
      for worker in 0..<workers {
        group.addTask {
          let part = DecodedPart(seed: seed, store: store)
          return try await work(queue, worker, into: part, progress: progress)
        }
      }
      var parts: [DecodedPart] = []
      for try await part in group { parts.append(part) }
      return parts
    }
  }

  @concurrent
  private static func work(
    _ queue: BlockQueue,
    _ worker: Int,
    into part: DecodedPart,
    progress: ScanProgress
  ) async throws -> DecodedPart {
    var pages = PagesRead()
    while let block = queue.next(for: worker) {
      try Task.checkCancellation()
      decode(block, &pages, into: part, progress: progress)
    }
    return part
  }

  private static func decode(
    _ block: LogBlock,
    _ pages: inout PagesRead,
    into part: DecodedPart,
    progress: ScanProgress
  ) {
    part.sink.beginBlock(segment: block.segment)
    block.withBytes(&pages) { bytes in
      block.format.decodeBlock(bytes, context: block.context, into: &part.sink)
    }
    progress.add(block.byteCount)
    progress.add(lines: part.sink.tally.lines)
    part.blocks.append(
      DecodedBlock(
        segment: block.segment,
        tally: part.sink.tally,
        calendar: part.sink.calendar
      )
    )
  }
}
