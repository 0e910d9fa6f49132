import GRDB
package import Model

/// Which findings a list holds: those for which every given condition is true.
package struct FindingFilter: Equatable, Sendable {
  package var technique: TechniqueID?
  package var pattern: Finding.Pattern?
  /// An address that took part, exactly as the finding has it.
  package var source: String?
  /// A name that was present or confirmed; ASCII letters match in either case.
  package var account: String?
  /// The finding was still going on at or after this moment.
  package var since: Timestamp?
  /// The finding began before this moment.
  package var until: Timestamp?
  package var scanID: String?
  package var withConfirmedAccounts: Bool
  package var withStages: Bool
  /// Only those that are authorised, or only those that are not.
  package var isAuthorised: Bool?
  /// Also those that a later, wider finding took the place of.
  package var includingSuperseded: Bool

  package init(
    technique: TechniqueID? = nil,
    pattern: Finding.Pattern? = nil,
    source: String? = nil,
    account: String? = nil,
    since: Timestamp? = nil,
    until: Timestamp? = nil,
    scanID: String? = nil,
    withConfirmedAccounts: Bool = false,
    withStages: Bool = false,
    isAuthorised: Bool? = nil,
    includingSuperseded: Bool = false
  ) {
    self.technique = technique
    self.pattern = pattern
    self.source = source
    self.account = account
    self.since = since
    self.until = until
    self.scanID = scanID
    self.withConfirmedAccounts = withConfirmedAccounts
    self.withStages = withStages
    self.isAuthorised = isAuthorised
    self.includingSuperseded = includingSuperseded
  }
}

extension FindingFilter {
  /// Whether facets alone tell which findings are meant.
  var asksForFacetsOnly: Bool { !asksForSubject && since == nil && until == nil }

  /// Whether it names a source, an account or a scan, each of which has a list of its findings.
  var asksForSubject: Bool { source != nil || account != nil || scanID != nil }

  /// The conditions that narrow `finding_key` by lists of findings, and what is bound to them.
  var subjectConditions: (sql: [String], arguments: [any DatabaseValueConvertible]) {
    var sql: [String] = []
    var arguments: [any DatabaseValueConvertible] = []
    func require(_ list: String, _ value: String?) {
      guard let value else { return }
      sql.append("finding IN (SELECT finding FROM \(list))")
      arguments.append(value)
    }
    require("finding_source WHERE address = ?", source)
    require("finding_account WHERE name = ?", account)
    require("finding_scan WHERE scan = (SELECT number FROM scan WHERE id = ?)", scanID)
    return (sql, arguments)
  }

  /// The conditions on time over `finding_key`, for findings that last `longest` at most.
  ///
  /// A finding that began before `until` was last seen no later than `longest` after it, which lets an
  /// index by the last time begin there. Not with `nil`: SQLite would begin there rather than at a cursor.
  func timeConditions(
    longestInMilliseconds longest: Int64?
  ) -> (sql: [String], arguments: [any DatabaseValueConvertible]) {
    var sql: [String] = []
    var arguments: [any DatabaseValueConvertible] = []
    if let since {
      sql.append("last_seen_ms >= ?")
      arguments.append(since.millisecondsSince1970)
    }
    if let until {
      let begin = until.millisecondsSince1970
      sql.append("first_seen_ms < ?")
      arguments.append(begin)
      if let longest {
        let (end, isTooLate) = begin.addingReportingOverflow(longest)
        sql.append("last_seen_ms < ?")
        arguments.append(isTooLate ? Int64.max : end)
      }
    }
    return (sql, arguments)
  }
}
