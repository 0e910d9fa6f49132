import Custody
import Foundation
import GRDB

/// Writes a batch of the log within one transaction, through statements that are compiled once.
struct CustodyWriter {
  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  func write(_ batch: LogBatch, contents: [TreeHash: Data]) throws {
    try writeEvents(batch)
    for (position, verifier) in batch.verifiers {
      try database.execute(
        sql: "INSERT INTO custody_key (position, verifier) VALUES (?, ?)",
        arguments: [position, verifier.text]
      )
    }
    try database.execute(
      sql: "INSERT INTO custody_head (size, note) VALUES (?, ?)",
      arguments: [batch.head.head.size, Data(batch.head.note.bytes)]
    )
    for (position, size, token) in batch.tokens {
      try database.execute(
        sql: "INSERT INTO custody_token (position, size, token) VALUES (?, ?, ?)",
        arguments: [position, size, Data(token)]
      )
    }
    try writeExhibits(batch, contents: contents)
    if batch.destroysBytes { try database.execute(sql: "PRAGMA secure_delete = ON") }
    try dispose(batch)
    try withhold(batch)
  }

  private func writeEvents(_ batch: LogBatch) throws {
    let insertEvent = try database.cachedStatement(
      sql: "INSERT INTO custody_event (position, record) VALUES (?, ?)"
    )
    for entry in batch.entries {
      try insertEvent.execute(arguments: [entry.position, Data(entry.line)])
    }
    let insertNode = try database.cachedStatement(
      sql: "INSERT INTO custody_node (place, hash) VALUES (?, ?)"
    )
    for (node, hash) in batch.nodes {
      try insertNode.execute(arguments: [node.place, Data(hash.bytes)])
    }
  }

  private func writeExhibits(_ batch: LogBatch, contents: [TreeHash: Data]) throws {
    let insertExhibit = try database.cachedStatement(
      sql: """
        INSERT INTO exhibit (
          position, kind, form, parent, name, byte_count, sha256, sha1, md5, host, path,
          byte_offset, finding
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    )
    for exhibit in batch.exhibits {
      try insertExhibit.execute(arguments: [
        exhibit.id.position, exhibit.kind.rawValue, exhibit.form.rawValue,
        exhibit.parent?.position, exhibit.name, exhibit.digests.byteCount,
        Data(exhibit.digests.sha256.bytes), exhibit.digests.sha1, exhibit.digests.md5,
        exhibit.origin.host, exhibit.origin.path,
        exhibit.origin.byteOffset.map { Int64(clamping: $0) }, exhibit.origin.finding,
      ])
    }
    // Equal bytes are kept once.
    let insertContent = try database.cachedStatement(
      sql: "INSERT INTO exhibit_content (sha256, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING"
    )
    for (hash, bytes) in contents {
      try insertContent.execute(arguments: [Data(hash.bytes), bytes])
    }
  }

  private func withhold(_ batch: LogBatch) throws {
    // From the end: a child goes before what it was made of.
    for (position, line) in batch.withheld.reversed() {
      try database.execute(
        sql: "UPDATE custody_event SET record = ? WHERE position = ?",
        arguments: [Data(line), position]
      )
      // What a list shows is a copy of what the record said.
      try database.execute(sql: "DELETE FROM exhibit WHERE position = ?", arguments: [position])
    }
  }

  private func dispose(_ batch: LogBatch) throws {
    for (exhibit, position) in batch.disposed {
      try database.execute(
        sql: "UPDATE exhibit SET disposed_at = ? WHERE position = ?",
        arguments: [position, exhibit.position]
      )
      try database.execute(
        sql: """
          DELETE FROM exhibit_content
          WHERE sha256 = (SELECT sha256 FROM exhibit WHERE position = ?1)
            AND NOT EXISTS (
              SELECT 1 FROM exhibit
              WHERE exhibit.sha256 = exhibit_content.sha256 AND disposed_at IS NULL
            )
          """,
        arguments: [exhibit.position]
      )
    }
  }
}

extension LogBatch {
  /// Whether something is to be gone from the file's free pages as well.
  var destroysBytes: Bool { !disposed.isEmpty || !withheld.isEmpty }
}
