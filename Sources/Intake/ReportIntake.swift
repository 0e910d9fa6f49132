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
  }

  private let workspace: Workspace
  private let names: NameMatcher
  private let toolVersion: String
  private var sketches: [(id: String, sketch: ReportSketch)]

  /// Reads the sketches of all reports, about 0.5 KB each.
  package init(
    _ workspace: Workspace,
    facts: AttackFacts,
    toolVersion: String
  ) throws(WorkspaceError) {
    (self.workspace, self.toolVersion) = (workspace, toolVersion)
    names = NameMatcher(facts)
    sketches = try workspace.reportSketches().map { ($0.id, ReportSketch(values: $0.values)) }
  }

  /// Keeps a report with its claims, in one transaction. Messages call it `file`.
  /// - Throws: `ReportError` where it cannot be read; `WorkspaceError`.
  package mutating func take(
    _ bytes: [UInt8],
    file: String,
    named name: String,
    reliability: SourceReliability = .unknown,
    trafficLight: TrafficLight = .amber,
    at now: Timestamp
  ) throws -> Taken {
    let (format, text) = try ReportReader.read(bytes, file: file)
    let extracted = ExtractedClaims(of: text, names: names)
    let sketch = ReportSketch(of: text.bytes)
    let report = NewReport(
      sha256: Self.hexadecimal(SHA256.hash(data: bytes)),
      name: name,
      format: format.rawValue,
      original: bytes,
      text: text,
      claims: extracted.claims,
      sketch: sketch.values,
      nearDuplicateOf: NearDuplicates.nearest(to: sketch, among: sketches),
      reliability: reliability,
      trafficLight: trafficLight,
      addedAt: now,
      toolVersion: toolVersion
    )
    let isNew = try workspace.addReport(report)
    if isNew { sketches.append((report.id, sketch)) }
    return Taken(report: report, isNew: isNew, leftOut: extracted.leftOut)
  }

  private static func hexadecimal(_ digest: some Sequence<UInt8>) -> String {
    digest.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
