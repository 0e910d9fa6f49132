// A finding for people: one screen, most important first, every claim with its limits beside it.

package import Model

/// Renders findings for a terminal of a given width, from 40 columns up.
package struct FindingTable: Sendable {
  /// Where the rest of a list is to be had.
  package enum Rest: Sendable {
    /// The finding is in the workspace of that folder: `rollcall show ID`.
    case workspace(String)
    /// Nowhere else: nothing is left out but what has options of its own.
    case here
    /// It was only printed: the lists are complete in the JSON.
    case json
  }

  static let narrowestWidth = 40
  /// Leaves room beside the bars for what they count, in 80 columns.
  private static let widestRhythm = 40
  private static let confirmedLines = 1
  private static let stageLimit = 2
  private static let termLimit = 3
  private static let gapLimit = 2

  private let width: Int
  private let style: TerminalStyle
  private let gapTexts: [String: String]
  private let rest: Rest

  /// `gaps` gives the sentences for the ids in `Finding.visibility`; an id without one is shown as it
  /// is.
  package init(
    width: Int = 80,
    style: TerminalStyle = .plain,
    gaps: [VisibilityGap] = [],
    rest: Rest = .json
  ) {
    self.width = max(width, Self.narrowestWidth)
    self.style = style
    self.rest = rest
    gapTexts = Dictionary(gaps.map { ($0.id, $0.text) }, uniquingKeysWith: { first, _ in first })
  }

  /// The finding with a line end on every line and no line left blank at its ends.
  package func text(of finding: Finding) -> String {
    var lines = LabelledLines(width: width, style: style)
    lines.heading(title(finding), FindingSeverity(finding))
    lines.sentence(FindingHeadline.text(finding) + ".")
    if let entry = finding.authorisedBy {
      lines.sentence(
        "Authorised by \(entry.owner) until \(TimeText.minute(entry.expires)) UTC:"
          + " \(entry.reason) (\(entry.entry))."
      )
    }
    if let earlier = finding.follows {
      lines.sentence("Goes for the accounts that \(earlier) was told of.")
    }
    if let canaries = finding.canaries { lines.sentence(CanaryText.sentence(canaries) + ".") }
    lines.blank()
    addTimes(of: finding, to: &lines)
    addAccounts(of: finding, to: &lines)
    addStages(of: finding, to: &lines)
    addScore(of: finding, to: &lines)
    addLimits(of: finding, to: &lines)
    addEvidence(of: finding, to: &lines)
    return lines.text
  }

  private func title(_ finding: Finding) -> String {
    "\(finding.id) · \(finding.technique.rawValue) · \(FindingHeadline.pattern(finding.pattern))"
  }

  private func addTimes(of finding: Finding, to lines: inout LabelledLines) {
    let when = TimeText.range(finding.firstSeen, finding.lastSeen)
    lines.add("When", when + (pace(finding).map { " · " + $0 } ?? ""))
    let rhythm = Sparkline.merged(finding.rhythm, into: min(lines.textWidth, Self.widestRhythm))
    if rhythm.count > 1, let peak = rhythm.max(), peak > 0 {
      let stretch = FindingHeadline.spanInMilliseconds(finding) / Int64(rhythm.count)
      let bars = Sparkline.text(rhythm, width: rhythm.count)
      let length = Figure.duration(milliseconds: stretch)
      lines.add("Rhythm", "\(bars) peak \(Figure.grouped(peak)) in \(length)", .figure)
    }
    lines.add(
      "Detected",
      "\(TimeText.minute(finding.detectedAt)) UTC, at probe "
        + "\(Figure.grouped(finding.probesAtDetection)) of \(Figure.grouped(finding.probes))"
    )
  }

  /// The mean distance of two probes.
  private func pace(_ finding: Finding) -> String? {
    let span = FindingHeadline.spanInMilliseconds(finding)
    guard finding.probes > 1 else { return nil }
    let interval = span / Int64(finding.probes - 1)
    if interval >= 1000 {
      return "one every \(Figure.duration(milliseconds: interval))"
    }
    guard span > 0 else { return "all at the same moment" }
    let rate = Double(finding.probes - 1) * 1000 / Double(span)
    return "\(Figure.short(rate)) a second"
  }

  private func addAccounts(of finding: Finding, to lines: inout LabelledLines) {
    let accounts = finding.accounts
    lines.add(
      "Names",
      [
        "\(Figure.grouped(accounts.probed)) tried", "\(Figure.grouped(accounts.absent)) absent",
        "\(Figure.grouped(accounts.present.count)) present",
        "\(Figure.grouped(accounts.confirmed.count)) confirmed",
      ].joined(separator: " · ")
    )
    guard !accounts.confirmed.isEmpty else {
      lines.add("Confirmed", confirmedNone(accounts.confirmedVisibility))
      return
    }
    let names = NameList(accounts.confirmed, width: lines.textWidth, lines: Self.confirmedLines)
    lines.add("Confirmed", names.text)
    if names.hidden > 0 {
      lines.add("", "… and \(Figure.grouped(names.hidden)) more: \(complete(finding))", .quiet)
    }
    if accounts.confirmedVisibility != .full {
      lines.add("", "there may be more: the log does not show every answer", .quiet)
    }
  }

  private func confirmedNone(_ visibility: Finding.Accounts.Visibility) -> String {
    switch visibility {
    case .full: "none"
    case .partial: "none seen, but the log does not show every answer"
    case .none: "this log cannot show what the answers gave away"
    }
  }

  private func addStages(of finding: Finding, to lines: inout LabelledLines) {
    for (position, stage) in finding.stages.prefix(limit(Self.stageLimit)).enumerated() {
      lines.add(position == 0 ? "Then" : "", StageText.text(stage), .high, limit: 5)
    }
    let hidden = finding.stages.count - limit(Self.stageLimit)
    if hidden > 0 { lines.add("", "… and \(hidden) more: \(complete(finding))", .quiet) }
  }

  private func addScore(of finding: Finding, to lines: inout LabelledLines) {
    let score = finding.score
    lines.add(
      "Score",
      ChanceText.sentence(expectedFalseFindings: score.expectedFalseFindings)
        + (score.terms.isEmpty ? "" : "; in powers of ten:")
    )
    let terms = score.terms.sorted { abs($0.log10E) > abs($1.log10E) }
    for term in terms.prefix(limit(Self.termLimit)) {
      lines.add("", TermText.text(term), .quiet)
    }
    let hidden = terms.count - limit(Self.termLimit)
    if hidden > 0 { lines.add("", "… and \(Figure.count(hidden, "smaller term"))", .quiet) }
  }

  private func addLimits(of finding: Finding, to lines: inout LabelledLines) {
    for (position, id) in finding.visibility.prefix(limit(Self.gapLimit)).enumerated() {
      let text = gapTexts[id].map { "\($0) (\(id))" } ?? id
      lines.add(position == 0 ? "Not shown" : "", text, limit: 4)
    }
    let hidden = finding.visibility.count - limit(Self.gapLimit)
    if hidden > 0 { lines.add("", "… and \(hidden) more: \(complete(finding))", .quiet) }
    if !finding.benignIf.isEmpty {
      lines.add("Benign if", finding.benignIf.joined(separator: "; or "), limit: 6)
    }
  }

  private func addEvidence(of finding: Finding, to lines: inout LabelledLines) {
    guard let first = finding.evidence.first else { return }
    let count = Figure.count(finding.evidence.count, "record")
    lines.add("Evidence", "\(first.file), from byte \(first.offset): the first of \(count)")
    switch rest {
    case .workspace: lines.add("", "all: \(complete(finding)) --evidence", .quiet)
    case .here: lines.add("", "all: --evidence", .quiet)
    case .json: lines.add("", "all: --format jsonl", .quiet)
    }
  }

  private func limit(_ usual: Int) -> Int {
    if case .here = rest { .max } else { usual }
  }

  private func complete(_ finding: Finding) -> String {
    switch rest {
    case .workspace(let folder):
      "rollcall show \(shortID(finding)) --workspace \(ShellWord.quoted(folder))"
    case .here: "--accounts"
    case .json: "--format jsonl"
    }
  }

  /// `rc-` and ten digits: enough to tell a million findings apart, short enough to type.
  private func shortID(_ finding: Finding) -> String {
    String(finding.id.prefix("rc-".count + 10))
  }
}
