import CByteSearch

/// Finds the line feeds of a stretch of bytes at once: where a line ends is nothing the processor can
/// foresee, and to guess wrong for each line costs as much as the search.
@usableFromInline
struct LineFeeds {
  /// Bytes of one stretch: they stay in the processor's nearest cache until their lines are read.
  @usableFromInline
  static var reach: Int { 1 << 11 }

  /// The places of the line feeds in the stretch: `count` of them, in order.
  @usableFromInline
  var indices = [UInt16](repeating: 0, count: reach + 2)
  @usableFromInline
  var count = 0
  /// Whether the stretch holds nothing but ASCII.
  @usableFromInline
  var areInASCII = true

  @inlinable
  init() {}

  /// Looks at the bytes from `start`, below the count, to `start + reach` or the end.
  @usableFromInline
  mutating func find(in bytes: Span<UInt8>, from start: Int) {
    precondition(start >= 0 && start < bytes.count)
    let length = min(Self.reach, bytes.count - start)
    let found = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe indices.withUnsafeMutableBufferPointer { places in
        guard let base = buffer.baseAddress, let room = places.baseAddress else {
          return rollcall_feeds(count: 0, is_ascii: 1)
        }
        // Safe: the stretch lies within the buffer, and there is room for two more than its bytes.
        return unsafe rollcall_find_feeds(base + start, length, room)
      }
    }
    (count, areInASCII) = (found.count, found.is_ascii != 0)
  }
}
