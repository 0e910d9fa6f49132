/// A version of ATT&CK as a workspace keeps it.
package struct AttackReleaseRecord: Sendable, Equatable {
  /// As in `enterprise-attack`.
  package var domain: String
  package var version: String
  /// How the version is known: stated, given or inferred.
  package var origin: String
  /// Day of the last change, as in `2025-11-12`.
  package var date: String
  /// The file that it came from, as it was named.
  package var file: String
  /// Of the unpacked file, in 64 lower-case hexadecimal digits.
  package var sha256: String
  package var importedAt: Timestamp
  package var toolVersion: String

  package init(
    domain: String,
    version: String,
    origin: String,
    date: String,
    file: String,
    sha256: String,
    importedAt: Timestamp,
    toolVersion: String
  ) {
    self.domain = domain
    self.version = version
    self.origin = origin
    self.date = date
    self.file = file
    self.sha256 = sha256
    self.importedAt = importedAt
    self.toolVersion = toolVersion
  }
}
