import FoundationEssentials
import GRDB
import Model

/// The stored JSON of a finding: all of it but the evidence, which has a table of its own, and who
/// authorised it, which can change.
enum FindingContent {
  static func json(of finding: Finding) throws -> String {
    var finding = finding
    finding.evidence = []
    // It says how the finding stands among others, and they change.
    finding.triage = nil
    finding.authorise(by: nil)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(finding), as: UTF8.self)
    } catch is EncodingError {
      // The only values that JSON cannot hold are numbers that are infinite or none.
      throw WorkspaceError.notStorable(id: finding.id, reason: "a figure of it is not finite")
    }
  }

  /// With all cited records or, if `evidence` is given, those in these places.
  static func finding(
    fromJSON json: String,
    number: Int64,
    evidence: Range<Int>? = nil,
    in database: Database
  ) throws -> Finding {
    var finding = try JSONDecoder().decode(Finding.self, from: Data(json.utf8))
    finding.evidence =
      try evidence.map { try EvidenceReader.part(database, finding: number, $0) }
      ?? EvidenceReader.all(database, finding: number)
    finding.authorise(by: try AuthorisationWriter(database).authorisation(of: number))
    return finding
  }
}
