import LogBytes
import LogFormats
package import Model
import Synchronization

/// Hands out the scan's blocks, one at a time, to any number of workers.
///
/// A lock is all the pipelining there is: while one worker unpacks the next block of an archive, the
/// others decode theirs. Segments are numbered in the order of the files, whoever asks.
final class BlockQueue: Sendable {
  /// Small enough to balance two cores at the end of a file, large enough that the lock is not felt.
  static let blockBytes = 4 << 20
  static let sampleBytes = 1 << 16

  private let opener: Mutex<BlockOpener>

  init(
    files: [InputList.File],
    source: LogFiles,
    forcedFormat: (any LogFormat.Type)?,
    blockBytes: Int,
    workers: Int,
    byteLimit: Int = .max
  ) {
    opener = Mutex(
      BlockOpener(
        files: files,
        source: source,
        forcedFormat: forcedFormat,
        blockBytes: blockBytes,
        workers: workers,
        byteLimit: byteLimit
      )
    )
  }

  /// The next block for a worker, counted from 0; `nil` once all files are handed out.
  func next(for worker: Int) -> LogBlock? {
    opener.withLock { $0.next(for: worker) }
  }

  /// What was opened, once `next` gave `nil`.
  func opened() -> OpenedLogs {
    opener.withLock { $0.opened }
  }
}

/// What the queue came to know of the files.
package struct OpenedLogs: Sendable {
  package var members: [LogMember] = []
  package var segments: [LogSegment] = []
  /// What could not be read; the scan ends with status 2.
  package var failures: [Diagnostic] = []
  /// What should be known and is no failure.
  package var notes: [Diagnostic] = []

  package init() {}
}
