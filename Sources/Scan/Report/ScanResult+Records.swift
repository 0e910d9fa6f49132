import Crypto
package import Foundation
import LogBytes
import LogFormats
package import Model

extension ScanSummary {
  package init(
    _ result: ScanResult,
    startedAt: Date,
    finishedAt: Date,
    peakMemoryByteCount: UInt64?
  ) {
    let inputs = zip(result.logs.members, result.tallies).map { member, tally in
      Input(
        path: member.path,
        format: member.format?.facts.id,
        confidence: member.confidence,
        byteCount: member.byteCount,
        records: tally.records,
        attempts: tally.attempts,
        notAttempts: tally.notAttempts + tally.blank,
        notUnderstood: RecordVerdict.Reason.allCases.compactMap { reason in
          let count = tally.notUnderstood[Int(reason.rawValue)]
          if count == 0 { return nil }
          let lines = tally.examples.filter { $0.reason == reason }.compactMap(\.place.line)
          return Reason(text: reason.text, count: count, exampleLines: lines)
        }
      )
    }
    self.init(
      inputs: inputs,
      sourceCount: result.sourceCount,
      nameCount: result.nameCount,
      firstSeen: result.firstTime,
      lastSeen: result.lastTime,
      findingCount: result.openCount,
      authorisedCount: result.findings.count - result.openCount,
      wallTimeMilliseconds: Int64((finishedAt.timeIntervalSince(startedAt) * 1000).rounded()),
      peakMemoryByteCount: peakMemoryByteCount
    )
  }
}

extension ScanRecord {
  package init(
    _ result: ScanResult,
    _ summary: ScanSummary,
    startedAt: Timestamp,
    finishedAt: Timestamp,
    toolVersion: String,
    options: String
  ) {
    let inputs = summary.inputs.map { ScanRecord.Input($0, sha256: nil) }
    // The account of every input and the findings' ids stand for the content: hashing gigabytes
    // would cost more than the scan.
    let content =
      inputs.map { "\($0.path)\n\($0.byteCount)\n\($0.records)\n\($0.attempts)" }
      + result.findings.map(\.id).sorted() + [options, toolVersion]
    let digest = SHA256.hash(data: Data(content.joined(separator: "\n").utf8))
    self.init(
      id: "scan-" + digest.prefix(16).map { String(format: "%02x", $0) }.joined(),
      startedAt: startedAt,
      finishedAt: finishedAt,
      toolVersion: toolVersion,
      options: options,
      inputs: inputs,
      sourceCount: result.sourceCount,
      nameCount: result.nameCount
    )
  }
}
