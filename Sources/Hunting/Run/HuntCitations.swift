import Crypto
import LogBytes
import LogFormats
import Scan
import Synchronization

/// Finds the file, line and text of the records that are shown, in one more reading of the logs.
struct HuntCitations {
  private struct Place: Hashable {
    var segment: UInt32
    var offset: Int
    var length: Int
  }

  private struct Citation {
    var linesBefore: Int?
    var text: String
    var sha256: String
  }

  /// What the workers read.
  private struct Reading {
    var citations: [Place: Citation] = [:]
    var lineCounts: [UInt32: Int] = [:]
  }

  private let limit: Int?
  private var wanted: [UInt32: [Place]] = [:]

  /// Keeps the first `limit` lines of each result.
  init(_ report: HuntReport, limit: Int?) {
    self.limit = limit
    for hunt in report.hunts {
      add(hunt.lines)
      for group in hunt.groups { add(group.lines) }
    }
  }

  private mutating func add(_ lines: [HuntLine]) {
    let shown = lines.prefix(limit ?? lines.count)
    for line in shown where line.segment != FindingEvents.segment {
      let place = Place(segment: line.segment, offset: line.offset, length: line.byteLength)
      wanted[line.segment, default: []].append(place)
    }
  }

  /// Cuts the lists of lines and says of each line where it stands.
  func fill(_ report: inout HuntReport, from pipeline: ScanPipeline, _ harvest: HuntHarvest)
    async throws
  {
    let logs = harvest.logs
    let reading = wanted.isEmpty ? Reading() : try await read(pipeline)
    let linesBefore = linesBefore(reading, logs)
    for hunt in report.hunts.indices {
      fill(&report.hunts[hunt].lines, reading, linesBefore, harvest)
      for group in report.hunts[hunt].groups.indices {
        fill(&report.hunts[hunt].groups[group].lines, reading, linesBefore, harvest)
      }
    }
  }

  private func fill(
    _ lines: inout [HuntLine],
    _ reading: Reading,
    _ linesBefore: [Int],
    _ harvest: HuntHarvest
  ) {
    let logs = harvest.logs
    if let limit { lines = Array(lines.prefix(limit)) }
    for index in lines.indices {
      let line = lines[index]
      if line.segment == FindingEvents.segment {
        lines[index].finding = harvest.findings[line.offset]
        continue
      }
      let segment = logs.segments[Int(line.segment)]
      lines[index].file = logs.members[segment.member].path
      lines[index].byteOffset = segment.byteOffset + UInt64(line.offset)
      let place = Place(segment: line.segment, offset: line.offset, length: line.byteLength)
      guard let citation = reading.citations[place] else { continue }
      lines[index].line = citation.linesBefore.map { linesBefore[Int(line.segment)] + $0 + 1 }
      lines[index].text = citation.text
      lines[index].sha256 = citation.sha256
    }
  }

  /// By segment: the lines of its log in front of it.
  private func linesBefore(_ reading: Reading, _ logs: OpenedLogs) -> [Int] {
    var totals = [Int](repeating: 0, count: logs.members.count)
    return logs.segments.indices.map { index in
      let member = logs.segments[index].member
      defer { totals[member] += reading.lineCounts[UInt32(index)] ?? 0 }
      return totals[member]
    }
  }

  private func read(_ pipeline: ScanPipeline) async throws -> Reading {
    let shared = SharedReading()
    let wanted = wanted
    _ = try await pipeline.readBlocks {
      shared
    } _: { block, bytes, shared in
      let places = wanted[block.segment] ?? []
      let isBinary = block.format is WindowsEVTXFormat.Type
      let lineCount = isBinary ? 0 : bytes.count(of: 0x0a, in: 0..<bytes.count)
      let read = places.filter { $0.offset + $0.length <= bytes.count }
        .map { ($0, Self.citation(of: $0, in: bytes, isBinary: isBinary)) }
      shared.reading.withLock { reading in
        reading.lineCounts[block.segment] = lineCount
        for (place, citation) in read { reading.citations[place] = citation }
      }
    }
    return shared.reading.withLock { $0 }
  }

  private final class SharedReading: Sendable {
    let reading = Mutex(Reading())
  }

  private static func citation(
    of place: Place,
    in bytes: Span<UInt8>,
    isBinary: Bool
  ) -> Citation {
    let range = place.offset..<place.offset + place.length
    var record: [UInt8] = []
    bytes.appendBytes(in: range, to: &record)
    return Citation(
      linesBefore: isBinary ? nil : bytes.count(of: 0x0a, in: 0..<place.offset),
      text: isBinary ? "" : String(decoding: record, as: UTF8.self),
      sha256: SHA256.hash(data: record).map { byte in
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }.joined()
    )
  }
}
