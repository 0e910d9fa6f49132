import Custody
import Model

/// Where a cited line lies, and what it hashes to: a line is an exhibit once, whoever cites it again.
struct LinePlace: Hashable {
  var file: String
  var offset: UInt64?
  var sha256: String

  init(_ line: Evidence) {
    (file, offset, sha256) = (line.file, line.offset, line.sha256)
  }

  init(_ exhibit: Exhibit) {
    (file, offset) = (exhibit.origin.path, exhibit.origin.byteOffset)
    sha256 = exhibit.digests.sha256.hexadecimal
  }
}
