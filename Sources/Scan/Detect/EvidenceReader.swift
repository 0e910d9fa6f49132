import Crypto
import LogBytes
import LogFormats
import Model

/// Reads cited records a second time from where they lie, and hashes them.
struct EvidenceReader {
  struct Place: Hashable, Comparable {
    var member: Int
    var byteOffset: UInt64
    var byteLength: UInt32

    static func < (left: Place, right: Place) -> Bool {
      (left.member, left.byteOffset, left.byteLength)
        < (right.member, right.byteOffset, right.byteLength)
    }
  }

  let logs: OpenedLogs
  let source: LogFiles

  func place(of attempt: Attempt) -> Place {
    let segment = logs.segments[Int(attempt.segment)]
    return Place(
      member: segment.member,
      byteOffset: segment.byteOffset + UInt64(attempt.offset),
      byteLength: attempt.length
    )
  }

  /// The evidence of all `places`. A file that cannot be read again is added to `failures`, and its
  /// places are left out.
  /// - Complexity: O(cited bytes) for plain files; packed ones are unpacked again up to the last place.
  func read(_ places: Set<Place>, failures: inout [Diagnostic]) -> [Place: Evidence] {
    var evidence: [Place: Evidence] = [:]
    let byMember = Dictionary(grouping: places, by: \.member)
    for (member, places) in byMember.sorted(by: { $0.key < $1.key }) {
      let log = logs.members[member]
      do throws(InputError) {
        try forEachRecord(places.sorted(), of: log) { place, bytes in
          evidence[place] = Evidence(
            file: log.path,
            sha256: Self.sha256(bytes),
            offset: place.byteOffset,
            length: place.byteLength
          )
        }
      } catch {
        failures.append(Diagnostic(file: log.path, message: error.message))
      }
    }
    return evidence
  }

  private static func sha256(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).hexadecimal
  }

  private func forEachRecord(
    _ places: [Place],
    of log: LogMember,
    _ body: (Place, [UInt8]) -> Void
  ) throws(InputError) {
    let isPlain = log.packing == .none && !log.encoding.isWide
    if isPlain {
      let file = try source.openForPlaces(log.file)
      for place in places {
        body(place, try file.read(at: place.byteOffset, count: Int(place.byteLength)))
      }
    } else {
      try forEachStreamed(places, of: log, body)
    }
  }

  private func forEachStreamed(
    _ places: [Place],
    of log: LogMember,
    _ body: (Place, [UInt8]) -> Void
  ) throws(InputError) {
    let stream = try reopen(log)
    var cutter = RecordCutter(log.format?.facts.framing ?? .lines)
    var (byteOffset, next): (UInt64, Int) = (0, 0)
    while next < places.count,
      let block = try stream.nextBlock(
        target: BlockQueue.blockBytes,
        cutter: &cutter,
        byteOffset: byteOffset
      )
    {
      let end = byteOffset + UInt64(block.count)
      // Blocks hold whole records, so a place never crosses into the next one.
      while next < places.count, places[next].byteOffset < end {
        let place = places[next]
        next += 1
        guard place.byteOffset >= byteOffset, place.end <= end else { continue }
        body(place, Array(block[Int(place.byteOffset - byteOffset)..<Int(place.end - byteOffset)]))
      }
      byteOffset = end
    }
  }

  /// The log's content from the beginning, as the scan saw it.
  private func reopen(_ log: LogMember) throws(InputError) -> LogStream {
    if log.packing == .none {
      let mapped = try source.map(log.file)
      return LogStream(mapped: mapped, encoding: log.encoding, file: log.path)
    }
    let archive = try Archive(descriptor: try source.descriptor(log.file), file: log.file)
    var number = 0
    while try archive.nextMember() {
      number += 1
      guard number == log.numberInArchive else { continue }
      let stream = LogStream(archive: archive, file: log.path)
      _ = try stream.peek(BlockQueue.sampleBytes)
      return stream
    }
    throw .brokenArchive(file: log.file, reason: "a member that was read before is gone")
  }
}

extension EvidenceReader.Place {
  fileprivate var end: UInt64 { byteOffset + UInt64(byteLength) }
}

extension Digest {
  /// Lower-case hexadecimal.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in self {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
