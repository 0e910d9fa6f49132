import LogBytes
package import LogFormats

/// A stretch of whole records, for whoever reads logs in another way than detection does.
package struct BlockPlace: Sendable {
  package let segment: UInt32
  package let format: any LogFormat.Type
  package let context: FormatContext

  init(_ block: LogBlock) {
    (segment, format, context) = (block.segment, block.format, block.context)
  }
}

extension ScanPipeline {
  /// Shows every block to `visit`, with what `make` made for the worker that reads it.
  ///
  /// Segments have the same numbers as in `decode` and in every other reading of the same inputs.
  /// - Throws: `CancellationError` only. What could not be read is in the failures of the logs.
  @concurrent
  package func readBlocks<Part: Sendable>(
    making make: @Sendable @escaping () -> Part,
    _ visit: @Sendable @escaping (BlockPlace, Span<UInt8>, Part) -> Void
  ) async throws -> (parts: [Part], logs: OpenedLogs) {
    let queue = BlockQueue(
      files: inputs.files,
      source: source,
      forcedFormat: options.format,
      blockBytes: options.blockBytes,
      workers: options.threads
    )
    let parts = try await withThrowingTaskGroup(of: Part.self) { group in
      for worker in 0..<options.threads {
        group.addTask {
          let part = make()
          var pages = PagesRead()
          while let block = queue.next(for: worker) {
            try Task.checkCancellation()
            let place = BlockPlace(block)
            block.withBytes(&pages) { visit(place, $0, part) }
          }
          return part
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    return (parts, queue.opened())
  }
}
