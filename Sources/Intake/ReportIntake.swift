import Crypto
package import Knowledge
package import Model
package import WorkspaceStore

/// Takes reports into a workspace: reads them, extracts what they claim, and knows near-duplicates.
package struct ReportIntake {
  /// What became of a report.
  package struct Taken {
    package var report: NewReport
    /// `false` where the workspace held the same bytes already.
    package var isNew: Bool
    /// How many claims were left out, by the reason.
    package var leftOut: [String: Int]
    /// How many techniques the ranker held back, and the version of its model; `nil` without a model.
    package var ranking: (abstained: Int, model: Int64)?
  }

  private let workspace: Workspace
  private let names: NameMatcher
  private let toolVersion: String
  private let workshop: RankerWorkshop
  private let kept: RankerWorkshop.Kept?
  private var sketches = SketchIndex()
  /// Procedure examples that were read already, by technique.
  private var procedures: [String: [ProcedureExample]] = [:]

  /// Reads the sketches of all reports, about 0.5 KB each, and the ranker, which is made at first use
  /// where a version of ATT&CK was imported: that takes seconds.
  /// - Throws: `WorkspaceError`, and errors of decoding where the workspace is damaged.
  package init(
    _ workspace: Workspace,
    facts: AttackFacts,
    toolVersion: String,
    at now: Timestamp
  ) throws {
    (self.workspace, self.toolVersion) = (workspace, toolVersion)
    names = NameMatcher(
      facts,
      aliases: try ActorAliases(importedInto: workspace, facts: facts)
    )
    workshop = try RankerWorkshop(workspace, toolVersion: toolVersion)
    kept = try workshop.ranker(at: now)
    for (id, values) in try workspace.reportSketches() {
      sketches.add(id, ReportSketch(values: values))
    }
  }

  /// The version of the model that ranks; `nil` without one.
  package var model: Int64? { kept?.version }

  /// Keeps a report with its claims, in one transaction. Messages call it `file`; without a
  /// `trafficLight` it has the label that it gives itself, or amber.
  /// - Throws: `ReportError` where it cannot be read; `WorkspaceError`.
  package mutating func take(
    _ bytes: [UInt8],
    file: String,
    named name: String,
    reliability: SourceReliability = .unknown,
    trafficLight: TrafficLight? = nil,
    at now: Timestamp
  ) throws -> Taken {
    let (format, text) = try ReportReader.read(bytes, file: file)
    var extracted = ExtractedClaims(of: text, names: names)
    let abstained = try addRanked(to: &extracted, text)
    let sketch = ReportSketch(of: text.bytes)
    let report = NewReport(
      sha256: Self.hexadecimal(SHA256.hash(data: bytes)),
      name: name,
      format: format.rawValue,
      original: bytes,
      text: text,
      claims: extracted.claims,
      sketch: sketch.values,
      nearDuplicateOf: sketches.nearest(to: sketch),
      reliability: reliability,
      trafficLight: trafficLight ?? ReportMarking.label(of: text, format: format) ?? .amber,
      addedAt: now,
      toolVersion: toolVersion
    )
    let isNew = try workspace.addReport(report)
    if isNew { sketches.add(report.id, sketch) }
    return Taken(
      report: report,
      isNew: isNew,
      leftOut: extracted.leftOut,
      ranking: kept.map { (abstained, $0.version) }
    )
  }

  /// Techniques that the words show and that the text does not name by their ids.
  private mutating func addRanked(
    to extracted: inout ExtractedClaims,
    _ text: ReportText
  ) throws -> Int {
    guard let kept else { return 0 }
    let known = Set(extracted.claims.lazy.filter { $0.kind == .technique }.map(\.subject))
    let ranked = try RankedClaims(of: text, ranker: kept.ranker, known: known) { technique in
      if let read = procedures[technique] { return read }
      let read = try workshop.procedures(of: technique)
      procedures[technique] = read
      return read
    }
    extracted.claims += ranked.claims
    extracted.claims.sort { ($0.span.lowerBound, $0.subject) < ($1.span.lowerBound, $1.subject) }
    if ranked.notRead > 0 {
      extracted.leftOut["sentences too many or too long to be ranked"] = ranked.notRead
    }
    return ranked.abstained
  }

  private static func hexadecimal(_ digest: some Sequence<UInt8>) -> String {
    digest.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
