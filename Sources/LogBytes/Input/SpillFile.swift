import Glibc
import Synchronization

/// Values that are put aside in a nameless temporary file and read again from a map of it.
///
/// Any number of tasks may append, and any number may read what was appended.
@safe
package final class SpillFile: Sendable {
  private let descriptor: Int32
  private let end = Atomic<Int>(0)
  private let map = Mutex<MappedFile?>(nil)
  /// A look at so much is not followed by another at the same pages.
  private static let largeByteCount = 1 << 14
  /// Smaller looks since pages were last given back. The system maps 16 pages at each.
  private let looks = Atomic<Int>(0)
  private static let looksBetweenReleases = 1 << 11

  /// - Throws: `InputError.spoolFailed`.
  package init() throws(InputError) {
    descriptor = try Spool.makeFile()
  }

  deinit {
    close(descriptor)
  }

  /// Writes `values`, beginning at a page, and gives the byte offset where they begin.
  /// - Throws: `InputError.spoolFailed`, as when the disk is full.
  package func append<Value: BitwiseCopyable>(_ values: [Value]) throws(InputError) -> Int {
    let length = values.count * MemoryLayout<Value>.stride
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let pages = (length + page - 1) / page * page
    let start = end.add(pages, ordering: .relaxed).oldValue
    var done = 0
    while done < length {
      let put = unsafe values.withUnsafeBytes { bytes in
        // Safe: `done` is below the length of the values.
        let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[done..<length])
        return unsafe pwrite(descriptor, rest.baseAddress, rest.count, off_t(start + done))
      }
      if put < 0, errno == EINTR { continue }
      guard put > 0 else { throw .spoolFailed(errno: errno) }
      done += put
    }
    return start
  }

  /// `count` values that lie at `byteOffset`, as they were appended. A file that cannot be mapped or read
  /// ends the process as a log that is cut short does.
  @inlinable
  package func values<Value: BitwiseCopyable>(
    of type: Value.Type,
    at byteOffset: Int,
    count: Int
  ) -> [Value] {
    unsafe [Value](unsafeUninitializedCapacity: count) { buffer, filled in
      // Safe: any bytes that were a value's are one again.
      unsafe copy(
        at: byteOffset,
        to: UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[..<(count * MemoryLayout<Value>.stride)]
        )
      )
      filled = count
    }
  }

  /// The one that lies at `byteOffset`, as `values`.
  @inlinable
  package func value<Value: BitwiseCopyable>(of type: Value.Type, at byteOffset: Int) -> Value {
    unsafe withUnsafeTemporaryAllocation(of: Value.self, capacity: 1) { buffer in
      // Safe: as above.
      unsafe copy(at: byteOffset, to: UnsafeMutableRawBufferPointer(buffer))
      return unsafe buffer[0]
    }
  }

  /// Fills `buffer` with the bytes from `byteOffset` on.
  @usableFromInline
  package func copy(at byteOffset: Int, to buffer: UnsafeMutableRawBufferPointer) {
    let range = byteOffset..<byteOffset + buffer.count
    let file = mapped(through: range.upperBound)
    // Safe: both hold as many bytes.
    file.withBytes(in: range) { bytes in
      unsafe bytes.withUnsafeBytes { unsafe buffer.copyMemory(from: $0) }
    }
    if range.count >= Self.largeByteCount {
      file.release(range)
    } else if looks.add(1, ordering: .relaxed).newValue % Self.looksBetweenReleases == 0 {
      file.release(0..<file.count)
    }
  }

  /// The file, at least as far as `end`.
  private func mapped(through end: Int) -> MappedFile {
    map.withLock { known in
      if let known, known.count >= end { return known }
      // Without the map there is no way on: the values are nowhere else.
      guard let fresh = try? MappedFile(descriptor: dup(descriptor), file: "temporary file") else {
        fatalError("the temporary file cannot be mapped: \(InputError.text(errno))")
      }
      known = fresh
      return fresh
    }
  }
}
