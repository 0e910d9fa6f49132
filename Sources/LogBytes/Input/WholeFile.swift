/// A file that is taken in whole, such as a bundle of knowledge: unpacked where it is packed.
package enum WholeFile {
  /// The content of the file at `path`, or of the one member of an archive; `-` is standard input.
  /// - Throws: `InputError`, `.tooLarge` where the content passes `limit` bytes.
  package static func read(
    _ path: String,
    from files: LogFiles,
    limit: Int
  ) throws(InputError) -> [UInt8] {
    let mapped = try files.map(path)
    let packing = mapped.withBytes(in: 0..<min(8, mapped.count)) { Packing(firstBytes: $0) }
    guard packing == .none else { return try unpack(path, from: files, limit: limit) }
    guard mapped.count <= limit else { throw .tooLarge(file: path, limit: limit) }
    return mapped.withBytes(in: 0..<mapped.count) { bytes in
      // Safe: the array copies the bytes within the call.
      unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
    }
  }

  private static func unpack(
    _ path: String,
    from files: LogFiles,
    limit: Int
  ) throws(InputError) -> [UInt8] {
    let archive = try Archive(descriptor: try files.descriptor(path), file: path)
    guard try archive.nextMember() else { throw .brokenArchive(file: path, reason: "it is empty") }
    var bytes: [UInt8] = []
    while try archive.read(1 << 20, into: &bytes) > 0 {
      guard bytes.count <= limit else { throw .tooLarge(file: path, limit: limit) }
    }
    if try archive.nextMember() {
      throw .brokenArchive(file: path, reason: "it holds more than one file")
    }
    return bytes
  }
}
