import LogBytes

/// The pages of a mapped log that a worker has read and that are still in the map.
///
/// They are taken out many at a time: each time the system interrupts every processor that the process runs on and
/// waits for it (ADR 0002).
struct PagesRead: ~Copyable {
  /// A scan's memory does not grow beyond that for each worker.
  private static let mostByteCount = 16 << 20

  private var file: MappedFile?
  private var range = 0..<0

  mutating func add(_ more: Range<Int>, of file: MappedFile) {
    if file !== self.file || more.lowerBound != range.upperBound {
      self.file?.release(range)
      (self.file, range) = (file, more.lowerBound..<more.lowerBound)
    }
    range = range.lowerBound..<more.upperBound
    if range.count >= Self.mostByteCount {
      file.release(range)
      range = more.upperBound..<more.upperBound
    }
  }

  deinit { file?.release(range) }
}
