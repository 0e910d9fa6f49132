import Foundation
import LogBytes
package import Model
import Scan

/// Scans real logs and compares the findings with what is known.
package struct KnownLogCheck: Sendable {
  /// The folder of real data.
  package let folder: String
  package let threads: Int

  package init(folder: String, threads: Int) {
    self.folder = folder
    self.threads = threads
  }

  /// `nil` where the log is absent.
  @concurrent
  package func run(_ log: KnownLog) async throws -> KnownLogResult? {
    let paths = existingPaths(of: log)
    guard !paths.isEmpty else { return nil }
    let pipeline = ScanPipeline(options: ScanOptions(paths: paths, threads: threads))
    let decoded = try await pipeline.decode()
    let result = await pipeline.detect(in: decoded, level: pipeline.options.level)
    return Self.compare(log, result.findings, tallies: SourceTally.all(decoded))
  }

  private func existingPaths(of log: KnownLog) -> [String] {
    let path = "\(folder)/\(log.path)"
    guard let prefix = log.prefix else {
      return FileManager.default.fileExists(atPath: path) ? [path] : []
    }
    // An absent folder has no logs.
    let names = (try? FilePattern.names(in: path)) ?? []
    return names.filter { $0.hasPrefix(prefix) }.map { "\(path)/\($0)" }
  }

  package static func compare(
    _ log: KnownLog,
    _ findings: [Finding],
    tallies: [String: SourceTally]
  ) -> KnownLogResult {
    let expected = tallies.filter { source, tally in
      source != "" && log.answer.isAbout(tally)
    }
    let found = Set(findings.flatMap(\.sources).map(\.ip))
    var differences = expected.keys.filter { !found.contains($0) }.sorted()
      .map { "not found: \($0), \(tallies[$0]?.text ?? "")" }
    differences += found.filter { expected[$0] == nil }.sorted()
      .map { "found beyond the answer: \($0), \(tallies[$0]?.text ?? "no attempt of its own")" }
    if expected.count != log.answer.sourceCount {
      differences.append(
        "the decoded log holds \(expected.count) such sources, not \(log.answer.sourceCount)"
      )
    }
    return KnownLogResult(
      title: log.title,
      path: log.prefix.map { "\(log.path)/\($0)..." } ?? log.path,
      known: log.answerText,
      attempts: tallies.values.reduce(0) { $0 + $1.attempts },
      findings: findings.count,
      patterns: Set(findings.map(\.pattern.rawValue)).sorted(),
      knownSources: expected.count,
      foundSources: expected.keys.count { found.contains($0) },
      differences: differences
    )
  }
}

extension KnownLog.Answer {
  fileprivate var sourceCount: Int {
    switch self {
    case .sources(let count, _): count
    case .oneSource: 1
    case .nobody: 0
    }
  }

  fileprivate func isAbout(_ tally: SourceTally) -> Bool {
    switch self {
    case .sources(_, let names): tally.absent.count >= names
    case .oneSource(let names): tally.names.count >= names
    case .nobody: false
    }
  }
}
