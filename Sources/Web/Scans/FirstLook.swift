// Detection looks at all attempts of a log at once, so a log of gigabytes has no finding until it was
// read. Meanwhile beginnings of it are scanned as if they were all: each four times as long as the one
// before, and none longer than a quarter of the log, so that all of them together cost less than a
// third of the scan itself.

import Scan

package struct FirstLook: Sendable {
  /// Read in a fraction of a second; a log of less than four times as much is soon over anyway.
  package static let usualBytes = 16 << 20
  private static let growth = 4

  var firstBytes = FirstLook.usualBytes

  /// How long the beginnings of a log of `byteCount` are, in order.
  func lengths(of byteCount: Int) -> [Int] {
    var lengths: [Int] = []
    var length = firstBytes
    while length > 0, length <= byteCount / Self.growth {
      lengths.append(length)
      length *= Self.growth
    }
    return lengths
  }

  /// Scans the beginnings of the log with the options of its scan, and leaves what each shows.
  ///
  /// A packed log's own size stands for that of its content, which is larger.
  /// - Throws: `CancellationError` only.
  func run(_ options: ScanOptions, onto board: ProvisionalBoard) async throws {
    let byteCount = Int(clamping: ScanPipeline(options: options).inputs.byteCount)
    defer { board.end() }
    for length in lengths(of: byteCount) {
      var options = options
      options.byteLimit = length
      options.blockBytes = min(options.blockBytes, length)
      board.begin(length)
      let result = try await ScanPipeline(options: options).run()
      // Detection does not look whether it was called off.
      try Task.checkCancellation()
      board.show(ProvisionalFindings(result, byteCount: length))
    }
  }
}
