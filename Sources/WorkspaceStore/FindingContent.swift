import FoundationEssentials
import Model

/// The stored JSON of a finding: all of it but the evidence, which has a table of its own.
enum FindingContent {
  static func json(of finding: Finding) throws -> String {
    var finding = finding
    finding.evidence = []
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(finding), as: UTF8.self)
    } catch is EncodingError {
      // The only values that JSON cannot hold are numbers that are infinite or none.
      throw WorkspaceError.notStorable(id: finding.id, reason: "a figure of it is not finite")
    }
  }

  static func finding(fromJSON json: String, evidence: [Evidence]) throws -> Finding {
    var finding = try JSONDecoder().decode(Finding.self, from: Data(json.utf8))
    finding.evidence = evidence
    return finding
  }
}
