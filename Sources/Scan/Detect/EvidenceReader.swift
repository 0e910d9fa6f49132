import Crypto
import Detection
import LogBytes
import LogFormats
import Model

/// Reads cited records a second time from where they lie, and hashes them.
struct EvidenceReader: Sendable {
  struct Place: Hashable, Comparable, Sendable {
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
  let tasks: Int

  func place(of attempt: Attempt) -> Place {
    let segment = logs.segments[Int(attempt.segment)]
    return Place(
      member: segment.member,
      byteOffset: segment.byteOffset + UInt64(attempt.offset),
      byteLength: attempt.length
    )
  }

  /// What was read of some places.
  struct Shelf: Sendable {
    fileprivate var places: [Place] = []
    fileprivate var evidence: [Evidence?] = []

    subscript(place: Place) -> Evidence? {
      let index = places.partitioningIndex { place <= $0 }
      return index < places.count && places[index] == place ? evidence[index] : nil
    }

    /// The evidence of `wanted`, which are in order.
    fileprivate func evidence(of wanted: [Place]) -> [Evidence?] {
      var index = 0
      return wanted.map { place in
        while index < places.count, places[index] < place { index += 1 }
        return index < places.count && places[index] == place ? evidence[index] : nil
      }
    }
  }

  /// The evidence of all `places`, which may repeat, and of what is on the shelf. A file that cannot be read
  /// again is added to `failures`, and its places are left out.
  /// - Complexity: O(cited bytes) for plain files; packed ones are unpacked again up to the last place.
  func read(
    _ places: [Place],
    onto shelf: Shelf = Shelf(),
    failures: inout [Diagnostic]
  ) async -> Shelf {
    let places = Self.inOrder(places)
    var evidence = shelf.evidence(of: places)
    let missing = places.indices.filter { evidence[$0] == nil }
    let pieces = pieces(of: missing.map { places[$0] })
    let results = await pieces.mapConcurrently(width: tasks) { read($0) }
    var failed: Set<Int> = []
    for (piece, result) in zip(pieces, results) {
      guard let failure = result.failure, failed.insert(piece[piece.startIndex].member).inserted
      else { continue }
      failures.append(failure)
    }
    for (index, found) in zip(missing, results.lazy.flatMap(\.evidence)) { evidence[index] = found }
    return Shelf(places: places, evidence: evidence)
  }

  /// The evidence of the probes of `calls`, as far as it lies in plain files. Nothing with one
  /// thread, and no failure is told: what is missing is read again later.
  @concurrent
  func readEarly(_ calls: [RollCall], of table: AttemptTable) async -> Shelf {
    if tasks == 1 { return Shelf() }
    let cited = calls.lazy.flatMap(\.probes).map { place(of: table[$0.index]) }
    let places = Self.inOrder(cited.filter { isPlain(logs.members[$0.member]) })
    // Those tasks that find no free processor wait until the caller awaits this.
    let read = await pieces(of: places).mapConcurrently(width: tasks) { self.read($0).evidence }
    return Shelf(places: places, evidence: read.flatMap { $0 })
  }

  /// Each place once. They come as lists that are in order, which a sort takes for what they are: a set would be
  /// asked for each of them.
  private static func inOrder(_ places: [Place]) -> [Place] {
    var distinct: [Place] = []
    distinct.reserveCapacity(places.count)
    for place in places.sorted() where place != distinct.last { distinct.append(place) }
    return distinct
  }

  /// Places that one task reads at a time, where a file can be read from any place.
  private static let pieceCount = 256

  /// Runs of `places` in one member each; all of a packed member in one.
  private func pieces(of places: [Place]) -> [ArraySlice<Place>] {
    var pieces: [ArraySlice<Place>] = []
    var start = 0
    for end in places.indices.map({ $0 + 1 }) {
      let isLast = end == places.count || places[end].member != places[start].member
      let isFull = isPlain(logs.members[places[start].member]) && end - start == Self.pieceCount
      guard isLast || isFull else { continue }
      pieces.append(places[start..<end])
      start = end
    }
    return pieces
  }

  private func read(_ places: ArraySlice<Place>) -> (evidence: [Evidence?], failure: Diagnostic?) {
    let log = logs.members[places[places.startIndex].member]
    var evidence = [Evidence?](repeating: nil, count: places.count)
    do throws(InputError) {
      try forEachRecord(places, of: log) { place, bytes in
        evidence[place - places.startIndex] = Evidence(
          file: log.path,
          sha256: Self.sha256(bytes),
          offset: places[place].byteOffset,
          length: places[place].byteLength
        )
      }
    } catch {
      return (evidence, Diagnostic(file: log.path, message: error.message))
    }
    return (evidence, nil)
  }

  private static func sha256(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).hexadecimal
  }

  private func isPlain(_ log: LogMember) -> Bool {
    log.packing == .none && !log.encoding.isWide
  }

  /// Calls `body` with the index of each place and the bytes there.
  private func forEachRecord(
    _ places: ArraySlice<Place>,
    of log: LogMember,
    _ body: (Int, [UInt8]) -> Void
  ) throws(InputError) {
    if isPlain(log) {
      let file = try source.openForPlaces(log.file)
      for (index, place) in zip(places.indices, places) {
        body(index, try file.read(at: place.byteOffset, count: Int(place.byteLength)))
      }
    } else {
      try forEachStreamed(places, of: log, body)
    }
  }

  private func forEachStreamed(
    _ places: ArraySlice<Place>,
    of log: LogMember,
    _ body: (Int, [UInt8]) -> Void
  ) throws(InputError) {
    let stream = try reopen(log)
    var cutter = RecordCutter(log.format?.facts.framing ?? .lines)
    var (byteOffset, next): (UInt64, Int) = (0, places.startIndex)
    while next < places.endIndex,
      let block = try stream.nextBlock(
        target: BlockQueue.blockBytes,
        cutter: &cutter,
        byteOffset: byteOffset
      )
    {
      let end = byteOffset + UInt64(block.count)
      // Blocks hold whole records, so a place never crosses into the next one.
      while next < places.endIndex, places[next].byteOffset < end {
        let place = places[next]
        next += 1
        guard place.byteOffset >= byteOffset, place.end <= end else { continue }
        let bytes = block[Int(place.byteOffset - byteOffset)..<Int(place.end - byteOffset)]
        body(next - 1, Array(bytes))
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
    var text: [UInt8] = []
    text.reserveCapacity(2 * Self.byteCount)
    for byte in self {
      text.append(Self.hexadecimalDigit(byte >> 4))
      text.append(Self.hexadecimalDigit(byte & 15))
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? 0x30 + value : 0x57 + value
  }
}
