import Foundation
import Model
import Scan

/// Runs the sequences of published cases through a scan, each by itself.
package enum PublishedCaseCheck {
  @concurrent
  package static func run(_ published: PublishedCase) async throws -> PublishedCaseResult {
    try await TemporaryFolder.with { folder in
      let path = folder + "/" + "case.log"
      let text = published.lines.joined(separator: "\n") + "\n"
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      let pipeline = ScanPipeline(options: ScanOptions(paths: [path]))
      let decoded = try await pipeline.decode()
      let result = await pipeline.detect(in: decoded, level: pipeline.options.level)
      return PublishedCaseResult(
        published,
        findings: result.findings,
        tallies: SourceTally.all(decoded),
        isRead: decoded.logs.members.contains { $0.format != nil }
      )
    }
  }
}
