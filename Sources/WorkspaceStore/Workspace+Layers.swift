import FoundationEssentials
import GRDB
package import Model

/// A layer of ATT&CK Navigator that somebody brought in.
package struct StoredLayer: Sendable, Equatable, Encodable {
  /// A technique of it, by its id.
  package struct Entry: Sendable, Equatable, Codable {
    package var score: Double?
    package var comment: String

    package init(score: Double?, comment: String) {
      (self.score, self.comment) = (score, comment)
    }
  }

  package var number: Int64
  package var name: String
  /// By the id of the technique; disabled ones are left out.
  package var entries: [String: Entry]
  /// Ids that the facts in use do not know, sorted.
  package var unknown: [String]

  package init(
    number: Int64 = 0,
    name: String,
    entries: [String: Entry],
    unknown: [String]
  ) {
    (self.number, self.name, self.entries, self.unknown) = (number, name, entries, unknown)
  }
}

extension Workspace {
  private struct Content: Codable {
    var entries: [String: StoredLayer.Entry]
    var unknown: [String]
  }

  /// Keeps a layer, and notes it in the audit log; its number.
  package func addLayer(
    _ layer: StoredLayer,
    by person: String,
    at now: Timestamp
  ) throws(WorkspaceError) -> Int64 {
    try writing { database in
      let content = Content(entries: layer.entries, unknown: layer.unknown)
      let json = String(decoding: try JSONEncoder().encode(content), as: UTF8.self)
      try database.execute(
        sql: """
          INSERT INTO navigator_layer (name, person, added_at_ms, content) VALUES (?, ?, ?, ?)
          """,
        arguments: [layer.name, person, now.millisecondsSince1970, json]
      )
      let number = database.lastInsertedRowID
      try Self.insertAudit(database, person, "added layer", String(number), at: now)
      return number
    }
  }

  /// - Throws: `noSuchLayer`.
  package func layer(_ number: Int64) throws(WorkspaceError) -> StoredLayer {
    try reading { database in
      let sql = "SELECT name, content FROM navigator_layer WHERE number = ?"
      guard let row = try Row.fetchOne(database, sql: sql, arguments: [number]) else {
        throw WorkspaceError.noSuchLayer(number: number)
      }
      let text: String = row[1]
      let content = try JSONDecoder().decode(Content.self, from: Data(text.utf8))
      return StoredLayer(
        number: number,
        name: row[0],
        entries: content.entries,
        unknown: content.unknown
      )
    }
  }

  /// Numbers and names, the latest first.
  package func layers() throws(WorkspaceError) -> [(number: Int64, name: String)] {
    try reading {
      try Row.fetchAll($0, sql: "SELECT number, name FROM navigator_layer ORDER BY number DESC")
        .map { (number: $0[0], name: $0[1]) }
    }
  }

  /// - Throws: `noSuchLayer`.
  package func removeLayer(
    _ number: Int64,
    by person: String,
    at now: Timestamp
  ) throws(WorkspaceError) {
    try writing { database in
      try database.execute(
        sql: "DELETE FROM navigator_layer WHERE number = ?",
        arguments: [number]
      )
      guard database.changesCount > 0 else { throw WorkspaceError.noSuchLayer(number: number) }
      try Self.insertAudit(database, person, "removed layer", String(number), at: now)
    }
  }
}
