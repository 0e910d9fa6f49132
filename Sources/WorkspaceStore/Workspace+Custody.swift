package import Custody
package import Foundation
import GRDB

/// The workspace as the place where the log of evidence is kept.
///
/// These methods throw `CustodyError` as it comes from `Custody`, and `WorkspaceError` for everything
/// that the database reports.
extension Workspace: CustodyStore {
  package func append(
    _ compose: (LogState) throws -> (batch: LogBatch, contents: [TreeHash: Data])
  ) throws {
    try custody {
      let destroysBytes = try pool.write { database in
        let (batch, contents) = try compose(CustodyReader(database).state())
        try CustodyWriter(database).write(batch, contents: contents)
        return batch.destroysBytes
      }
      // The write-ahead log holds the pages as they were.
      // Where a reader still holds them the checkpoint waits for the next; what was written stays.
      if destroysBytes { try? pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) } }
    }
  }

  package func logState() throws -> LogState {
    try custody { try pool.read { try CustodyReader($0).state() } }
  }

  package func node(_ node: TreeNode) throws -> TreeHash? {
    try custody { try pool.read { try CustodyReader($0).node(node) } }
  }

  package func withNodes<Result>(
    _ body: (@escaping NodeReader) throws -> Result
  ) throws -> Result {
    try custody {
      try pool.read { database in
        let reader = try CustodyReader(database)
        return try body { node in
          guard let hash = try reader.node(node) else {
            throw CustodyError.damagedLog(
              "a stored hash of event \(node.index << node.level) is gone"
            )
          }
          return hash
        }
      }
    }
  }

  package func forEachNode(
    in places: Range<Int64>,
    _ body: (Int64, TreeHash) -> Void
  ) throws {
    try custody {
      try pool.read { database in
        let rows = try Row.fetchCursor(
          database,
          sql: "SELECT place, hash FROM custody_node WHERE place >= ? AND place < ? ORDER BY place",
          arguments: [places.lowerBound, places.upperBound]
        )
        while let row = try rows.next() {
          let bytes: Data = row[1]
          if let hash = TreeHash(bytes: bytes) { body(row[0], hash) }
        }
      }
    }
  }

  package func forEachRecord(
    in positions: Range<Int64>,
    _ body: (Int64, [UInt8]) throws -> Void
  ) throws {
    // What `body` throws goes out as it is; only errors of the workspace are turned.
    var bodyError: (any Error)?
    try custody {
      try pool.read { database in
        let rows = try Row.fetchCursor(
          database,
          sql: """
            SELECT position, record FROM custody_event WHERE position >= ? AND position < ?
            ORDER BY position
            """,
          arguments: [positions.lowerBound, positions.upperBound]
        )
        while bodyError == nil, let row = try rows.next() {
          let record: Data = row[1]
          do { try body(row[0], Array(record)) } catch { bodyError = error }
        }
      }
    }
  }

  package func forEachHead(_ body: (_ size: Int64, _ note: [UInt8]) throws -> Void) throws {
    try custody {
      try pool.read { database in
        let rows = try Row.fetchCursor(
          database,
          sql: "SELECT size, note FROM custody_head ORDER BY size"
        )
        while let row = try rows.next() {
          let note: Data = row[1]
          try body(row[0], Array(note))
        }
      }
    }
  }

  package func head(ofSize size: Int64) throws -> [UInt8]? {
    try custody {
      try pool.read { database in
        let sql = "SELECT note FROM custody_head WHERE size = ?"
        return try Data.fetchOne(database, sql: sql, arguments: [size]).map { Array($0) }
      }
    }
  }

  package func tokens() throws -> [StoredToken] {
    try custody {
      try pool.read { database in
        let sql = "SELECT position, size, token FROM custody_token ORDER BY position"
        return try Row.fetchAll(database, sql: sql).map { row in
          let token: Data = row[2]
          return StoredToken(position: row[0], size: row[1], token: Array(token))
        }
      }
    }
  }

  package func content(_ hash: TreeHash) throws -> Data? {
    try custody {
      try pool.read { database in
        try Data.fetchOne(
          database,
          sql: "SELECT bytes FROM exhibit_content WHERE sha256 = ?",
          arguments: [Data(hash.bytes)]
        )
      }
    }
  }

  package func exhibits(ofFinding finding: String?) throws -> [StoredExhibit] {
    try custody { try pool.read { try CustodyReader($0).exhibits(ofFinding: finding) } }
  }

  package func exhibit(_ id: ExhibitID) throws -> StoredExhibit? {
    try custody { try pool.read { try CustodyReader($0).exhibit(id) } }
  }

  private func custody<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as CustodyError {
      throw error
    } catch {
      throw WorkspaceError(error, path: directory)
    }
  }
}
