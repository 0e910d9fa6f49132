import CLibArchive
import Glibc

/// A compressed file or an archive, read once from front to back with libarchive: gzip (also several
/// members), zstd, bzip2, xz and lz4 around one stream; zip, tar and 7z with many members.
@safe
package final class Archive {
  private let handle: OpaquePointer
  private let file: String
  private let descriptor: Int32
  /// The member's name; `nil` for a plain compressed stream, which has only one.
  package private(set) var memberName: String?

  /// Opens what `descriptor` holds and takes the descriptor over.
  package init(descriptor: Int32, file: String) throws(InputError) {
    guard let handle = unsafe archive_read_new() else {
      close(descriptor)
      throw .brokenArchive(file: file, reason: "out of memory")
    }
    unsafe self.handle = handle
    self.file = file
    self.descriptor = descriptor
    unsafe archive_read_support_filter_all(handle)
    unsafe archive_read_support_format_zip_seekable(handle)
    unsafe archive_read_support_format_zip_streamable(handle)
    unsafe archive_read_support_format_7zip(handle)
    unsafe archive_read_support_format_tar(handle)
    unsafe archive_read_support_format_raw(handle)
    guard unsafe archive_read_open_fd(handle, descriptor, 1 << 17) == ARCHIVE_OK else {
      throw failure()
    }
  }

  deinit {
    unsafe archive_read_free(handle)
    close(descriptor)
  }

  private func failure() -> InputError {
    let reason = unsafe archive_error_string(handle).map { unsafe String(cString: $0) }
    return .brokenArchive(file: file, reason: reason ?? "unknown")
  }

  /// Moves to the next member that is a file. `false` at the end.
  package func nextMember() throws(InputError) -> Bool {
    while true {
      var entry: OpaquePointer?
      let status = unsafe archive_read_next_header(handle, &entry)
      if status == ARCHIVE_EOF { return false }
      guard status >= ARCHIVE_WARN, let entry = unsafe entry else { throw failure() }
      // AE_IFREG is a macro with a cast, which Swift does not import.
      guard unsafe archive_entry_filetype(entry) == 0o100000 else { continue }
      if unsafe archive_entry_is_encrypted(entry) != 0 {
        throw .brokenArchive(file: file, reason: "it is encrypted")
      }
      let isRaw = unsafe archive_format(handle) == ARCHIVE_FORMAT_RAW
      let name = unsafe archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
      memberName = isRaw ? nil : unsafe name.map { unsafe String(cString: $0) } ?? "(no name)"
      return true
    }
  }

  /// Appends up to `count` bytes of the member to `buffer`; gives how many. 0 is the member's end.
  package func read(_ count: Int, into buffer: inout [UInt8]) throws(InputError) -> Int {
    let start = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: count))
    let got = unsafe buffer.withUnsafeMutableBytes { bytes in
      // Safe: `count` bytes were added behind `start` just above.
      unsafe archive_read_data(handle, bytes.baseAddress.map { unsafe $0 + start }, count)
    }
    buffer.removeLast(count - max(0, got))
    guard got >= 0 else { throw failure() }
    return got
  }
}
