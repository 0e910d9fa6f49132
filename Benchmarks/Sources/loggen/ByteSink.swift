import Glibc

/// A file written through one large buffer.
///
/// Lines are put together in place, so a line costs a few `memcpy`s and no allocation.
struct ByteSink: ~Copyable {
  /// Large enough that a `write` call is rare, small enough to stay in the second-level cache's reach.
  private static let capacity = 1 << 20

  private let descriptor: Int32
  private let buffer: UnsafeMutablePointer<UInt8>
  private var used = 0
  private var flushed = 0

  /// Bytes appended so far, written out or not.
  var byteCount: Int { flushed + used }

  /// - Throws: `LoggenError` if the file cannot be created.
  init(creating path: String) throws(LoggenError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw LoggenError("\(path): \(String(cString: strerror(errno)))")
    }
    buffer = .allocate(capacity: Self.capacity)
  }

  deinit {
    buffer.deallocate()
    close(descriptor)
  }

  /// Writes out what is in the buffer.
  mutating func flush() {
    var start = 0
    while start < used {
      let count = write(descriptor, buffer + start, used - start)
      if count < 0 {
        if errno == EINTR { continue }
        perror("loggen: write")
        exit(2)
      }
      start += count
    }
    flushed += used
    used = 0
  }

  /// Appends `count` bytes from `start`.
  @inline(__always)
  mutating func append(_ start: UnsafePointer<UInt8>, count: Int) {
    if used + count > Self.capacity { flush() }
    precondition(count <= Self.capacity)
    // Safe: the two lines above leave room for `count` bytes.
    memcpy(buffer + used, start, count)
    used += count
  }

  @inline(__always)
  mutating func append(_ text: StaticString) {
    append(text.utf8Start, count: text.utf8CodeUnitCount)
  }

  @inline(__always)
  mutating func append(byte: UInt8) {
    if used == Self.capacity { flush() }
    buffer[used] = byte
    used += 1
  }

  /// Appends one phrase of a table.
  @inline(__always)
  mutating func append(_ table: borrowing PhraseTable, _ index: Int) {
    append(table.start(of: index), count: table.count(of: index))
  }

  /// Appends one phrase, with each `~` in it replaced by `number`.
  mutating func append(_ table: borrowing PhraseTable, _ index: Int, filling number: Int) {
    var start = table.start(of: index)
    var rest = table.count(of: index)
    while let hit = memchr(start, Int32(UInt8(ascii: "~")), rest) {
      let found = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self))
      append(start, count: found - start)
      append(decimal: number)
      rest -= found - start + 1
      start = found + 1
    }
    append(start, count: rest)
  }

  /// Appends a number that is not negative.
  @inline(__always)
  mutating func append(decimal value: Int) {
    if value < 10 {
      append(byte: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value))
      return
    }
    var digits: InlineArray<20, UInt8> = .init(repeating: 0)
    var rest = UInt(value)
    var place = 20
    while rest > 0 {
      place -= 1
      digits[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    for index in place..<20 { append(byte: digits[index]) }
  }

  /// Appends a number padded with zeros on the left to exactly `width` digits.
  mutating func append(decimal value: Int, width: Int) {
    var scale = 1
    for _ in 1..<width { scale *= 10 }
    while scale > 0 {
      append(byte: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / scale % 10))
      scale /= 10
    }
  }

  /// Appends the lowest `digits` hexadecimal digits, in lower case.
  @inline(__always)
  mutating func append(hex value: UInt64, digits: Int) {
    var shift = digits * 4
    while shift > 0 {
      shift -= 4
      let nibble = UInt8(truncatingIfNeeded: value >> UInt64(shift)) & 15
      append(byte: nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10)
    }
  }

  /// Appends hexadecimal digits without leading zeros.
  mutating func append(shortHex value: UInt64) {
    append(hex: value, digits: max(1, (64 - value.leadingZeroBitCount + 3) / 4))
  }

  /// Appends an identifier in the 8-4-4-4-12 form, made from `key` alone.
  mutating func append(uuid key: UInt64) {
    let high = mixed(key)
    let low = mixed(high)
    append(hex: high >> 32, digits: 8)
    append("-")
    append(hex: high >> 16, digits: 4)
    append("-4")
    append(hex: high, digits: 3)
    append("-a")
    append(hex: low >> 48, digits: 3)
    append("-")
    append(hex: low, digits: 12)
  }
}
