import Glibc
import Synchronization

/// Opens the files of a scan, as often as needed.
///
/// Standard input and pipes can be read only once, so their content is kept in a nameless temporary
/// file until the process ends.
package final class LogFiles: Sendable {
  private let spooled = Mutex<[String: Int32]>([:])

  package init() {}

  /// A fresh descriptor at the beginning of `file`; `-` is standard input.
  /// - Throws: `InputError.cannotOpen`, or `.spoolFailed` when a pipe cannot be kept.
  package func descriptor(_ file: String) throws(InputError) -> Int32 {
    if let kept = spooled.withLock({ $0[file] }) { return try Self.open(kept, as: file) }
    let opened = file == "-" ? try Self.open(STDIN_FILENO, as: file) : try Self.open(file, as: file)
    if Self.isRegular(opened) { return opened }
    defer { close(opened) }
    let copy = try Spool.copy(from: opened)
    spooled.withLock { $0[file] = copy }
    return try Self.open(copy, as: file)
  }

  package func map(_ file: String) throws(InputError) -> MappedFile {
    try MappedFile(descriptor: try descriptor(file), file: file)
  }

  package func openForPlaces(_ file: String) throws(InputError) -> RandomAccessFile {
    RandomAccessFile(descriptor: try descriptor(file), file: file)
  }

  private static func open(_ kept: Int32, as file: String) throws(InputError) -> Int32 {
    try open("/proc/self/fd/\(kept)", as: file)
  }

  private static func open(_ path: String, as file: String) throws(InputError) -> Int32 {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotOpen(file: file, errno: errno) }
    return descriptor
  }

  private static func isRegular(_ descriptor: Int32) -> Bool {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
