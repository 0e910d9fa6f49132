package import LogBytes

extension LogFiles {
  /// The whole content of a small file, such as a list that people keep.
  package func bytes(of file: String) throws(InputError) -> [UInt8] {
    let mapped = try map(file)
    return mapped.withBytes(in: 0..<mapped.count) { Array(copying: $0) }
  }
}
