import FoundationEssentials
import Model
import Testing

@testable import Scan

struct FindingFormatTests {
  /// With few records, so that the golden files can be read.
  private static let findings: [Finding] = {
    var slow = ReportSamples.slow
    slow.evidence.removeSubrange(2...)
    slow.accounts.present.removeSubrange(2...)
    slow.accounts.confirmed.removeSubrange(2...)
    slow.stages[0].accounts.removeSubrange(2...)
    return [slow, ReportSamples.brief, ReportSamples.hostile]
  }()

  @Test
  func `JSON lines are the golden ones`() throws {
    try expectGolden(Self.findings.map(FindingJSONL.line).joined(), "findings.jsonl")
  }

  @Test
  func `a JSON line reads back as the finding`() throws {
    for finding in Self.findings {
      let line = try FindingJSONL.line(for: finding)
      #expect(try JSONDecoder().decode(Finding.self, from: Data(line.utf8)) == finding)
      #expect(line.hasSuffix("}\n"))
      #expect(!line.dropLast().unicodeScalars.contains(where: VisibleText.isUnsafe))
    }
  }

  @Test
  func `figures are written in as few digits as bring them back`() throws {
    let line = try FindingJSONL.line(for: Self.findings[0])
    #expect(line.contains("\"posterior\":0.999,"))
    #expect(line.contains("\"p_value\":1e-09"))
    #expect(line.contains("\"log10_e\":7.3,"))
  }

  @Test
  func `a figure that is not finite is an error and not a line`() {
    var finding = ReportSamples.brief
    finding.score.log10E = .infinity
    #expect(throws: EncodingError.self) { try FindingJSONL.line(for: finding) }
  }

  @Test
  func `OCSF events are the golden ones`() throws {
    let lines = try Self.findings.map { try FindingOCSF.line(for: $0, toolVersion: "0.1.0") }
    try expectGolden(lines.joined(), "findings.ocsf.jsonl")
  }

  @Test
  func `an OCSF event carries the complete finding`() throws {
    struct Event: Decodable {
      var classID: Int
      var unmapped: Finding

      enum CodingKeys: String, CodingKey {
        case classID = "class_uid"
        case unmapped
      }
    }
    for finding in Self.findings {
      let line = try FindingOCSF.line(for: finding, toolVersion: "0.1.0")
      let event = try JSONDecoder().decode(Event.self, from: Data(line.utf8))
      #expect(event.classID == 2004)
      #expect(event.unmapped == finding)
    }
  }

  @Test(arguments: [
    ("203.0.113.7", true), ("2001:db8::1", true), ("::ffff:10.0.0.1", true), ("WORKSTATION", false),
    ("10.0.0", false), ("", false), ("cafe", false), ("host:22", false),
  ])
  func `an address is told from the name of a client`(source: String, isAddress: Bool) {
    #expect(OCSFEvidence.looksLikeAddress(source) == isAddress)
  }

  @Test
  func `CSV rows are the golden ones`() throws {
    let rows = Self.findings.map(FindingCSV.row).joined()
    try expectGolden(FindingCSV.header + rows, "findings.csv")
  }

  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("", ""),
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"),
    ("\tx", "'\\u{9}x"), ("\rx", "'\\u{D}x"), ("=a,\"b\"", "\"'=a,\"\"b\"\"\""),
    ("a=b", "a=b"), ("a\r\nb", "a\\u{D}\\u{A}b"), ("＝1", "'＝1"),
  ])
  func `a cell is quoted, and is never a formula`(text: String, cell: String) {
    #expect(FindingCSV.text(text) == cell)
  }
}
