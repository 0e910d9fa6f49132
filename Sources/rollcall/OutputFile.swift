import Foundation

/// A file that an option names: written where it is, so that a device or a pipe stays one.
enum OutputFile {
  static func write(_ bytes: Data, to path: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path, String(cString: strerror(errno))) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: bytes)
      try handle.close()
    } catch {
      throw failure(path, OutputError.cause(of: error))
    }
  }

  private static func failure(_ path: String, _ cause: String) -> Failure {
    Failure(message: "\(path): cannot be written: \(cause)")
  }
}
