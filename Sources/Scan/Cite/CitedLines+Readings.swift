// Cited lines for people: what became of each, where evidence stops at the first that is not what it was.

import Crypto
import LogBytes
package import Model

/// How much is read for lines that somebody waits for.
package struct CitedReach: Sendable {
  /// Bytes around each line.
  package var context: UInt64
  /// A line behind so many unpacked bytes is too far; so is one in an archive that is larger.
  package var unpacked: UInt64

  package init(context: UInt64 = 0, unpacked: UInt64 = .max) {
    (self.context, self.unpacked) = (context, unpacked)
  }
}

extension CitedLines {
  /// Each line as it stands now, in the order of `lines`.
  /// - Complexity: As for `forEach`, but for what is too far; all bytes are in memory at once.
  package func readings(
    of lines: [Evidence],
    reach: CitedReach = CitedReach()
  ) -> [CitedLineReading] {
    var readings = [CitedLineReading](repeating: .init(state: .missing), count: lines.count)
    for (file, places) in Dictionary(grouping: lines.indices, by: { lines[$0].file }) {
      let ordered = places.sorted {
        (lines[$0].offset, lines[$0].length) < (lines[$1].offset, lines[$1].length)
      }
      let found = reread(ordered.map { lines[$0] }, in: file, reach)
      for (place, reading) in zip(ordered, found) { readings[place] = reading }
    }
    return readings
  }

  /// Of lines of one file, in order of their places.
  private func reread(
    _ lines: [Evidence],
    in file: String,
    _ reach: CitedReach
  ) -> [CitedLineReading] {
    var best = lines.map { _ in CitedLineReading(state: .missing) }
    guard let place = place(of: file) else { return best }
    if isTooLarge(place, reach) { return lines.map { _ in .init(state: .tooFar) } }
    // Two members can have one name: the one where most is as it was.
    for member in 1... {
      // What cannot be unpacked is not there.
      guard let content = try? content(at: place, member: member) else { break }
      var found = lines.map { _ in CitedLineReading(state: .changed) }
      read(lines, in: content, reach, into: &found)
      if member == 1 || Self.intact(found) > Self.intact(best) { best = found }
      if Self.intact(best) == lines.count { break }
    }
    return best
  }

  private static func intact(_ readings: [CitedLineReading]) -> Int {
    readings.count { $0.state == .intact }
  }

  private func isTooLarge(_ place: LogPlace, _ reach: CitedReach) -> Bool {
    // A file that is gone by now is found missing when it is read.
    guard case .packed(let file, .some) = place, let mapped = try? files.map(file) else {
      return false
    }
    return UInt64(mapped.count) > reach.unpacked
  }

  private func read(
    _ lines: [Evidence],
    in content: Content,
    _ reach: CitedReach,
    into readings: inout [CitedLineReading]
  ) {
    var reader = PlaceReader(content)
    for (number, line) in lines.enumerated() {
      readings[number].isUnpacked = reader.isUnpacked
      let end = line.offset.addingReportingOverflow(UInt64(line.length))
      guard !end.overflow, Int(line.length) <= Self.longestLine else { continue }
      if reader.isUnpacked, end.partialValue > reach.unpacked {
        readings[number].state = .tooFar
        continue
      }
      let start = line.offset - min(line.offset, reach.context)
      let until = end.partialValue.addingReportingOverflow(reach.context).partialValue
      // A log that became shorter, or cannot be unpacked as far, is one that changed.
      guard let bytes = try? reader.bytes(in: start..<max(until, end.partialValue)) else {
        continue
      }
      let own = Int(line.offset - start)..<Int(end.partialValue - start)
      guard own.upperBound <= bytes.count,
        SHA256.hash(data: bytes[own]).hexadecimal == line.sha256
      else { continue }
      readings[number].state = .intact
      readings[number].bytes = Array(bytes[own])
      readings[number].before = Array(bytes[..<own.lowerBound])
      readings[number].after = Array(bytes[own.upperBound...])
    }
  }
}

/// Bytes by their places, which only go forward.
private struct PlaceReader {
  private let file: RandomAccessFile?
  private var window: ForwardWindow?

  init(_ content: CitedLines.Content) {
    switch content {
    case .places(let file): (self.file, window) = (file, nil)
    case .stream(let stream): (file, window) = (nil, ForwardWindow(stream))
    }
  }

  var isUnpacked: Bool { file == nil }

  /// Fewer at the end of the log.
  mutating func bytes(in range: Range<UInt64>) throws -> [UInt8] {
    try file?.readUpTo(range.count, at: range.lowerBound) ?? window?.bytes(in: range) ?? []
  }
}
