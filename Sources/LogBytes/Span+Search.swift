public import CByteSearch
public import Glibc

/// Byte search over log records. Fields are ranges into the record, so that no text is copied and
/// every access stays bounds-checked.
extension Span<UInt8> {
  /// Index of the first `byte` in `range`, or `nil`.
  /// - Complexity: `memchr`, about 30 bytes a nanosecond.
  @inlinable
  @inline(__always)
  package func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    if range.isEmpty { return nil }
    return unsafe withUnsafeBufferPointer { buffer in
      // Safe: `range` lies within the buffer (checked above) and is not empty, so a base exists.
      guard let base = buffer.baseAddress,
        let hit = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
      else { return nil }
      return unsafe UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - base
    }
  }

  /// Index of the first `byte` at or after `start`, or `nil`.
  @inlinable
  @inline(__always)
  package func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    start >= count ? nil : firstIndex(of: byte, in: start..<count)
  }

  /// Index where `literal` (two bytes or more) first stands in `range`, or `nil`.
  /// - Complexity: O(range x literal) at worst, about 10 bytes a nanosecond.
  @inlinable
  @inline(__always)
  package func firstIndex(of literal: StaticString, in range: Range<Int>) -> Int? {
    let length = literal.utf8CodeUnitCount
    precondition(range.lowerBound >= 0 && range.upperBound <= count && length >= 2)
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      // Safe: the search reads no further than `range`, which lies within the buffer.
      let start = unsafe base + range.lowerBound
      let hit = unsafe rollcall_find_bytes(start, range.count, literal.utf8Start, length)
      return hit == range.count ? nil : range.lowerBound + hit
    }
  }

  /// Index where `literal` first stands at or after `start`, or `nil`.
  @inlinable
  package func firstIndex(of literal: StaticString, from start: Int) -> Int? {
    start >= count ? nil : firstIndex(of: literal, in: start..<count)
  }

  /// Index where `literal` (two bytes or more) last stands in `range`, or `nil`.
  /// - Complexity: O(range x literal) at worst, about 10 bytes a nanosecond.
  @inlinable
  @inline(__always)
  package func lastIndex(of literal: StaticString, in range: Range<Int>) -> Int? {
    let length = literal.utf8CodeUnitCount
    precondition(range.lowerBound >= 0 && range.upperBound <= count && length >= 2)
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      // Safe: as above.
      let start = unsafe base + range.lowerBound
      let hit = unsafe rollcall_find_last_bytes(start, range.count, literal.utf8Start, length)
      return hit == range.count ? nil : range.lowerBound + hit
    }
  }

  /// Whether `literal` stands at `index`.
  @inlinable
  @inline(__always)
  package func has(_ literal: StaticString, at index: Int) -> Bool {
    let length = literal.utf8CodeUnitCount
    if index < 0 || count - index < length { return false }
    return unsafe withUnsafeBufferPointer { buffer in
      // Safe: `index + length <= count`, checked above. Most looks fail at the first byte.
      guard let base = buffer.baseAddress, length > 0 else { return length == 0 }
      return unsafe base[index] == literal.utf8Start[0]
        && memcmp(base + index, literal.utf8Start, length) == 0
    }
  }

  /// Whether `range` holds exactly `literal`.
  @inlinable
  @inline(__always)
  package func equals(_ literal: StaticString, in range: Range<Int>) -> Bool {
    range.count == literal.utf8CodeUnitCount && has(literal, at: range.lowerBound)
  }

  /// Whether `range` ends with `literal`.
  @inlinable
  @inline(__always)
  package func hasSuffix(_ literal: StaticString, in range: Range<Int>) -> Bool {
    range.count >= literal.utf8CodeUnitCount
      && has(literal, at: range.upperBound - literal.utf8CodeUnitCount)
  }

  /// Whether `literal`, given in lower case, stands at `index` in any ASCII case.
  @inlinable
  package func hasIgnoringCase(_ literal: StaticString, at index: Int) -> Bool {
    let length = literal.utf8CodeUnitCount
    if index < 0 || count - index < length { return false }
    for step in 0..<length {
      // Safe: `step` is below the literal's length.
      let wanted = unsafe literal.utf8Start[step]
      if self[index + step].asciiLowercased != wanted { return false }
    }
    return true
  }

  /// Index where `literal`, given in lower case, first stands in `range` in any ASCII case, or `nil`.
  /// - Complexity: O(range x literal) at worst; for short fields only.
  @inlinable
  package func firstIndexIgnoringCase(of literal: StaticString, in range: Range<Int>) -> Int? {
    let length = literal.utf8CodeUnitCount
    if range.count < length { return nil }
    for index in range.lowerBound...(range.upperBound - length)
    where hasIgnoringCase(literal, at: index) { return index }
    return nil
  }

  /// Eight bytes from `index` as one number, for comparing them at once.
  @inlinable
  @inline(__always)
  package func word(at index: Int) -> UInt64 {
    precondition(index >= 0 && index + 8 <= count)
    return unsafe withUnsafeBytes { bytes in
      // Safe: checked above.
      unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    }
  }

  /// Asks for the 128 bytes from `index`, if there are so many: the processor foresees no further than the
  /// end of a page.
  @inlinable
  @inline(__always)
  package func prefetch(_ index: Int) {
    guard index >= 0, count - index >= 128 else { return }
    unsafe withUnsafeBufferPointer { buffer in
      // Safe: `index` lies within the buffer, and nothing is read.
      guard let base = buffer.baseAddress else { return }
      unsafe rollcall_prefetch(base + index)
      unsafe rollcall_prefetch(base + index + 64)
    }
  }

  /// Where HOST stands in `range` if that ends with ` HOST port NUMBER`. `nil` if it does not, if HOST has
  /// more than 47 bytes or NUMBER more than 15, and if less than 40 bytes stand before the end.
  @inlinable
  @inline(__always)
  package func hostBeforePort(in range: Range<Int>) -> Range<Int>? {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      // Safe: nothing before the buffer or after `range` is read.
      let host = unsafe rollcall_find_host(base, range.upperBound)
      return host.end != 0 && host.start > range.lowerBound ? host.start..<host.end : nil
    }
  }

  /// The IPv4 address that fills `range`; `nil` if it is none.
  @inlinable
  @inline(__always)
  package func dottedQuad(in range: Range<Int>) -> UInt32? {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      // Safe: `range` and the bytes that are said to be readable lie within the buffer.
      let address = unsafe rollcall_dotted_quad(
        base + range.lowerBound,
        range.count,
        buffer.count - range.lowerBound
      )
      return UInt32(exactly: address)
    }
  }

  /// Where the words of ` HOST PROGRAM[PID]:` end, from the space at `start`; `nil` unless all of it
  /// stands in the next 33 bytes, or if it is written another way.
  @inlinable
  @inline(__always)
  package func syslogTag(at start: Int) -> (hostEnd: Int, programEnd: Int, tagEnd: Int)? {
    guard start >= 0, count - start > 32 else { return nil }
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      // Safe: 32 bytes after the one at `start` lie within the buffer.
      let tag = unsafe rollcall_find_syslog_tag(base + start + 1)
      let first = start + 1
      return tag.tag_end == 0
        ? nil : (first + Int(tag.host_end), first + Int(tag.program_end), first + Int(tag.tag_end))
    }
  }

  /// Whether `range` holds exactly the bytes of `other`.
  @inlinable
  @inline(__always)
  package func equals(_ other: [UInt8], in range: Range<Int>) -> Bool {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    if range.count != other.count { return false }
    return unsafe withUnsafeBufferPointer { buffer in
      unsafe other.withUnsafeBufferPointer { wanted in
        // Safe: both hold `range.count` bytes.
        guard let base = buffer.baseAddress, let wantedBase = wanted.baseAddress else {
          return true
        }
        return unsafe memcmp(base + range.lowerBound, wantedBase, range.count) == 0
      }
    }
  }

  /// The decimal number that fills `range`; `nil` if it is empty, has another byte, or passes 18 digits.
  @inlinable
  package func decimal(in range: Range<Int>) -> Int? {
    if range.isEmpty || range.count > 18 { return nil }
    var number = 0
    for index in range {
      let digit = self[index] &- 0x30
      if digit > 9 { return nil }
      number = number &* 10 &+ Int(digit)
    }
    return number
  }

  /// `range` without spaces and tabs at either end.
  @inlinable
  package func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, self[start] == 0x20 || self[start] == 0x09 { start += 1 }
    while end > start, self[end - 1] == 0x20 || self[end - 1] == 0x09 { end -= 1 }
    return start..<end
  }

  /// Whether this is well-formed UTF-8, as nearly all of a log is: bytes of ASCII cost next to nothing.
  @inlinable
  @inline(__always)
  package var isUTF8: Bool {
    unsafe withUnsafeBufferPointer { buffer in
      // Safe: the search reads exactly the buffer.
      guard let base = buffer.baseAddress else { return true }
      return unsafe rollcall_is_ascii(base, buffer.count) != 0
    } || isUTF8WithOtherScripts
  }

  @usableFromInline
  package var isUTF8WithOtherScripts: Bool {
    // What is wrong, and where, does not matter here.
    (try? UTF8Span(validating: self)) != nil
  }

  /// Appends the bytes of `range` to `buffer`.
  package func appendBytes(in range: Range<Int>, to buffer: inout [UInt8]) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    unsafe withUnsafeBufferPointer { bytes in
      // Safe: `range` lies within the buffer, as checked above.
      unsafe buffer.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
    }
  }

  /// The bytes of `range` as text, with broken UTF-8 replaced. For findings and messages only.
  package func text(in range: Range<Int>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    for index in range { bytes.append(self[index]) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension UInt8 {
  /// Whether this is an ASCII letter or digit.
  @inlinable
  package var isASCIIAlphanumeric: Bool {
    self &- 0x30 < 10 || (self | 0x20) &- 0x61 < 26
  }

  /// ASCII letters in lower case, every other byte as it is.
  @inlinable
  package var asciiLowercased: UInt8 {
    self &- 0x41 < 26 ? self | 0x20 : self
  }
}
