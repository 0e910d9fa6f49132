import CMalloc
import Glibc
import Synchronization

/// How the process holds memory.
package enum ProcessMemory {
  /// Blocks of at least so many bytes are given back to the system when they are freed.
  private static let largeBlockByteCount: Int32 = 1 << 18
  /// What the heap asks of the system at once. More would let large blocks in, which leave holes.
  private static let growthByteCount: Int32 = 1 << 23
  private static let hugePage: UInt = 1 << 21
  /// Where huge pages begin, from then on up to where the heap was given them; 0 where it is to have none.
  private static let hugeEnd = Atomic<UInt>(0)

  /// For a process that reads logs: one heap for all threads, as workers free what others allocated, and
  /// large blocks by themselves. Without it the peak of a scan differs by half from one run to the next.
  ///
  /// To be called before threads are started.
  package static func keepTogether() {
    // A limit that is not taken leaves the system's own.
    _ = mallopt(M_ARENA_MAX, 1)
    _ = mallopt(M_MMAP_THRESHOLD, largeBlockByteCount)
    _ = mallopt(M_TOP_PAD, growthByteCount)
    // A small heap stays as it is.
    hugeEnd.store(heapEnd + UInt(growthByteCount), ordering: .relaxed)
  }

  private static var heapEnd: UInt { UInt(bitPattern: unsafe sbrk(0)) }

  /// After `keepTogether`: lets the system back what the heap has grown by with pages of 2 MB, for which it
  /// is asked once instead of 512 times. To be called now and then while a heap of small blocks grows; costs
  /// nanoseconds if it has not.
  package static func noteGrowth() {
    let (known, end) = (hugeEnd.load(ordering: .relaxed), heapEnd)
    guard known > 0, end > known else { return }
    hugeEnd.store(end, ordering: .relaxed)
    let start = (known + hugePage - 1) / hugePage * hugePage
    guard end > start, let memory = unsafe UnsafeMutableRawPointer(bitPattern: start) else {
      return
    }
    // Hints. Safe: nothing but the heap lies there, and what it holds stays.
    unsafe madvise(memory, Int(end - start), MADV_HUGEPAGE)
    // MADV_POPULATE_WRITE, Linux 5.14: at once, as two workers that meet a new page would each clear one.
    unsafe madvise(memory, Int(end - start), 23)
  }
}
