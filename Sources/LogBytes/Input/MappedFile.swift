import Glibc

/// A file mapped into memory for reading. The mapping lives as long as the object.
///
/// A file that another process cuts short while it is mapped raises SIGBUS on the next touch; the
/// executable installs a handler for that.
@safe
package final class MappedFile: Sendable {
  package let count: Int
  // Safe to share: the pages are never written, and unmapped only in deinit.
  private nonisolated(unsafe) let base: UnsafeRawPointer?
  private let descriptor: Int32

  /// Maps the regular file behind `descriptor` and takes the descriptor over.
  /// - Throws: `InputError.cannotRead`, with the descriptor closed.
  package init(descriptor: Int32, file: String) throws(InputError) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw .cannotRead(file: file, errno: code)
    }
    let size = Int(status.st_size)
    if size == 0 {
      unsafe base = nil
    } else {
      let mapped = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0)
      guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else {
        let code = errno
        close(descriptor)
        throw .cannotRead(file: file, errno: code)
      }
      unsafe madvise(mapped, size, MADV_SEQUENTIAL)
      unsafe base = UnsafeRawPointer(mapped)
    }
    count = size
    self.descriptor = descriptor
  }

  /// A name under which this process can open the file again, also after it was unlinked.
  package var path: String { "/proc/self/fd/\(descriptor)" }

  deinit {
    if let base = unsafe base {
      // Safe: the mapping made in init, of the same length.
      unsafe munmap(UnsafeMutableRawPointer(mutating: base), count)
    }
    close(descriptor)
  }

  /// Calls `body` with the bytes of `range`, good only within the call.
  package func withBytes<Result>(
    in range: Range<Int>,
    _ body: (Span<UInt8>) throws -> Result
  ) rethrows -> Result {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    guard let base = unsafe base, !range.isEmpty else {
      return try body(Span())
    }
    // Safe: `range` lies in the mapping, which `self` keeps alive through the call.
    let bytes = unsafe UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
    return try unsafe bytes.withMemoryRebound(to: UInt8.self) { buffer in
      try unsafe body(buffer.span)
    }
  }

  /// Brings the pages of `range` into the map at once, which costs half of what one fault after the
  /// other does. A hint: an old kernel does not know it.
  package func prepare(_ range: Range<Int>) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let start = range.lowerBound / page * page
    guard let base = unsafe base, range.upperBound > start else { return }
    // MADV_POPULATE_READ, Linux 5.14. Safe: page-aligned and inside the mapping.
    unsafe madvise(UnsafeMutableRawPointer(mutating: base + start), range.upperBound - start, 22)
  }

  /// Tells the system that the pages wholly inside `range` will not be touched soon, so that a scan's
  /// memory does not grow with the file.
  package func release(_ range: Range<Int>) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let start = (range.lowerBound + page - 1) / page * page
    let end = range.upperBound == count ? count : range.upperBound / page * page
    guard let base = unsafe base, end > start else { return }
    // Safe: page-aligned and inside the mapping; the pages are clean and come back from the file.
    unsafe madvise(UnsafeMutableRawPointer(mutating: base + start), end - start, MADV_DONTNEED)
  }
}
