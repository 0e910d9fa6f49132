import Crypto
import LogBytes
import LogFormats
import Model
import Scan
import Synchronization

/// Reads the records that are shown a second time, and hashes them.
struct RecordCitations {
  /// Reads the segments; they have the same numbers in each reading.
  let pipeline: ScanPipeline
  /// Of the places that are not in segments.
  let files: [String]

  private final class Shared: Sendable {
    let found = Mutex<[AuditPlace: String]>([:])
  }

  /// A place whose file cannot be read again is left out.
  func of(_ places: Set<AuditPlace>) async throws -> [AuditPlace: ControlCitation] {
    let (hashes, logs) = try await segmentHashes(of: places)
    var citations: [AuditPlace: ControlCitation] = [:]
    for place in places {
      switch place {
      case .file(let number, let offset, let length):
        guard let hash = Self.hash(files[number], offset, length) else { continue }
        citations[place] = Self.citation(files[number], UInt64(offset), length, hash)
      case .segment(let number, let offset, let length):
        guard let hash = hashes[place] else { continue }
        let segment = logs.segments[Int(number)]
        let path = logs.members[segment.member].path
        citations[place] = Self.citation(path, segment.byteOffset + UInt64(offset), length, hash)
      }
    }
    return citations
  }

  private static func citation(
    _ file: String,
    _ offset: UInt64,
    _ length: Int,
    _ hash: String
  ) -> ControlCitation {
    ControlCitation(file: file, offset: offset, length: length, sha256: hash)
  }

  private func segmentHashes(
    of places: Set<AuditPlace>
  ) async throws -> (hashes: [AuditPlace: String], logs: OpenedLogs) {
    var bySegment: [UInt32: [(AuditPlace, Range<Int>)]] = [:]
    for place in places {
      guard case .segment(let number, let offset, let length) = place else { continue }
      bySegment[number, default: []].append((place, offset..<offset + length))
    }
    if bySegment.isEmpty { return ([:], OpenedLogs()) }
    let (shared, wanted) = (Shared(), bySegment)
    let read = try await pipeline.readBlocks {
      shared
    } _: { block, bytes, shared in
      for (place, range) in wanted[block.segment] ?? [] where range.upperBound <= bytes.count {
        let hash = Self.hash(bytes, range)
        shared.found.withLock { $0[place] = hash }
      }
    }
    return (shared.found.withLock { $0 }, read.logs)
  }

  private static func hash(_ file: String, _ offset: Int, _ length: Int) -> String? {
    // A file that went away is not cited; that it was read is in the counts.
    guard let mapped = try? LogFiles().map(file), offset + length <= mapped.count else {
      return nil
    }
    return mapped.withBytes(in: offset..<offset + length) { hash($0, 0..<$0.count) }
  }

  private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    var record: [UInt8] = []
    bytes.appendBytes(in: range, to: &record)
    return SHA256.hash(data: record).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}
