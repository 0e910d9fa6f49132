// Which findings a list holds, in order, as SQL over `finding_key`. Tests look at the plans.
//
// - Without a source, account or scan, each facet's part of an index is in order already: the list is
//   the merge of one walk a facet, each read no further than the page needs.
// - With one, its list of findings is looked up and sorted: as much work as it has findings.
// - Where few findings lie in the time that is asked for, in another order than that of time, likewise.

import GRDB

struct FindingQuery {
  /// Findings that a window of time may have to be sorted rather than walked past.
  ///
  /// A walk in another order finds one of them in every so many: of a million findings, a page of fifty
  /// in ten thousand steps, which cost what sorting so many does.
  static let mostInWindow = 6_000

  /// A facet has a SELECT of its own up to this many: SQLite joins no more than 500. Techniques would
  /// have to be invented to have more.
  private static let mostWalks = 400

  /// Rows a page can have at most; the query asks for one more.
  ///
  /// `Int.max - 1` for all.
  let limit: Int
  /// Selects numbers of findings.
  let sql: String
  let arguments: StatementArguments

  /// `sortsWindow` where few findings meet the conditions on time.
  init(
    _ filter: FindingFilter,
    facets: [FindingFacet],
    order: FindingOrder,
    limit: Int?,
    after cursor: FindingCursor?,
    sortsWindow: Bool = false
  ) {
    self.limit = limit.map { max(1, min($0, Int.max - 1)) } ?? Int.max - 1
    let cursor = cursor.flatMap { $0.order == order ? $0 : nil }
    let sorts = filter.asksForSubject || sortsWindow || facets.count > Self.mostWalks
    let parts = sorts ? [facets] : facets.map { [$0] }
    var selects: [String] = []
    var bound: [any DatabaseValueConvertible] = []
    for part in parts where !part.isEmpty {
      let (conditions, values) = Self.conditions(filter, part, order, cursor, sorts: sorts)
      let source = Self.source(filter, order, sortsWindow: sortsWindow)
      selects.append(
        "SELECT finding, \(order.column), id FROM \(source) WHERE "
          + conditions.joined(separator: " AND ")
      )
      bound += values
    }
    // Without a facet nothing can match; a list of no rows has no order.
    if selects.isEmpty { selects = ["SELECT 0, 0, '' WHERE 0"] }
    let list = selects.joined(separator: " UNION ALL ")
    sql = list + " ORDER BY 2 DESC, 3 DESC LIMIT ?"
    bound.append(self.limit + 1)
    arguments = StatementArguments(bound)
  }

  private static func source(
    _ filter: FindingFilter,
    _ order: FindingOrder,
    sortsWindow: Bool
  ) -> String {
    if filter.asksForSubject { return "finding_key" }
    return "finding_key INDEXED BY " + (sortsWindow ? FindingOrder.latest : order).index
  }

  private static func conditions(
    _ filter: FindingFilter,
    _ facets: [FindingFacet],
    _ order: FindingOrder,
    _ cursor: FindingCursor?,
    sorts: Bool
  ) -> (sql: [String], arguments: [any DatabaseValueConvertible]) {
    let (subject, subjects) = filter.subjectConditions
    let longest = facets.map(\.longestInMilliseconds).max() ?? 0
    // A page that goes on begins at its cursor, which lies before where the time could end.
    let isContinued = cursor != nil && order == .latest
    let (time, times) = filter.timeConditions(longestInMilliseconds: isContinued ? nil : longest)
    let numbers = facets.map { String($0.number) }.joined(separator: ", ")
    // The plus keeps an index of facets out of the way of the subject's own.
    let facet = "\(filter.asksForSubject ? "+" : "")facet IN (\(numbers))"
    var sql = subject + [facets.count == 1 && !sorts ? "facet = \(numbers)" : facet] + time
    var arguments = subjects + times
    if let cursor {
      sql.append("(\(order.column), id) < (?, ?)")
      arguments += [cursor.key, cursor.id] as [any DatabaseValueConvertible]
    }
    return (sql, arguments)
  }
}

/// How many findings meet the conditions, as SQL; no more than `limit` are looked at.
struct FindingCountQuery {
  let sql: String
  let arguments: StatementArguments

  init(_ filter: FindingFilter, facets: [FindingFacet], limit: Int) {
    let (subject, subjects) = filter.subjectConditions
    let longest = facets.map(\.longestInMilliseconds).max() ?? 0
    let (time, times) = filter.timeConditions(longestInMilliseconds: longest)
    let numbers = facets.map { String($0.number) }.joined(separator: ", ")
    let index = filter.asksForSubject ? "" : " INDEXED BY " + FindingOrder.latest.index
    let facet = "\(filter.asksForSubject ? "+" : "")facet IN (\(numbers))"
    let conditions = (subject + [facet] + time).joined(separator: " AND ")
    sql = """
      SELECT count(*) FROM (SELECT 1 FROM finding_key\(index) WHERE \(conditions) LIMIT ?)
      """
    arguments = StatementArguments(subjects + times + [limit])
  }
}
