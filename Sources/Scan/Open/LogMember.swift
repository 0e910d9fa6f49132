package import LogBytes
package import LogFormats

/// One log of a scan: a file, or a member of an archive.
package struct LogMember: Sendable {
  package var path: String
  package var packing: Packing
  package var encoding: TextEncoding
  package var format: (any LogFormat.Type)?
  /// How sure the choice of format is; 1 where it was given.
  package var confidence: Double
  /// For years that the lines leave out.
  package var modifiedSecondsSince1970: Int
  package var byteCount: UInt64 = 0
  /// The file that this is a member of, as opened again for evidence.
  package var file: String
  /// Which of the archive's members this is, counted from 1: two can have one name.
  var numberInArchive = 0
}

/// A stretch of a log's content that one worker decodes.
package struct LogSegment: Sendable {
  package var member: Int
  package var byteOffset: UInt64
}
