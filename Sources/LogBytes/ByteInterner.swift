import CByteSearch
import Glibc

/// Gives each distinct byte string a small number, in order of first sight.
///
/// An open-addressed table of (hash, number) over one arena: a hit touches one cache line of the
/// table and the bytes themselves. Numbers count from 0. Memory is about 16 bytes and the text for
/// each distinct string.
@safe
package struct ByteInterner: ~Copyable {
  /// Each slot holds the upper half of the hash and the number plus one; 0 is empty. That half chooses the slot
  /// too, so that the table grows without a look at the text.
  private var slots: UnsafeMutablePointer<UInt64>
  /// Of the hash: 2 to this power is how many slots there are; -1 once interning has ended.
  private var slotBits: Int
  private var slotMask: Int { 1 << slotBits - 1 }
  private var arena: UnsafeMutablePointer<UInt8>
  private var arenaCapacity: Int
  private var starts: [UInt32] = [0]
  /// Drawn at random, so that nobody can write a log whose names all fall in one slot.
  private let seed: UInt64

  /// Tables of one scan share a seed, so that a string has one `shard` in all of them.
  package init(seed: UInt64 = .random(in: .min ... .max)) {
    self.seed = seed
    slotBits = 10
    unsafe slots = Self.emptySlots(count: 1 << slotBits)
    arenaCapacity = 1 << 14
    unsafe arena = .allocate(capacity: arenaCapacity)
  }

  deinit {
    unsafe slots.deallocate()
    unsafe arena.deallocate()
  }

  package var count: Int { starts.count - 1 }

  /// Bytes of text kept.
  package var byteCount: Int { Int(starts[starts.count - 1]) }

  /// Whether so many more strings, of so many bytes each, can be given numbers.
  package func hasRoom(for strings: Int, ofByteCount length: Int) -> Bool {
    byteCount + strings * length <= Int(UInt32.max) && count + strings < Int(UInt32.max) - 1
  }

  /// Frees what only `intern` needs, which must not be called from then on.
  package mutating func endInterning() {
    unsafe slots.deallocate()
    unsafe slots = Self.emptySlots(count: 1)
    slotBits = -1
  }

  private static func emptySlots(count: Int) -> UnsafeMutablePointer<UInt64> {
    let fresh = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
    unsafe fresh.initialize(repeating: 0, count: count)
    return unsafe fresh
  }

  /// The number of `bytes`, a new one if they were not seen before; `nil` once the arena's 4 GB or
  /// 2^32 - 2 numbers are used up.
  package mutating func intern(_ bytes: Span<UInt8>) -> UInt32? {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return unsafe intern(arena, count: 0) }
      return unsafe intern(base, count: buffer.count)
    }
  }

  private mutating func intern(_ bytes: UnsafePointer<UInt8>, count length: Int) -> UInt32? {
    precondition(slotBits > 0, "interning has ended")
    let tag = unsafe Self.tag(of: hash(bytes, count: length))
    var slot = Self.slot(of: tag, bits: slotBits)
    while true {
      // Safe: `slot` is below the table's size.
      let entry = unsafe slots[slot]
      if entry == 0 { break }
      if Self.tag(of: entry) == tag {
        let number = Int(truncatingIfNeeded: entry & 0xffff_ffff) - 1
        let start = Int(starts[number])
        if Int(starts[number + 1]) - start == length,
          unsafe memcmp(arena + start, bytes, length) == 0
        {
          return UInt32(number)
        }
      }
      slot = (slot + 1) & slotMask
    }
    return unsafe append(bytes, count: length, tag: tag, slot: slot)
  }

  private mutating func append(
    _ bytes: UnsafePointer<UInt8>,
    count length: Int,
    tag: UInt64,
    slot: Int
  ) -> UInt32? {
    let number = count
    let end = byteCount + length
    guard end <= Int(UInt32.max), number < Int(UInt32.max) - 1 else { return nil }
    if end > arenaCapacity { growArena(to: end) }
    // Safe: the arena holds at least `end` bytes.
    unsafe (arena + byteCount).update(from: bytes, count: length)
    starts.append(UInt32(end))
    unsafe slots[slot] = tag | UInt64(number + 1)
    if (number + 1) * 10 > 7 << slotBits { growTable() }
    return UInt32(number)
  }

  private mutating func growArena(to needed: Int) {
    let capacity = max(needed, arenaCapacity + arenaCapacity / 2)
    let fresh = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    unsafe fresh.update(from: arena, count: byteCount)
    unsafe arena.deallocate()
    unsafe arena = fresh
    arenaCapacity = capacity
  }

  private mutating func growTable() {
    let oldCount = 1 << slotBits
    let old = unsafe slots
    slotBits += 1
    let mask = slotMask
    unsafe slots = Self.emptySlots(count: mask + 1)
    // From front to back in both tables. Safe: all places are below the tables' sizes.
    for place in 0..<oldCount {
      let entry = unsafe old[place]
      if entry == 0 { continue }
      var slot = Self.slot(of: entry, bits: slotBits)
      while unsafe slots[slot] != 0 { slot = (slot + 1) & mask }
      unsafe slots[slot] = entry
    }
    unsafe old.deallocate()
  }

  private static func tag(of hash: UInt64) -> UInt64 { hash & 0xffff_ffff_0000_0000 }

  /// The first slot of a tag, or of an entry with it, among 2 to the power of `bits`.
  private static func slot(of tag: UInt64, bits: Int) -> Int {
    let upper = Int(truncatingIfNeeded: tag >> 32)
    return bits <= 32 ? upper >> (32 - bits) : upper << (bits - 32)
  }

  /// Multiply and fold eight bytes at a time (the mixing step of wyhash), keyed by `seed`.
  private func hash(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt64 {
    var hash = seed ^ UInt64(count)
    var index = 0
    while index + 8 <= count {
      // Safe: eight bytes from `index` lie within `count`.
      let word = unsafe UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self)
      hash = Self.fold(hash ^ word, 0xa076_1d64_78bd_642f)
      index += 8
    }
    var last: UInt64 = 0
    while index < count {
      last = last << 8 | UInt64(unsafe bytes[index])
      index += 1
    }
    return Self.fold(hash ^ last, 0xe703_7ed1_a0b4_28db)
  }

  private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  /// Which of `shardCount` (a power of two) parts string `number` belongs to, by its hash.
  package func shard(of number: UInt32, shardCount: Int) -> Int {
    let (start, end) = (Int(starts[Int(number)]), Int(starts[Int(number) + 1]))
    // Safe: both ends lie in the arena. The upper half chooses the slot, so other bits are taken.
    let hash = unsafe hash(arena + start, count: end - start)
    return Int(truncatingIfNeeded: hash >> 8) & (shardCount - 1)
  }

  /// Calls `body` with the bytes of string `number`, good only within the call.
  package func withBytes<Result>(
    of number: UInt32,
    _ body: (Span<UInt8>) throws -> Result
  ) rethrows -> Result {
    let (start, end) = (Int(starts[Int(number)]), Int(starts[Int(number) + 1]))
    // Safe: both ends lie in the arena, which `self` keeps alive through the call.
    let buffer = unsafe UnsafeBufferPointer(start: arena + start, count: end - start)
    return try unsafe body(buffer.span)
  }

  /// The bytes of string `number`, copied.
  package func bytes(of number: UInt32) -> [UInt8] {
    let (start, end) = (Int(starts[Int(number)]), Int(starts[Int(number) + 1]))
    // Safe: both ends lie in the arena, which `self` keeps alive through the call.
    return unsafe Array(UnsafeBufferPointer(start: arena + start, count: end - start))
  }

  /// String `number` as text, with broken UTF-8 replaced.
  package func text(of number: UInt32) -> String {
    String(decoding: bytes(of: number), as: UTF8.self)
  }
}

