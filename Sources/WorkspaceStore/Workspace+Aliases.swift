import FoundationEssentials
import GRDB
package import Model

/// A list of names of actors from a source besides ATT&CK.
package struct AliasSourceRecord: Sendable, Equatable {
  package var name: String
  package var version: String
  package var file: String
  /// 64 lower-case hexadecimal digits.
  package var sha256: String
  package var importedAt: Timestamp
  package var toolVersion: String
  /// JSON, as the importer wrote it.
  package var actors: String

  package init(
    name: String,
    version: String,
    file: String,
    sha256: String,
    importedAt: Timestamp,
    toolVersion: String,
    actors: String
  ) {
    self.name = name
    self.version = version
    self.file = file
    self.sha256 = sha256
    self.importedAt = importedAt
    self.toolVersion = toolVersion
    self.actors = actors
  }
}

extension Workspace {
  /// Keeps a list; one of the same name is replaced.
  package func addAliases(_ source: AliasSourceRecord) throws(WorkspaceError) {
    try writing { database in
      guard let digest = HexDigest.bytes(of: source.sha256) else {
        throw WorkspaceError.notStorable(id: source.name, reason: "its SHA-256 is malformed")
      }
      try database.execute(
        sql: "INSERT OR REPLACE INTO alias_source VALUES (?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          source.name, source.version, source.file, digest,
          source.importedAt.millisecondsSince1970, source.toolVersion, source.actors,
        ]
      )
    }
  }

  /// The lists that were imported, by name.
  package func aliasSources() throws(WorkspaceError) -> [AliasSourceRecord] {
    try reading { database in
      try Row.fetchAll(database, sql: "SELECT * FROM alias_source ORDER BY name").map {
        AliasSourceRecord(
          name: $0[0],
          version: $0[1],
          file: $0[2],
          sha256: HexDigest.text(of: $0[3]),
          importedAt: Timestamp(millisecondsSince1970: $0[4]),
          toolVersion: $0[5],
          actors: $0[6]
        )
      }
    }
  }
}
