import GRDB

/// The SQL of an ordered list of findings.
///
/// Tests look at its query plan: it walks an index.
struct FindingQuery {
  /// Rows a page can have at most; the query asks for one more.
  ///
  /// `Int.max - 1` for all.
  let limit: Int
  let arguments: StatementArguments
  private let order: FindingOrder
  private let conditions: [String]

  init(_ filter: FindingFilter, order: FindingOrder, limit: Int?, after cursor: FindingCursor?) {
    self.order = order
    self.limit = limit.map { max(1, min($0, Int.max - 1)) } ?? Int.max - 1
    var (conditions, arguments) = filter.conditions
    if let cursor, cursor.order == order {
      conditions.append("(\(order.column), id) < (?, ?)")
      arguments += [cursor.key, cursor.id]
    }
    arguments += [self.limit + 1]
    self.conditions = conditions
    self.arguments = arguments
  }

  func sql(selecting columns: String) -> String {
    let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    return "SELECT \(columns) FROM finding\(filter)"
      + " ORDER BY \(order.column) DESC, id DESC LIMIT ?"
  }
}