extension ByteInterner {
  /// Takes in every string of `other`; gives the new number for each of its numbers. A string that no
  /// longer fits gets `UInt32.max`.
  package mutating func absorb(_ other: borrowing ByteInterner) -> [UInt32] {
    var numbers: [UInt32] = []
    numbers.reserveCapacity(other.count)
    var places = [Int](repeating: 0, count: Self.askedAtOnce)
    for start in stride(from: 0, to: other.count, by: Self.askedAtOnce) {
      let range = start..<min(start + Self.askedAtOnce, other.count)
      prefetch(range, of: other, &places)
      for number in range {
        numbers.append(other.withBytes(of: UInt32(number)) { intern($0) } ?? UInt32.max)
      }
    }
    return numbers
  }

  /// So many strings wait for memory together.
  private static let askedAtOnce = 16

  /// Asks for the memory that tells whether strings of `other` are known: another processor may have filled
  /// it. Each look goes where the one before pointed to, so all strings make the first before any makes the
  /// second.
  private func prefetch(
    _ range: Range<Int>,
    of other: borrowing ByteInterner,
    _ places: inout [Int]
  ) {
    for (place, number) in range.enumerated() {
      let (start, end) = (Int(other.starts[number]), Int(other.starts[number + 1]))
      // Safe: both ends lie in the other's arena, the slot is below the table's size.
      let hash = unsafe hash(other.arena + start, count: end - start)
      places[place] = Self.slot(of: hash, bits: slotBits)
      unsafe rollcall_prefetch(slots + places[place])
    }
    for place in 0..<range.count {
      // Safe: the same slot. It holds a number plus one, or 0: 0 stands for any number here.
      let entry = unsafe slots[places[place]]
      places[place] = max(0, Int(truncatingIfNeeded: entry & 0xffff_ffff) - 1)
      starts.prefetch(places[place])
    }
    for place in 0..<range.count {
      // Safe: a start lies in the arena or at its end, and is not read.
      unsafe rollcall_prefetch(arena + Int(starts[places[place]]))
    }
  }
}
