import CMalloc

/// How the process holds memory.
package enum ProcessMemory {
  /// Blocks of at least so many bytes are given back to the system when they are freed.
  private static let largeBlockByteCount: Int32 = 1 << 18

  /// For a process that reads logs: one heap for all threads, as workers free what others allocated, and
  /// large blocks by themselves. Without it the peak of a scan differs by half from one run to the next.
  ///
  /// To be called before threads are started.
  package static func keepTogether() {
    // A limit that is not taken leaves the system's own.
    _ = mallopt(M_ARENA_MAX, 1)
    _ = mallopt(M_MMAP_THRESHOLD, largeBlockByteCount)
  }
}
