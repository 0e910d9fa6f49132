import Crypto
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
  }

  /// A picture is not worth reading more than this for.
  private static let byteLimit: UInt64 = 256 << 20
  private static let pointLimit = 200_000

  private struct Place: Hashable {
    var file: String
    var offset: UInt64
  }

  @concurrent
  static func read(of finding: Finding) async throws -> Reading {
    guard finding.evidence.count <= pointLimit else {
      return .absent(reason: "More than \(pointLimit) lines are cited: not drawn.")
    }
    let files = Set(finding.evidence.map(\.file))
    guard let size = totalSize(of: files) else {
      return .absent(reason: "The cited logs are no longer where they were, or are packed.")
    }
    guard size <= byteLimit else {
      return .absent(reason: "The cited logs are larger than \(byteLimit >> 20) MB: not drawn.")
    }
    guard try hashesHold(finding.evidence) else {
      return .absent(reason: "The cited logs have changed: their lines have other hashes.")
    }
    return try await points(at: finding, in: files.sorted())
  }

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

  private static func hashesHold(_ evidence: [Evidence]) throws -> Bool {
    for (file, lines) in Dictionary(grouping: evidence, by: \.file) {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
      defer { try? handle.close() }  // Opened for reading: nothing can be lost.
      for line in lines {
        try handle.seek(toOffset: line.offset)
        let bytes = try handle.read(upToCount: Int(line.length)) ?? Data()
        let digest = SHA256.hash(data: bytes).map { byte in
          (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        guard digest.joined() == line.sha256 else { return false }
      }
    }
    return true
  }

  private static func points(at finding: Finding, in files: [String]) async throws -> Reading {
    let decoded = try await ScanPipeline(options: ScanOptions(paths: files)).decode()
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
      // Lines of stages lie after the roll call. Where the scan was given a zone, none lies in it.
      guard finding.firstSeen <= attempt.time, attempt.time <= finding.lastSeen else { continue }
      let name = decoded.name(attempt.name)
      points.append(
        Point(time: attempt.time, name: name, outcome: attempt.outcome, line: line)
      )
    }
    return points.isEmpty
      ? .absent(reason: "The scan was given a zone or a year: not drawn.") : .points(points)
  }
}
