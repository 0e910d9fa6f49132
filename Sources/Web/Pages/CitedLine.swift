import Foundation
import Model
import Scan

/// A cited line as it stands in its log now, with whole lines around it: from a packed log too.
struct CitedLine: Sendable {
  private static let contextLines = 5
  /// A page is not worth unpacking more than this for.
  private static let reach = CitedReach(context: 4096, unpacked: 256 << 20)

  let state: CitedLineReading.State
  let isUnpacked: Bool
  let text: String
  let before: [String]
  let after: [String]

  /// Reads aside from what answers pages: unpacking can take a second.
  static func read(_ evidence: Evidence) async -> CitedLine {
    await withTaskExecutorPreference(AsideExecutor.shared) {
      let readings = CitedLines().readings(of: [evidence], reach: reach)
      return CitedLine(readings.first ?? CitedLineReading(state: .missing), at: evidence.offset)
    }
  }

  private init(_ reading: CitedLineReading, at offset: UInt64) {
    (state, isUnpacked) = (reading.state, reading.isUnpacked)
    text = String(decoding: reading.bytes, as: UTF8.self)
    let isCut = offset > UInt64(reading.before.count)
    before = Self.lines(reading.before, cutAtStart: isCut).suffix(Self.contextLines)
    after = Array(Self.lines(reading.after, cutAtStart: false).prefix(Self.contextLines))
  }

  /// Whole lines; a first one that may be cut is left out. To `String`, a line feed behind a carriage
  /// return is no line feed, so lines are cut as bytes.
  private static func lines(_ bytes: [UInt8], cutAtStart: Bool) -> [String] {
    var lines = bytes.split(separator: newline).map { line in
      String(decoding: line.last == carriageReturn ? line.dropLast() : line, as: UTF8.self)
    }
    if cutAtStart, !lines.isEmpty { lines.removeFirst() }
    return lines.filter { !$0.isEmpty }
  }

  private static let (newline, carriageReturn): (UInt8, UInt8) = (10, 13)
}
