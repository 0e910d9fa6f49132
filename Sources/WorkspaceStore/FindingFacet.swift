import GRDB
import Model

/// Findings that agree in technique, pattern, and in whether they are superseded, authorised, and have
/// confirmed accounts or stages.
///
/// A workspace has some dozens of facets, whatever the number of its findings.
struct FindingFacet {
  var number: Int64
  /// How many findings are of it.
  var findings: Int
  /// The longest time between the first and the last probe of one of them, now or once.
  var longestInMilliseconds: Int64

  /// Those that `filter` leaves, without the ones that no finding is of.
  static func all(_ database: Database, matching filter: FindingFilter) throws -> [FindingFacet] {
    let (conditions, arguments) = filter.facetConditions
    let sql = "SELECT number, findings, longest_ms FROM finding_facet WHERE findings > 0"
    return try Row.fetchAll(
      database.cachedStatement(sql: ([sql] + conditions).joined(separator: " AND ")),
      arguments: arguments
    ).map { FindingFacet(number: $0[0], findings: $0[1], longestInMilliseconds: $0[2]) }
  }
}

extension FindingFilter {
  /// The conditions that a whole facet meets or not, as SQL over `finding_facet`.
  fileprivate var facetConditions: (sql: [String], arguments: StatementArguments) {
    var sql: [String] = []
    var arguments: StatementArguments = []
    func require(_ condition: String, _ value: any DatabaseValueConvertible) {
      sql.append(condition)
      arguments += [value]
    }
    if !includingSuperseded { sql.append("is_superseded = 0") }
    if withConfirmedAccounts { sql.append("has_confirmed = 1") }
    if withStages { sql.append("has_stages = 1") }
    if let technique { require("technique = ?", technique.rawValue) }
    if let pattern { require("pattern = ?", pattern.rawValue) }
    if let isAuthorised { require("is_authorised = ?", isAuthorised) }
    return (sql, arguments)
  }
}
