import Foundation
import LogBytes
import LogFormats
import Model
import Testing

/// What a decoded log holds, with its text.
struct DecodedLog {
  var attempts: [ExampleAttempt] = []
  var times: [EventTime] = []
  /// Byte offset and length of each attempt's record.
  var places: [Range<Int>] = []
  var tally = BlockTally()

  init(_ bytes: [UInt8], as format: any LogFormat.Type) {
    var sink = AttemptSink()
    sink.beginBlock(segment: 0)
    format.decodeBlock(bytes.span, context: FormatContext(), into: &sink)
    tally = sink.tally
    for attempt in sink.attempts.inOrder {
      let source =
        attempt.source == Attempt.none
        ? nil : sink.sources.withBytes(of: attempt.source) { SourceKey($0).text }
      let client = attempt.client == Attempt.none ? nil : sink.clients.text(of: attempt.client)
      var outcome = attempt.outcome
      outcome.timeIsZoneless = false
      let name = sink.names.table.text(of: attempt.name)
      attempts.append(ExampleAttempt(name, from: source, client: client, outcome))
      times.append(
        EventTime(
          seconds: attempt.seconds,
          milliseconds: attempt.milliseconds,
          isZoneless: attempt.outcome.timeIsZoneless
        )
      )
      places.append(Int(attempt.offset)..<Int(attempt.offset) + Int(attempt.length))
    }
  }

  func names(_ existence: Existence, at service: Service? = nil) -> Set<String> {
    Set(
      attempts
        .filter { $0.outcome.existence == existence }
        .filter { service == nil || $0.outcome.service == service }
        .map(\.name)
    )
  }

  var notUnderstood: Int { tally.notUnderstood.reduce(0, +) }
}

enum WindowsSamples {
  static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func example(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: repository.appendingPathComponent("Examples/windows/" + name)))
  }

  /// The unpacked content of the first file in `folder` whose name holds all of `parts`.
  ///
  /// `nil` where the folder is absent.
  static func shared(_ folder: String, _ parts: String...) throws -> [UInt8]? {
    guard let folder = SharedData.find("logs/" + folder) else { return nil }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let name = try #require(names.first { name in parts.allSatisfy { name.contains($0) } })
    return try content(of: folder.appendingPathComponent(name))
  }

  static func content(of file: URL) throws -> [UInt8] {
    let packed = [UInt8](try Data(contentsOf: file))
    guard Packing(firstBytes: packed.span) != .none else { return packed }
    let descriptor = try FileHandle(forReadingFrom: file)
    let archive = try Archive(
      descriptor: dup(descriptor.fileDescriptor),
      file: file.lastPathComponent
    )
    var content: [UInt8] = []
    guard try archive.nextMember() else { return [] }
    while try archive.read(1 << 20, into: &content) > 0 {}
    return content
  }
}

/// A small generator with a seed, so that a failing run can be repeated.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_f491_4f6c_dd1d
  }
}
