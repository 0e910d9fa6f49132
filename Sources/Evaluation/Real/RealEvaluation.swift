import Foundation

/// Real logs with known answers, scored beside the labs.
package struct RealEvaluation: Codable, Equatable, Sendable {
  package var logs: [KnownLogResult] = []
  /// Published cases about account enumeration.
  package var cases: [PublishedCaseResult] = []
  /// Published cases about something else, in which Rollcall accuses somebody.
  package var accusedElsewhere: [PublishedCaseResult] = []
  package var otherCases = 0
  /// Data that was not there.
  package var skipped: [String] = []

  /// - Throws: what the system throws for temporary files, and `CancellationError`.
  @concurrent
  package static func run(folder: String, threads: Int) async throws -> RealEvaluation {
    var evaluation = RealEvaluation()
    let check = KnownLogCheck(folder: folder, threads: threads)
    for log in KnownLog.all {
      if let result = try await check.run(log) {
        evaluation.logs.append(result)
      } else {
        evaluation.skipped.append(log.path)
      }
    }
    try await evaluation.addCases("\(folder)/\(PublishedCase.path)")
    return evaluation
  }

  private mutating func addCases(_ path: String) async throws {
    guard FileManager.default.fileExists(atPath: path) else {
      skipped.append(PublishedCase.path)
      return
    }
    for published in try PublishedCase.read(path) {
      let result = try await PublishedCaseCheck.run(published)
      if published.isAccountEnumeration {
        cases.append(result)
      } else {
        otherCases += 1
        if !result.found.isEmpty { accusedElsewhere.append(result) }
      }
    }
  }
}
