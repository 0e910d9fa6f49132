import Custody
import Scan

/// What a verification came to, for people and for programs.
struct VerificationReport: Encodable {
  var path: String
  var isGood: Bool
  /// The first hundred.
  var problems: [String]
  var problemCount: Int
  var notes: [String]
  var events: Int
  var withheldEvents: Int
  var heads: Int
  var exhibits: Int
  var contents: Int
  var withheldContents: Int
  var proofs: Int
  var timestamps: [String]
  var keys: [String]

  init(_ result: Verification, of path: String) {
    self.path = path
    isGood = result.isGood
    problems = result.problems.kept
    problemCount = result.problems.count
    notes = result.notes
    events = result.events
    withheldEvents = result.withheldEvents
    heads = result.heads
    exhibits = result.exhibits
    contents = result.contents
    withheldContents = result.withheldContents
    proofs = result.proofs
    timestamps = result.timestamps
    keys = result.keys
  }

  var text: String {
    let rest = problemCount - problems.count
    return problems.map { VisibleText.escaped($0) + "\n" }.joined()
      + (rest > 0 ? "and \(rest) more\n" : "")
      + notes.map { "note: \(VisibleText.escaped($0))\n" }.joined()
      + "\(events) events (\(withheldEvents) withheld), \(heads) heads, \(exhibits) exhibits, "
      + "\(contents) contents (\(withheldContents) withheld), \(proofs) proofs, "
      + "\(timestamps.count) timestamps\n"
      + keys.map { "key: \($0)\n" }.joined()
      + (isGood ? "GOOD\n" : "NOT GOOD: do not rely on this\n")
  }
}
