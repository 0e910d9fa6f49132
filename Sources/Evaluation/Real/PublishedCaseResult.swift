package import Model
import Scan

/// What a scan made of a published case.
package struct PublishedCaseResult: Codable, Equatable, Sendable {
  package enum Agreement: String, Codable, CaseIterable, Sendable {
    /// The same sources.
    case same
    /// The log is of a kind that Rollcall does not read, so it was not tested.
    case notRead = "not-read"
    /// No answer tells whether an account exists, so nothing is confirmed.
    case existenceUnknown = "existence-unknown"
    /// Too little evidence at the usual level.
    case tooFew = "too-few"
    /// Rollcall alone accuses a source.
    case more
  }

  package var test: String
  package var logType: String
  package var expected: [String]
  package var found: [String]
  package var agreement: Agreement
  package var reason: String

  package init(
    _ published: PublishedCase,
    findings: [Finding],
    tallies: [String: SourceTally],
    isRead: Bool
  ) {
    let wanted = published.enumerationSources
    let accused = Set(findings.flatMap(\.sources).map(\.ip))
    test = published.test
    logType = published.logType
    expected = wanted.sorted()
    found = accused.sorted()
    let missing = wanted.subtracting(accused).sorted()
    let absent = missing.map { tallies[$0]?.absent.count ?? 0 }
    let attempts = missing.map { tallies[$0]?.attempts ?? 0 }
    func notes(_ sources: [String]) -> String {
      sources.map { "\($0): \(tallies[$0]?.text ?? "no attempt")" }.joined(separator: "; ")
    }
    if !accused.isSubset(of: wanted) {
      (agreement, reason) = (.more, notes(accused.subtracting(wanted).sorted()))
    } else if missing.isEmpty {
      (agreement, reason) = (.same, "")
    } else if !isRead || attempts.allSatisfy({ $0 == 0 }) {
      (agreement, reason) = (.notRead, "no line of it is an attempt for Rollcall")
    } else if absent.allSatisfy({ $0 == 0 }) {
      (agreement, reason) = (.existenceUnknown, notes(missing))
    } else {
      (agreement, reason) = (.tooFew, notes(missing))
    }
  }
}
