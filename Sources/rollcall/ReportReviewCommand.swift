import ArgumentParser
import Foundation
import Knowledge
import Model
import Scan
import WorkspaceStore

struct ReportReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Accepts or rejects the claims of a report, or adds one.",
    discussion: """
      Without --accept, --reject or --add, asks for each open claim: a accepts, r rejects, an empty line
      leaves it open, q ends. Every verdict is kept with its author and time; the last one counts.
      """
  )

  @Argument(help: "The report's id, as in rp-0123456789abcdef, or the first characters of it.")
  var id: String

  @OptionGroup
  var option: WorkspaceOption

  @Option(help: "Number of a claim to accept; may be given several times.")
  var accept: [Int64] = []

  @Option(help: "Number of a claim to reject; may be given several times.")
  var reject: [Int64] = []

  @Option(help: "An ATT&CK id that the text shows at --at.")
  var add: String?

  @Option(help: "Words of the text that show what --add says; the first place counts.")
  var at: String?

  @Option(help: "Who decides; the user of the system if not given.")
  var by: String = NSUserName()

  func validate() throws {
    if (add == nil) != (at == nil) { throw ValidationError("--add and --at go together.") }
    if by.isEmpty { throw ValidationError("--by must not be empty.") }
  }

  func run() throws {
    let store = try option.open()
    do {
      let report = try store.report(id: id)
      for number in accept { try decide(number, .accepted, report, store) }
      for number in reject { try decide(number, .rejected, report, store) }
      if let add, let at { try addClaim(add, at, report, store) }
      if accept.isEmpty, reject.isEmpty, add == nil { try ask(report, store) }
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
  }

  private func decide(
    _ number: Int64,
    _ verdict: Claim.Verdict,
    _ report: StoredReport,
    _ store: Workspace
  ) throws {
    try store.decide(
      claim: number,
      ofReport: report.summary.id,
      verdict,
      by: by,
      at: Timestamp(Date())
    )
  }

  private func addClaim(
    _ typed: String,
    _ words: String,
    _ report: StoredReport,
    _ store: Workspace
  ) throws {
    let known = try LoadedKnowledge(store, wanted: nil)
    let kinds: Set<AttackObject.Kind> = [.technique, .group, .campaign, .malware, .tool]
    let object = known.facts.objects[try known.look(up: typed, among: kinds, what: "object").index]
    let text = String(decoding: report.text.bytes, as: UTF8.self)
    guard let place = text.firstRange(of: words) else {
      throw Failure(message: "the text of \(report.summary.id) does not hold these words")
    }
    let start = text[..<place.lowerBound].utf8.count
    let kind: Claim.Kind =
      object.kind == .technique ? .technique : object.isSoftware ? .software : .actor
    let claim = Claim(
      kind: kind,
      subject: object.id.rawValue,
      detail: words,
      method: .analyst,
      score: 1,
      span: start..<start + words.utf8.count
    )
    try store.addClaim(claim, toReport: report.summary.id, by: by, at: Timestamp(Date()))
  }

  private func ask(_ report: StoredReport, _ store: Workspace) throws {
    var output = StandardOutput()
    for stored in report.claims where stored.verdict == .open {
      try output.write(ClaimText.line(stored, in: report.text) + "\naccept, reject, quit? ")
      try output.flush()
      guard let answer = readLine() else { return }
      switch answer.trimmingCharacters(in: .whitespaces).lowercased() {
      case "a": try decide(stored.number, .accepted, report, store)
      case "r": try decide(stored.number, .rejected, report, store)
      case "q": return
      default: continue
      }
    }
  }
}

/// A claim as a line for a terminal, with the words around it.
enum ClaimText {
  static func line(_ stored: StoredClaim, in text: ReportText) -> String {
    let claim = stored.claim
    let before = max(0, claim.span.lowerBound - 40)
    let after = min(text.bytes.count, claim.span.upperBound + 40)
    let excerpt = text.bytes[before..<after].map { $0 == 10 ? 32 : $0 }
    let words = VisibleText.escaped(String(decoding: excerpt, as: UTF8.self))
    let percent = Int((claim.score * 100).rounded())
    let score = claim.method == .ranked ? "chance \(percent) %" : "score \(claim.score)"
    let who = stored.decidedBy.map { " by \(VisibleText.escaped($0))" } ?? ""
    return
      "\(stored.number)  \(claim.kind.rawValue) \(VisibleText.escaped(claim.subject)) "
      + "(\(VisibleText.escaped(claim.detail)), \(claim.method.rawValue), \(score)) "
      + "\(stored.verdict.rawValue)\(who)\n    \(claim.span.lowerBound): … \(words) …"
      + (claim.explanation.isEmpty ? "" : "\n    \(VisibleText.escaped(claim.explanation))")
  }
}
