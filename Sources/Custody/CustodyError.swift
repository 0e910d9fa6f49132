/// Why something could not be done with evidence. Its text is made here and nowhere else.
package enum CustodyError: Error, Equatable {
  case file(path: String, problem: String)
  /// The key that the log names is not in the key folder.
  case missingKey(path: String, keyID: String)
  case noSuchExhibit(String)
  case disposed(ExhibitID)
  /// The stored bytes are not those that were taken in.
  case changedContent(ExhibitID, path: String)
  /// The log is shorter or other than what was signed before.
  case rolledBack(String)
  case damagedLog(String)
  case badExport(path: String, problem: String)
  case badTimestamp(String)
  case invalid(String)
}

extension CustodyError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .file(let path, let problem): "\(path): \(problem)"
    case .missingKey(let path, let keyID):
      "\(path): the private key \(keyID), with which this log is signed, is not there"
    case .noSuchExhibit(let id): "there is no exhibit \(id)"
    case .disposed(let id): "\(id) was disposed of; its record stays in the log"
    case .changedContent(let id, let path):
      "\(path): the bytes of \(id) are not those that were taken in: their SHA-256 differs"
    case .rolledBack(let problem): "the log was rolled back: \(problem)"
    case .damagedLog(let problem): "the log is damaged: \(problem)"
    case .badExport(let path, let problem): "\(path): \(problem)"
    case .badTimestamp(let problem): "the timestamp is not good: \(problem)"
    case .invalid(let problem): problem
    }
  }
}
