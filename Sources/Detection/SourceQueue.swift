import Synchronization

/// Hands out sources, a few at a time, to any number of tasks.
///
/// A source that many people share makes the work of a thousand others: who finds one takes no more while
/// the other tasks go on.
package final class SourceQueue: Sendable {
  private let sources: [UInt32]
  /// How many a task takes at a time.
  private let stretch: Int
  private let taken = Atomic<Int>(0)

  init(_ sources: [UInt32], stretch: Int) {
    (self.sources, self.stretch) = (sources, stretch)
  }

  /// The next sources that nobody has; `nil` once all were handed out.
  func next() -> ArraySlice<UInt32>? {
    let start = taken.wrappingAdd(stretch, ordering: .relaxed).oldValue
    return start < sources.count ? sources[start..<min(start + stretch, sources.count)] : nil
  }
}

extension SourceGroups {
  /// The sources that have attempts, in the order of the table: a task takes neighbours.
  package var queue: SourceQueue { SourceQueue(order, stretch: 16) }

  /// Some sources by themselves, those with the most attempts first.
  package func queue(of sources: [UInt32]) -> SourceQueue {
    SourceQueue(sources.sorted { count(of: $0) > count(of: $1) }, stretch: 1)
  }
}
