/// Why knowledge of ATT&CK could not be read.
package enum AttackError: Error, Equatable, Sendable {
  case notABundle(file: String)
  case noTechniques(file: String)
  /// The bundle holds techniques of none or of several of ATT&CK's collections.
  case unknownDomain(file: String)
  case unknownVersion(file: String)
  /// A facts pack that this program did not write.
  case notAPack(line: Int)

  package var message: String {
    switch self {
    case .notABundle(let file):
      "\(file): this is not a whole STIX bundle (a JSON object of type 'bundle' with 'objects')"
    case .noTechniques(let file):
      "\(file): the bundle holds no ATT&CK techniques"
    case .unknownDomain(let file):
      "\(file): the bundle does not belong to one of enterprise, mobile and ics"
    case .unknownVersion(let file):
      "\(file): the bundle does not say which version of ATT&CK it is; add --version, as in --version 18.1"
    case .notAPack(let line):
      "line \(line) of the facts pack is not understood"
    }
  }
}
