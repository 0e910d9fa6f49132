import Custody

/// An exhibit as the API tells of it, without its bytes.
struct ExhibitAnswer: Encodable, Sendable {
  var id: String
  var kind: String
  var form: String
  var name: String
  var path: String
  var bytes: Int64
  var sha256: String
  var sha1: String
  var md5: String
  var parent: String?
  var host: String?
  var offset: UInt64?
  var finding: String?
  /// The event that disposed of it.
  var disposedAt: Int64?

  init(_ stored: StoredExhibit) {
    self.init(stored.exhibit)
    disposedAt = stored.disposedAt
  }

  init(_ exhibit: Exhibit) {
    (id, name) = (exhibit.id.description, exhibit.name)
    (kind, form) = (exhibit.kind.rawValue, exhibit.form.rawValue)
    path = exhibit.origin.path
    bytes = exhibit.digests.byteCount
    sha256 = exhibit.digests.sha256.hexadecimal
    (sha1, md5) = (exhibit.digests.sha1, exhibit.digests.md5)
    parent = exhibit.parent?.description
    (host, offset) = (exhibit.origin.host, exhibit.origin.byteOffset)
    finding = exhibit.origin.finding
  }
}
