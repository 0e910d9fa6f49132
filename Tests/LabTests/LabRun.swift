import Foundation
import Lab
import LogBytes
import LogFormats
import Model

/// A lab in a temporary folder that goes with the value's last use.
final class LabRun {
  let folder: String
  let truth: LabTruth

  init(_ parameters: LabParameters) throws {
    folder = FileManager.default.temporaryDirectory.path + "/rollcall-lab-" + UUID().uuidString
    truth = try Lab.write(to: folder, parameters)
  }

  deinit {
    // Left for the system to clear away if it fails.
    try? FileManager.default.removeItem(atPath: folder)
  }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
  }

  func campaign(_ scenario: CampaignScenario) -> CampaignTruth? {
    truth.campaigns.first { $0.scenario == scenario }
  }

  func situation(_ situation: BenignSituation) -> SituationTruth? {
    truth.situations.first { $0.situation == situation }
  }

  /// A small company's week in one log.
  static func small(
    _ log: LabLog,
    seed: UInt64 = 7,
    events: Int = 1500,
    days: Int = 10,
    scenarios: [CampaignScenario] = [],
    situations: [BenignSituation] = []
  ) -> LabParameters {
    LabParameters(
      seed: seed,
      benignEvents: events,
      days: days,
      logs: [log],
      scenarios: scenarios,
      situations: situations,
      people: 80
    )
  }
}

/// A log of a lab as the program's own decoder reads it.
struct DecodedLog {
  struct Line: Hashable {
    var number: Int
    var time: Timestamp
    var source: String
    var name: String
  }

  var notUnderstood = 0
  var records = 0
  var examples: [Int] = []
  /// Attempts on names that do not exist.
  var absent: [Line] = []
  /// Attempts on names that do.
  var existing: [Line] = []

  init?(_ bytes: [UInt8], format id: String) {
    guard let format = LogFormats.named(id) else { return nil }
    let firstLine = Array(bytes.prefix { $0 != 0x0a })
    var sink = AttemptSink()
    sink.beginBlock(segment: 0)
    format.decodeBlock(bytes.span, context: FormatContext(firstRecord: firstLine), into: &sink)
    notUnderstood = sink.tally.notUnderstood.reduce(0, +)
    records = sink.tally.records
    examples = sink.tally.examples.map(\.line)
    let ends =
      id == "windows-evtx" ? Self.records(bytes) : bytes.indices.filter { bytes[$0] == 0x0a }
    for attempt in sink.attempts.inOrder where attempt.source != Attempt.none {
      let line = Line(
        number: Self.line(of: Int(attempt.offset), ends),
        time: attempt.time,
        source: sink.sources.withBytes(of: attempt.source) { SourceKey($0).text },
        name: sink.names.table.text(of: attempt.name)
      )
      if attempt.outcome.existence == .absent { absent.append(line) }
      if attempt.outcome.existence.exists { existing.append(line) }
    }
  }

  /// Where the records of a binary log begin; it has one chunk after the other, and no broken one.
  private static func records(_ bytes: [UInt8]) -> [Int] {
    stride(from: 4096 + 512, to: bytes.count, by: 8).filter {
      bytes[$0] == 0x2a && bytes[$0 + 1] == 0x2a && bytes[$0 + 2] == 0 && bytes[$0 + 3] == 0
    }
  }

  private static func line(of offset: Int, _ ends: [Int]) -> Int {
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low + 1
  }
}
