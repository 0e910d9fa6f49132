import Glibc

/// A file read here and there, without mapping it: a touched page of a map brings its neighbours
/// into memory.
package final class RandomAccessFile {
  private let descriptor: Int32
  private let file: String

  init(descriptor: Int32, file: String) {
    self.descriptor = descriptor
    self.file = file
  }

  deinit {
    close(descriptor)
  }

  /// At most `count` bytes from `byteOffset`: fewer where the file ends before.
  /// - Throws: `InputError.cannotRead`.
  package func readUpTo(_ count: Int, at byteOffset: UInt64) throws(InputError) -> [UInt8] {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw .cannotRead(file: file, errno: errno)
    }
    let size = UInt64(max(0, status.st_size))
    if byteOffset >= size { return [] }
    return try read(at: byteOffset, count: min(count, Int(clamping: size - byteOffset)))
  }

  /// Exactly `count` bytes from `byteOffset`.
  /// - Throws: `InputError.cannotRead`, also when the file ends before.
  package func read(at byteOffset: UInt64, count: Int) throws(InputError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        // Safe: `done < count`, the buffer's length.
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
        return unsafe pread(
          descriptor,
          rest.baseAddress,
          rest.count,
          off_t(byteOffset) + off_t(done)
        )
      }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { throw .cannotRead(file: file, errno: got < 0 ? errno : EIO) }
      done += got
    }
    return bytes
  }
}
