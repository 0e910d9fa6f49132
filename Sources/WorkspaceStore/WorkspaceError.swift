import FoundationEssentials
import GRDB

/// Why a workspace could not do what was asked.
///
/// Its text is made here and nowhere else.
///
/// What was stored, such as names and addresses, is never part of it.
package enum WorkspaceError: Error, Equatable {
  case missing(path: String)
  case notAWorkspace(path: String)
  /// The workspace was written by a later version of the program.
  case newerSchema(path: String)
  case locked(path: String)
  case diskFull(path: String)
  case notWritable(path: String)
  case corrupt(path: String)
  case noSuchEntry(id: String)
  case noSuchCanary(id: String)
  case noSuchBaseline(version: Int64)
  case noSuchFinding(id: String)
  /// `candidates` are the first ten in order of their ids, of `count`.
  case ambiguousFinding(prefix: String, candidates: [String], count: Int)
  case noSuchReport(id: String)
  case ambiguousReport(prefix: String, candidates: [String])
  case noSuchClaim(number: Int64, report: String)
  case noSuchCase(id: String)
  case noSuchJob(number: Int64)
  case noSuchLayer(number: Int64)
  /// A finding or scan that breaks its own contract; nothing of it was stored.
  case notStorable(id: String, reason: String)
  /// Anything else that SQLite reports, with its extended result code.
  case database(path: String, code: Int32, message: String)
}

extension WorkspaceError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missing(let path):
      "\(path): there is no workspace here"
    case .notAWorkspace(let path):
      "\(path): this is not a Rollcall workspace"
    case .newerSchema(let path):
      "\(path): this workspace was written by a newer version of Rollcall; nothing was changed"
    case .locked(let path):
      "\(path): another process is writing to this workspace; try again when it is done"
    case .diskFull(let path):
      "\(path): the disk is full; nothing of this scan was stored"
    case .notWritable(let path):
      "\(path): the workspace cannot be written to, which reading it needs too; check the permissions of its directory, or copy it to where it can be"
    case .corrupt(let path):
      "\(path): the workspace is damaged; restore a copy, or scan the logs into a new one"
    case .noSuchEntry(let id):
      "the allow list has no entry with the id \(id)"
    case .noSuchCanary(let id):
      "no canary name has the id \(id)"
    case .noSuchBaseline(let version):
      "the workspace keeps no version \(version) of the baseline"
    case .noSuchFinding(let id):
      "no finding has the id \(id)"
    case .ambiguousFinding(let prefix, let candidates, let count):
      "\(prefix) is the start of \(count) ids: " + candidates.joined(separator: ", ")
        + (count > candidates.count ? ", …" : "")
    case .noSuchReport(let id):
      "no report of this workspace has the id \(id)"
    case .ambiguousReport(let prefix, let candidates):
      "\(prefix) is the start of several ids: " + candidates.joined(separator: ", ")
    case .noSuchClaim(let number, let report):
      "\(report) has no claim \(number)"
    case .noSuchCase(let id):
      "no case of this workspace has the id \(id)"
    case .noSuchJob(let number):
      "no log was sent here with the number \(number)"
    case .noSuchLayer(let number):
      "the workspace has no layer \(number)"
    case .notStorable(let id, let reason):
      "\(id) cannot be stored: \(reason)"
    case .database(let path, let code, let message):
      "\(path): SQLite error \(code): \(message)"
    }
  }
}

extension WorkspaceError {
  /// The case that an error of SQLite or of the file system stands for.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as WorkspaceError: self = error
    case let error as DatabaseError: self.init(error, path: path)
    case let error as CocoaError where error.code == .fileWriteOutOfSpace:
      self = .diskFull(path: path)
    case is CocoaError: self = .notWritable(path: path)
    case is DecodingError: self = .corrupt(path: path)
    default: self = .database(path: path, code: -1, message: "\(type(of: error))")
    }
  }

  private init(_ error: DatabaseError, path: String) {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
    case .SQLITE_FULL: self = .diskFull(path: path)
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN: self = .notWritable(path: path)
    case .SQLITE_NOTADB: self = .notAWorkspace(path: path)
    case .SQLITE_CORRUPT: self = .corrupt(path: path)
    default:
      // `message` is SQLite's own text, which names tables and columns. The values that were bound
      // are in `DatabaseError.arguments`, which stays out.
      self = .database(
        path: path,
        code: error.extendedResultCode.rawValue,
        message: error.message ?? "no further text"
      )
    }
  }
}
