/// What a report says that others may say too: its claims without the places.
package struct ReportValues: Sendable, Equatable {
  package struct Value: Sendable, Equatable, Hashable {
    package var kind: Claim.Kind
    package var subject: String
    /// Of an indicator its type.
    package var detail: String

    package init(kind: Claim.Kind, subject: String, detail: String) {
      self.kind = kind
      self.subject = subject
      self.detail = detail
    }
  }

  package var report: String
  package var title: String
  /// The report whose near-duplicate it is.
  package var nearDuplicateOf: String?
  /// Each once, sorted by kind and subject.
  package var values: [Value]

  package init(report: String, title: String, nearDuplicateOf: String?, values: [Value]) {
    self.report = report
    self.title = title
    self.nearDuplicateOf = nearDuplicateOf
    self.values = values
  }
}
