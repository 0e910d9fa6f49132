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
  /// The conditions as SQL over `finding`, and what is bound to them, in order.
  var conditions: (sql: [String], arguments: StatementArguments) {
    var sql: [String] = []
    var arguments: StatementArguments = []
    func require(_ condition: String, _ value: (any DatabaseValueConvertible)? = nil) {
      sql.append(condition)
      if let value { arguments += [value] }
    }
    if !includingSuperseded { require("superseded_by IS NULL") }
    if let technique { require("technique = ?", technique.rawValue) }
    if let pattern { require("pattern = ?", pattern.rawValue) }
    if let source {
      require("number IN (SELECT finding FROM finding_source WHERE address = ?)", source)
    }
    if let account {
      require("number IN (SELECT finding FROM finding_account WHERE name = ?)", account)
    }
    if let since { require("last_seen_ms >= ?", since.millisecondsSince1970) }
    if let until { require("first_seen_ms < ?", until.millisecondsSince1970) }
    if let scanID {
      require(
        """
        number IN (
          SELECT finding FROM finding_scan JOIN scan ON scan.number = finding_scan.scan
          WHERE scan.id = ?
        )
        """,
        scanID
      )
    }
    if withConfirmedAccounts { require("confirmed_count > 0") }
    if withStages { require("stage_count > 0") }
    if let isAuthorised {
      let test = "EXISTS (SELECT 1 FROM finding_authorisation WHERE finding = number)"
      require(isAuthorised ? test : "NOT " + test)
    }
    return (sql, arguments)
  }
}
