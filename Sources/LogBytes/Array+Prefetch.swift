public import CByteSearch

extension Array {
  /// Asks for the memory of an element that will be read in some hundred nanoseconds: a look at memory that
  /// is in no cache takes as long as a hundred others.
  @inlinable
  @inline(__always)
  package func prefetch(_ index: Int) {
    precondition(index >= 0 && index < count)
    unsafe withUnsafeBufferPointer { buffer in
      // Safe: `index` lies within the buffer, and nothing is read.
      if let base = buffer.baseAddress { unsafe rollcall_prefetch(base + index) }
    }
  }
}
