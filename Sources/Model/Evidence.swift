/// Where one cited record lies and what its bytes hash to, so that a stranger can find and check it.
package struct Evidence: Equatable, Hashable, Sendable, Codable {
  /// The file as it was named to the scan; `archive.zip!member` for a member of an archive.
  package var file: String
  /// SHA-256 of the record's bytes, in lower-case hexadecimal.
  package var sha256: String
  /// Byte offset of the record in the file, or in the file's unpacked content if it was compressed.
  package var offset: UInt64
  /// Byte length of the record without its line end.
  package var length: UInt32

  package init(file: String, sha256: String, offset: UInt64, length: UInt32) {
    self.file = file
    self.sha256 = sha256
    self.offset = offset
    self.length = length
  }
}
