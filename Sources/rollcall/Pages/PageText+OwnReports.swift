import Knowledge

extension PageText {
  /// Nothing where there are none.
  mutating func addOwnReports(_ reports: [OwnReport]) {
    if reports.isEmpty { return }
    heading("Reports of this workspace", "with a claim on it that was not rejected")
    list(reports) { report, text in
      text.paragraph("\(report.id) \(report.title) · \(report.claimCount) claims")
    }
  }
}
