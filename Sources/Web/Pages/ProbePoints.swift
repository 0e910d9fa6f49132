import Detection
import Foundation
import Model
import Scan

/// The cited attempts of a finding, read again from the logs where they lie.
enum ProbePoints {
  struct Point: Equatable, Sendable {
    var time: Timestamp
    /// In lower case, not masked: to be ranked, never to be shown.
    var name: String
    var outcome: Outcome
    /// Its place among the lines that the finding cites.
    var line: Int
  }

  enum Reading: Equatable, Sendable {
    case points([Point])
    case absent(reason: String)

    /// `nil` where there are none to draw.
    var pointCount: Int? {
      switch self {
      case .points(let points): points.count
      case .absent: nil
      }
    }
  }

  /// A picture is not worth reading more than this for.
  private static let byteLimit: UInt64 = 256 << 20
  private static let pointLimit = 200_000

  private struct Place: Hashable {
    var file: String
    var offset: UInt64
  }

  /// Why the plot of a finding that cites so many lines of these logs is not drawn; `nil` where it is.
  ///
  /// Looks at names and sizes only.
  static func obstacle(in logs: [String], lineCount: Int) -> String? {
    guard lineCount <= pointLimit else {
      return "More than \(pointLimit) lines are cited: not drawn."
    }
    let files = logs.map(LogContainer.file)
    guard let size = totalSize(of: Set(files.compactMap { $0 })), !files.contains(nil) else {
      return "The cited logs are no longer where they were."
    }
    return size <= byteLimit ? nil : tooLarge
  }

  private static let tooLarge = "The cited logs are larger than \(byteLimit >> 20) MB: not drawn."

  /// `nil` where one is not there.
  private static func totalSize(of files: Set<String>) -> UInt64? {
    var total: UInt64 = 0
    for file in files {
      // A file that is not there is an answer, not an error.
      guard let attributes = try? FileManager.default.attributesOfItem(atPath: file),
        attributes[.type] as? FileAttributeType == .typeRegular,
        let size = attributes[.size] as? UInt64
      else { return nil }
      total += size
    }
    return total
  }

  /// Reads times as `scan` did, which gave the finding.
  /// - Complexity: Reads the cited lines, then the whole logs.
  @concurrent
  static func read(of finding: Finding, as scan: ScanRecord?) async throws -> Reading {
    let logs = Set(finding.evidence.map(\.file)).sorted()
    if let reason = obstacle(in: logs, lineCount: finding.evidence.count) {
      return .absent(reason: reason)
    }
    // A packed log is larger than its file.
    guard finding.evidence.allSatisfy({ $0.offset < byteLimit }) else {
      return .absent(reason: tooLarge)
    }
    do {
      try CitedLines().forEach(finding.evidence) { _, _ in }
    } catch let error as CitedLineError {
      return .absent(reason: sentence(error))
    }
    var options = ScanOptions(paths: Set(logs.compactMap(LogContainer.file)).sorted())
    if let scan { options.takeReading(of: scan) }
    return try await points(at: finding, by: options)
  }

  private static func sentence(_ error: CitedLineError) -> String {
    switch error.problem {
    case .gone: "The cited logs are no longer where they were."
    case .changed: "The cited logs have changed: their lines have other hashes."
    }
  }

  private static func points(at finding: Finding, by options: ScanOptions) async throws -> Reading {
    var options = options
    options.byteLimit = Int(byteLimit)
    let pipeline = ScanPipeline(options: options)
    let decoded = try await pipeline.decode()
    guard pipeline.progress.bytesDone < Int(byteLimit) else { return .absent(reason: tooLarge) }
    // One line can hold several attempts, and be cited twice: the first place counts.
    let cited = Dictionary(
      finding.evidence.enumerated().map { (Place(file: $1.file, offset: $1.offset), $0) },
      uniquingKeysWith: { first, _ in first }
    )
    var points: [Point] = []
    for attempt in decoded.table.chunks.joined() {
      let file = decoded.logs.members[decoded.member(of: attempt)].path
      let place = Place(file: file, offset: decoded.byteOffset(of: attempt))
      guard let line = cited[place] else { continue }
      // Lines of stages lie after the roll call.
      guard finding.firstSeen <= attempt.time, attempt.time <= finding.lastSeen else { continue }
      let name = decoded.name(attempt.name)
      points.append(
        Point(time: attempt.time, name: name, outcome: attempt.outcome, line: line)
      )
    }
    return points.isEmpty
      ? .absent(reason: "Read again, the cited lines have other times: not drawn.")
      : .points(points)
  }
}
