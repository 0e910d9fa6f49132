import Custody
import Foundation
import GRDB

/// Reads the log within one view of the database.
struct CustodyReader {
  private let database: Database
  private let selectNode: Statement

  init(_ database: Database) throws {
    self.database = database
    selectNode = try database.cachedStatement(sql: "SELECT hash FROM custody_node WHERE place = ?")
  }

  func state() throws -> LogState {
    let last = try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT max(position) FROM custody_event")
    )
    let frontier = try Frontier(size: last.map { $0 + 1 } ?? 0) { place in
      guard let hash = try node(place) else {
        throw CustodyError.damagedLog(
          "a stored hash of event \(place.index << place.level) is gone"
        )
      }
      return hash
    }
    let sql = "SELECT verifier FROM custody_key ORDER BY position DESC LIMIT 1"
    let key = try String.fetchOne(database, sql: sql)
    let verifier = key.flatMap { NoteVerifier($0) }
    guard (verifier == nil) == (frontier.size == 0) else {
      throw CustodyError.damagedLog("it does not say which key signs it")
    }
    return LogState(frontier: frontier, verifier: verifier)
  }

  func node(_ node: TreeNode) throws -> TreeHash? {
    try Data.fetchOne(selectNode, arguments: [node.place]).flatMap { TreeHash(bytes: $0) }
  }

  private static let columns = """
    position, kind, form, parent, name, byte_count, sha256, sha1, md5, host, path, byte_offset,
    finding, disposed_at
    """

  func exhibits(ofFinding finding: String?) throws -> [StoredExhibit] {
    let filter = finding == nil ? "" : "WHERE finding = ?"
    return try exhibits("\(filter) ORDER BY position", arguments: finding.map { [$0] } ?? [])
  }

  /// `rest` is what follows the table's name in the SELECT.
  func exhibits(_ rest: String, arguments: StatementArguments) throws -> [StoredExhibit] {
    try Row.fetchAll(
      database.cachedStatement(sql: "SELECT \(Self.columns) FROM exhibit \(rest)"),
      arguments: arguments
    ).map(Self.exhibit)
  }

  func exhibit(_ id: ExhibitID) throws -> StoredExhibit? {
    try Row.fetchOne(
      database.cachedStatement(sql: "SELECT \(Self.columns) FROM exhibit WHERE position = ?"),
      arguments: [id.position]
    ).map(Self.exhibit)
  }

  private static func exhibit(_ row: Row) throws -> StoredExhibit {
    let id = ExhibitID(position: row[0])
    let digest: Data = row[6]
    guard let kind = Exhibit.Kind(rawValue: row[1]), let form = Exhibit.Form(rawValue: row[2]),
      let sha256 = TreeHash(bytes: digest)
    else { throw CustodyError.damagedLog("the row of \(id) was altered") }
    let digests = Exhibit.Digests(
      byteCount: row[5],
      sha256: sha256,
      sha1: row[7],
      md5: row[8]
    )
    let origin = Exhibit.Origin(
      host: row[9],
      path: row[10],
      byteOffset: (row[11] as Int64?).map { UInt64(clamping: $0) },
      finding: row[12]
    )
    let exhibit = Exhibit(
      id: id,
      kind: kind,
      form: form,
      parent: (row[3] as Int64?).map { ExhibitID(position: $0) },
      name: row[4],
      digests: digests,
      origin: origin
    )
    return StoredExhibit(exhibit: exhibit, disposedAt: row[13])
  }
}
