import GRDB
import Model

/// Keeps which findings are authorised.
///
/// Apart from the findings' own rows, which keep what was stored first: an authorisation comes and
/// goes with the list.
struct AuthorisationWriter {
  static let columns = """
    finding_authorisation.entry, finding_authorisation.owner, finding_authorisation.reason,
    finding_authorisation.expires_ms
    """

  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  /// Puts the latest scan's verdict in the place of any earlier one.
  func write(_ authorisation: Finding.Authorisation?, finding: Int64) throws {
    try database.cachedStatement(sql: "DELETE FROM finding_authorisation WHERE finding = ?")
      .execute(arguments: [finding])
    guard let authorisation else { return }
    try database.execute(
      sql: """
        INSERT INTO finding_authorisation (finding, entry, owner, reason, expires_ms)
        VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [
        finding, authorisation.entry, authorisation.owner, authorisation.reason,
        authorisation.expires.millisecondsSince1970,
      ]
    )
  }

  func authorisation(of finding: Int64) throws -> Finding.Authorisation? {
    try Row.fetchOne(
      database,
      sql: "SELECT \(Self.columns) FROM finding_authorisation WHERE finding = ?",
      arguments: [finding]
    ).map { row in
      Finding.Authorisation(
        entry: row[0],
        owner: row[1],
        reason: row[2],
        expires: Timestamp(millisecondsSince1970: row[3])
      )
    }
  }
}
