// OCSF Detection Finding, class 2004, schema 1.4.0. What the schema has no place for, and above all
// the list of cited records, is in the complete finding under `unmapped`; `evidences` names each
// source, each confirmed account and each file once. Properties are named as in the schema, but for
// the underscores, which the encoder puts in.

import FoundationEssentials
package import Model

package enum FindingOCSF {
  static let schemaVersion = "1.4.0"

  /// The finding with its line end.
  ///
  /// - Throws: `EncodingError` where a figure is infinite or none.
  package static func line(for finding: Finding, toolVersion: String) throws -> String {
    try ReportJSON.line(
      DetectionFinding(finding, toolVersion: toolVersion),
      keys: .convertToSnakeCase
    )
  }

  private struct DetectionFinding: Encodable {
    var activityId = 1
    var activityName = "Create"
    var categoryName = "Findings"
    var categoryUid = 2
    var className = "Detection Finding"
    var classUid = 2004
    var typeName = "Detection Finding: Create"
    var typeUid = 200_401
    var severity: String
    var severityId: Int
    var status: String
    var statusId: Int
    /// The event time of the detection, so that a second run sends the same bytes.
    var time: Int64
    var startTime: Int64
    var endTime: Int64
    var count: Int
    var message: String
    var metadata: Metadata
    var findingInfo: FindingInfo
    var evidences: [OCSFEvidence]
    var observables: [OCSFObservable]
    var unmapped: Finding

    init(_ finding: Finding, toolVersion: String) {
      let rank = FindingSeverity(finding)
      severity = rank.name
      severityId = rank.rawValue
      (status, statusId) = finding.status == .authorised ? ("Suppressed", 3) : ("New", 1)
      time = finding.detectedAt.millisecondsSince1970
      startTime = finding.firstSeen.millisecondsSince1970
      endTime = finding.lastSeen.millisecondsSince1970
      count = finding.probes
      message = FindingHeadline.text(finding)
      metadata = Metadata(product: Product(version: toolVersion))
      findingInfo = FindingInfo(finding, toolVersion: toolVersion)
      evidences = OCSFEvidence.all(of: finding)
      observables = OCSFObservable.all(of: finding)
      unmapped = finding
    }
  }

  private struct Metadata: Encodable {
    var product: Product
    var version = schemaVersion
  }

  private struct Product: Encodable {
    var name = "Rollcall"
    var vendorName = "Rollcall"
    var version: String
  }

  private struct FindingInfo: Encodable {
    var uid: String
    var title: String
    var desc: String
    var types: [String]
    var createdTime: Int64
    var firstSeenTime: Int64
    var lastSeenTime: Int64
    var dataSources: [String]
    var attacks: [OCSFAttack]
    var analytic: Analytic

    init(_ finding: Finding, toolVersion: String) {
      uid = finding.id
      title = "Account enumeration (\(FindingHeadline.pattern(finding.pattern)))"
      desc = FindingHeadline.text(finding)
      types = ["Account Enumeration"]
      createdTime = finding.detectedAt.millisecondsSince1970
      firstSeenTime = finding.firstSeen.millisecondsSince1970
      lastSeenTime = finding.lastSeen.millisecondsSince1970
      dataSources = finding.services
      attacks = OCSFAttack.all(of: finding)
      analytic = Analytic(pattern: finding.pattern, version: toolVersion)
    }
  }

  private struct Analytic: Encodable {
    var uid: String
    var name: String
    var type: String
    var typeId: Int
    var version: String

    init(pattern: Finding.Pattern, version: String) {
      uid = "rollcall.enumeration.\(pattern.rawValue)"
      name = "Rollcall account enumeration, \(FindingHeadline.pattern(pattern))"
      // A canary name is a rule: one touch is enough. All else is a test of a hypothesis.
      (type, typeId) = pattern == .canary ? ("Rule", 1) : ("Statistical", 3)
      self.version = version
    }
  }
}
