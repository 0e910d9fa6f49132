import Hummingbird
import Knowledge
import Model
import WorkspaceStore

/// Takes claims that people make, and verdicts on claims, and notes them in the audit log.
struct ClaimDesk {
  static let longestWords = 2000
  static let longestSubject = 200

  let workspace: Workspace
  let now: @Sendable () -> Timestamp

  /// The report as it is then.
  func decide(
    claim: Int64,
    ofReport id: String,
    _ verdict: Claim.Verdict,
    by visitor: Visitor
  ) throws -> StoredReport {
    let name = visitor.person.name
    try workspace.decide(claim: claim, ofReport: id, verdict, by: name, at: now())
    let report = try workspace.report(id: id)
    let subject = "\(report.summary.id) \(claim)"
    try workspace.audit(name, "claim \(verdict.rawValue)", subject, at: now())
    return report
  }

  /// The claim that `words` of the report show what is typed as `subject`: an id or a name of ATT&CK, or an
  /// indicator. It is accepted by who makes it.
  /// - Throws: 400 where the words are not in the text, or the subject is nothing of these.
  func add(
    words: String,
    showing subject: String,
    toReport id: String,
    by visitor: Visitor,
    knowing: WebServer.Knowing
  ) throws -> (report: String, claim: StoredClaim) {
    let report = try workspace.report(id: id)
    guard words.utf8.count <= Self.longestWords,
      let span = ClaimWords.span(of: words, in: report.text.bytes)
    else { throw HTTPError(.badRequest, message: "These words are not in the text of the report.") }
    var claim = try Self.claim(on: subject, knowing)
    claim.span = span
    let name = visitor.person.name
    try workspace.addClaim(claim, toReport: report.summary.id, by: name, at: now())
    let stored = try workspace.report(id: report.summary.id).claims.first {
      ($0.claim.kind, $0.claim.subject, $0.claim.span.lowerBound)
        == (claim.kind, claim.subject, span.lowerBound)
    }
    guard let stored else { throw HTTPError(.notFound) }
    let place = "\(report.summary.id) \(stored.number)"
    try workspace.audit(name, "claim added", place, at: now())
    return (report.summary.id, stored)
  }

  private static func claim(on typed: String, _ knowing: WebServer.Knowing) throws -> Claim {
    func claim(_ kind: Claim.Kind, _ subject: String, _ detail: String) -> Claim {
      Claim(kind: kind, subject: subject, detail: detail, method: .analyst, score: 1, span: 0..<0)
    }
    let kinds = ActorPage.kinds.union([.technique])
    if let index = knowing.index(of: typed, among: kinds) {
      let object = knowing.facts.objects[index]
      let kind: Claim.Kind =
        object.kind == .technique ? .technique : object.kind.isSoftware ? .software : .actor
      return claim(kind, object.id.rawValue, typed)
    }
    let indicators = IndicatorScanner.indicators(in: Array(typed.utf8))
    guard indicators.count == 1, let indicator = indicators.first,
      indicator.span.count == typed.utf8.count
    else {
      throw HTTPError(
        .badRequest,
        message: "That is no id and no name of ATT&CK, and no indicator."
      )
    }
    return claim(.indicator, indicator.value, indicator.kind.rawValue)
  }
}
