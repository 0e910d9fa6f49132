import Glibc

/// Bytes that exist in no file (standard input, an archive's binary member), kept in an unlinked
/// temporary file so that cited records can be read a second time.
package enum Spool {
  /// A fresh nameless file in `TMPDIR` (or `/tmp`), open for reading and writing.
  package static func makeFile() throws(InputError) -> Int32 {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var path = Array((folder + "/rollcall-spool-XXXXXX").utf8CString)
    let descriptor = unsafe path.withUnsafeMutableBufferPointer { buffer in
      // Safe: the array ends in NUL, and mkstemp writes only over the six X.
      guard let base = buffer.baseAddress else { return Int32(-1) }
      return unsafe mkstemp(base)
    }
    guard descriptor >= 0 else { throw .spoolFailed(errno: errno) }
    _ = unsafe path.withUnsafeBufferPointer { buffer in
      unsafe buffer.baseAddress.map { unsafe unlink($0) }
    }
    return descriptor
  }

  /// Copies everything from `source` to a fresh nameless file.
  /// - Throws: `InputError.spoolFailed` when the disk is full or reading fails.
  package static func copy(from source: Int32) throws(InputError) -> Int32 {
    let target = try makeFile()
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let got = unsafe buffer.withUnsafeMutableBytes {
        unsafe read(source, $0.baseAddress, $0.count)
      }
      if got == 0 { return target }
      if got < 0 {
        if errno == EINTR { continue }
        let code = errno
        close(target)
        throw .spoolFailed(errno: code)
      }
      do throws(InputError) {
        try write(buffer, count: got, to: target)
      } catch {
        close(target)
        throw error
      }
    }
  }

  /// Writes the first `count` bytes of `buffer`.
  package static func write(
    _ buffer: [UInt8],
    count: Int,
    to target: Int32
  ) throws(InputError) {
    var written = 0
    while written < count {
      let put = unsafe buffer.withUnsafeBytes { bytes in
        // Safe: `written < count <= bytes.count`, checked by the slice.
        let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written..<count])
        return unsafe Glibc.write(target, rest.baseAddress, rest.count)
      }
      if put < 0, errno == EINTR { continue }
      guard put > 0 else { throw .spoolFailed(errno: errno) }
      written += put
    }
  }
}
