/// Hands out sources, a few at a time, to any number of tasks.
///
/// A source that many people share makes the work of a thousand others: who finds one takes no more while
/// the other tasks go on.
final class SourceQueue: Sendable {
  private let sources: [UInt32]
  /// How many a task takes at a time.
  private let stretch: Int
  private let taken = NextNumber()

  init(_ sources: [UInt32], stretch: Int) {
    (self.sources, self.stretch) = (sources, stretch)
  }

  /// The next sources that nobody has; `nil` once all were handed out.
  func next() -> ArraySlice<UInt32>? {
    let start = taken.take() * stretch
    return start < sources.count ? sources[start..<min(start + stretch, sources.count)] : nil
  }
}
