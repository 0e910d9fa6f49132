import Foundation
package import Model

/// What a finding rests on and what is left of it, for people and for machines.
package struct ExplanationText {
  let finding: Finding
  /// `nil` where the finding stands without any of its absent names.
  let absentNamesToFlip: Int?
  /// `nil` where nothing was struck out.
  let verdict: Explainer.Verdict?

  package init(
    finding: Finding,
    absentNamesToFlip: Int?,
    verdict: Explainer.Verdict?
  ) {
    self.finding = finding
    self.absentNamesToFlip = absentNamesToFlip
    self.verdict = verdict
  }

  package var text: String {
    var lines = ["\(finding.id)  \(FindingHeadline.text(finding))", "", "It rests on"]
    lines += finding.score.terms.map { "  " + TermText.text($0) }
    lines += ["", flip]
    if let verdict { lines += ["", struck(verdict)] + left(verdict) }
    return lines.joined(separator: "\n") + "\n"
  }

  private var flip: String {
    guard let count = absentNamesToFlip else {
      return "It would stand without any of its absent names: their number is not what it rests on."
    }
    return
      "It would fall without the first \(count) of its \(finding.accounts.absent) absent names."
  }

  private func struck(_ verdict: Explainer.Verdict) -> String {
    "Struck out: \(Figure.count(verdict.struckAttempts, "attempt"))."
  }

  private func left(_ verdict: Explainer.Verdict) -> [String] {
    if verdict.remaining.isEmpty { return ["Nothing is left: without them there is no finding."] }
    return verdict.remaining.flatMap { left -> [String] in
      let scores = [left, finding].map { Figure.oneDecimal($0.score.log10E) }
      return [
        "A finding is left: \(left.probes) of \(finding.probes) probes, score \(scores[0]) of \(scores[1]).",
        "  " + FindingHeadline.text(left),
      ]
    }
  }

  private struct Record: Encodable {
    var finding: String
    var terms: [Finding.Score.Term]
    var absentNamesToFlip: Int?
    var struckAttempts: Int?
    var stands: Bool?
    var remaining: [Finding]?
  }

  /// One object, keys sorted.
  /// - Throws: `EncodingError` only for numbers that JSON has no form for.
  package var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.keyEncodingStrategy = .convertToSnakeCase
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let record = Record(
        finding: finding.id,
        terms: finding.score.terms,
        absentNamesToFlip: absentNamesToFlip,
        struckAttempts: verdict?.struckAttempts,
        stands: verdict.map { !$0.remaining.isEmpty },
        remaining: verdict?.remaining
      )
      return String(decoding: try encoder.encode(record), as: UTF8.self) + "\n"
    }
  }
}
