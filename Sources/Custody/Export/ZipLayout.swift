// ZIP files in one fixed form: entries stored as they are, one behind the other, no comments, no extra
// fields, all dates 1980-01-01. Every byte but the contents follows from names, sizes and checksums, so
// a reader can compare all of them, and a flipped bit has nowhere to hide.

/// One entry of a ZIP file.
struct ZipEntry: Equatable {
  static let headerBytes = 30
  var name: String
  var byteCount: UInt32
  var checksum: UInt32
  var offset: UInt32

  var localHeader: [UInt8] {
    word(0x0403_4b50) + common + half(UInt16(name.utf8.count)) + half(0) + Array(name.utf8)
  }

  var directoryHeader: [UInt8] {
    word(0x0201_4b50) + half(20) + common + half(UInt16(name.utf8.count)) + half(0) + half(0)
      + half(0) + half(0) + word(0) + word(offset) + Array(name.utf8)
  }

  /// Version, flags (names are UTF-8), stored, time, date, checksum, both sizes.
  private var common: [UInt8] {
    half(20) + half(0x0800) + half(0) + half(0) + half(0x0021) + word(checksum) + word(byteCount)
      + word(byteCount)
  }

  /// The directory behind the last entry, and the record that ends the file.
  static func directory(_ entries: [ZipEntry], offset: UInt32) -> [UInt8] {
    let headers = entries.flatMap(\.directoryHeader)
    let count = half(UInt16(entries.count))
    return headers + word(0x0605_4b50) + half(0) + half(0) + count + count
      + word(UInt32(headers.count)) + word(offset) + half(0)
  }
}

private func half(_ number: UInt16) -> [UInt8] {
  [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
}

private func word(_ number: UInt32) -> [UInt8] {
  (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}
