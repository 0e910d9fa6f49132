package import Model
import Scan
import Sigma

/// What rules found, for people and for programs.
package struct HuntReport: Encodable, Sendable {
  package var hunts: [HuntResult]
  package var failures: [Diagnostic]
  /// Records in no form that their log should hold.
  package var unreadRecords: Int

  /// Holds at most `limit` lines of each result; all if it is `nil`.
  init(_ plan: HuntPlan, _ harvest: HuntHarvest, limit: Int?) {
    hunts = plan.rules.rules.indices.filter { plan.rules.reported[$0] }
      .map { HuntResult($0, plan, harvest, limit: limit) }
    failures = harvest.failures
    unreadRecords = harvest.unreadCount
  }
}

package struct HuntResult: Encodable, Sendable {
  package var id: String?
  package var title: String
  package var key: String
  package var level: String?
  package var techniques: [String]
  package var file: String
  package var line: Int
  /// Matching records of a detection, or groups for which a correlation came true.
  package var count: Int
  /// Records that were looked at; 0 if no log held any that the rule is about.
  package var eventCount: Int
  package var firstTime: Timestamp?
  package var lastTime: Timestamp?
  /// Matches that a correlation could not use: a field of the group or the time is missing.
  package var unplacedCount: Int
  package var groups: [HuntGroup]
  package var lines: [HuntLine]
  /// How much of it no earlier run of a saved hunt had seen.
  package var newCount: Int?

  init(_ number: Int, _ plan: HuntPlan, _ harvest: HuntHarvest, limit: Int?) {
    let rule = plan.rules.rules[number]
    id = rule.id
    title = rule.title
    key = rule.key
    level = rule.level
    techniques = rule.techniques
    file = rule.file
    line = rule.line
    unplacedCount = harvest.unplaced[number]
    eventCount = plan.sources(behind: number).reduce(0) { $0 + harvest.eventCounts[$1, default: 0] }
    switch rule.body {
    case .detection:
      let matches = harvest.lists[number].matches
      groups = []
      lines = matches.prefix(limit ?? matches.count).map(HuntLine.init)
      count = matches.count
      // Matches without a time stand first.
      firstTime = matches.first { $0.time != nil }?.timestamp
      lastTime = matches.last?.timestamp
    case .correlation(let correlation):
      lines = []
      groups = harvest.correlated[number].map {
        HuntGroup($0, correlation, harvest.texts, limit: limit)
      }
      count = groups.count
      firstTime = groups.map(\.firstTime).min()
      lastTime = groups.map(\.lastTime).max()
    }
  }
}

/// One time that a correlation came true.
package struct HuntGroup: Encodable, Sendable {
  package struct Field: Encodable, Sendable {
    package var name: String
    package var value: String
  }

  package var fields: [Field]
  package var firstTime: Timestamp
  package var lastTime: Timestamp
  /// The most that one window counted.
  package var peak: Int
  package var matchCount: Int
  package var lines: [HuntLine]
  package var isNew: Bool?
  /// The values of the group, as one text.
  let key: String

  enum CodingKeys: CodingKey {
    case fields, firstTime, lastTime, peak, matchCount, lines, isNew
  }

  init(
    _ result: CorrelationResult,
    _ correlation: Correlation,
    _ texts: [String],
    limit: Int?
  ) {
    fields = zip(correlation.groupBy, result.group).map { name, value in
      Field(name: name, value: texts[Int(value)])
    }
    key = result.group.map { texts[Int($0)] }.joined(separator: "\u{1f}")
    firstTime = Timestamp(millisecondsSince1970: result.firstTime)
    lastTime = Timestamp(millisecondsSince1970: result.lastTime)
    peak = result.peak
    matchCount = result.matches.count
    lines = result.matches.prefix(limit ?? result.matches.count).map(HuntLine.init)
  }
}

/// A record that a rule is true of, or a finding.
package struct HuntLine: Encodable, Sendable {
  /// The finding's id; `nil` for a record, which has a file, a place and a digest.
  package var finding: String?
  package var file = ""
  /// Counted from 1; `nil` in logs that have no lines.
  package var line: Int?
  package var byteOffset: UInt64 = 0
  package var byteLength: Int
  package var time: Timestamp?
  package var sha256 = ""
  /// The record as it is written; empty in binary logs.
  package var text = ""
  package var isNew: Bool?
  /// What makes it the same thing in a later run.
  var key: String { finding ?? sha256 }
  let segment: UInt32
  let offset: Int

  enum CodingKeys: CodingKey {
    case finding, file, line, byteOffset, byteLength, time, sha256, isNew
  }

  init(_ match: RuleMatch) {
    byteLength = Int(match.length)
    time = match.timestamp
    segment = match.segment
    offset = Int(match.offset)
  }
}

extension RuleMatch {
  fileprivate var timestamp: Timestamp? { time.map(Timestamp.init(millisecondsSince1970:)) }
}
