import CMalloc

/// How the process holds memory.
package enum ProcessMemory {
  /// Blocks of at least so many bytes are given back to the system when they are freed.
  private static let largeBlockByteCount: Int32 = 1 << 18
  /// What the heap asks of the system at once, and keeps when it shrinks. More would let large blocks in,
  /// which leave holes.
  private static let growthByteCount: Int32 = 1 << 23

  /// For a process that reads logs: one heap for all threads, as workers free what others allocated, and
  /// large blocks by themselves. Without it the peak of a scan differs by half from one run to the next.
  ///
  /// No huge pages: on a virtual machine that gives free ones back to its host, to get them again costs
  /// twice what they save.
  ///
  /// To be called before threads are started.
  package static func keepTogether() {
    // A limit that is not taken leaves the system's own.
    _ = mallopt(M_ARENA_MAX, 1)
    _ = mallopt(M_MMAP_THRESHOLD, largeBlockByteCount)
    _ = mallopt(M_TOP_PAD, growthByteCount)
  }
}
