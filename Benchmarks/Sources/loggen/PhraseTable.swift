/// Text fragments in one block of memory, picked by number.
///
/// Kept for the life of the process, so that a look-up is two loads and no reference counting.
struct PhraseTable {
  private let bytes: UnsafePointer<UInt8>
  private let bounds: UnsafePointer<Int>
  let count: Int

  /// One phrase a line.
  init(_ text: StaticString) {
    let length = text.utf8CodeUnitCount
    let ends = (0..<length).filter { text.utf8Start[$0] == UInt8(ascii: "\n") } + [length]
    let bounds = UnsafeMutablePointer<Int>.allocate(capacity: ends.count + 1)
    bounds[0] = 0
    for (index, end) in ends.enumerated() { bounds[index + 1] = end + 1 }
    self.bytes = text.utf8Start
    self.bounds = UnsafePointer(bounds)
    self.count = ends.count
  }

  @inline(__always)
  func start(of index: Int) -> UnsafePointer<UInt8> {
    precondition(index >= 0 && index < count)
    return bytes + bounds[index]
  }

  @inline(__always)
  func count(of index: Int) -> Int {
    precondition(index >= 0 && index < count)
    return bounds[index + 1] - bounds[index] - 1
  }
}
