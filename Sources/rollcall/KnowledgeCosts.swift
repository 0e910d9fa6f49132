import Foundation
import Intake
import Knowledge
import Model
import WorkspaceStore

/// What knowledge costs to load, to take in and to correlate, in seconds of processor and of the clock.
struct KnowledgeCosts {
  struct Round {
    var reports: Int
    var claims: Int
    var intakeSeconds: Double
    var correlationSeconds: Double
    var tied: Int
    var nearDuplicates: Int
  }

  private static let pages = 20
  private static let loads = 20

  /// Unpacking and parsing the bundle.
  let readingSeconds: Double
  /// Writing its facts and texts into a workspace.
  let keepingSeconds: Double
  private let packByteCount: Int
  /// `nil` where there is no gzip.
  let packedByteCount: Int?
  let loadSeconds: Double
  let pdf: (processor: Double, clock: Double, byteCount: Int)?
  let rounds: [Round]

  init(_ imported: AttackImport, readingSeconds: Double, sizes: [Int]) throws {
    self.readingSeconds = readingSeconds
    keepingSeconds = try Self.measureKeeping(imported)
    let pack = FactsPack.builtIn()
    packByteCount = pack.count
    packedByteCount = Self.packed(pack)
    let facts = try FactsPack.read(pack)
    loadSeconds =
      try ProcessorTime.of {
        for _ in 0..<Self.loads { _ = try FactsPack.read(FactsPack.builtIn()) }
      }.seconds / Double(Self.loads)
    let invented = InventedReports(facts)
    pdf = try Self.measurePDF(invented, facts)
    rounds = try sizes.map { try Self.measure($0, invented, facts) }
  }

  private static func measureKeeping(_ imported: AttackImport) throws -> Double {
    guard let release = imported.facts.releases.first else { return 0 }
    let record = AttackReleaseRecord(
      domain: release.domain.rawValue,
      version: release.version,
      origin: release.origin.rawValue,
      date: release.date,
      file: "bundle",
      sha256: String(repeating: "0", count: 64),
      importedAt: Timestamp(Date()),
      toolVersion: Rollcall.version
    )
    return try inWorkspace { workspace in
      try ProcessorTime.of {
        try workspace.importAttack(
          record,
          facts: FactsPack.write(imported.facts),
          texts: imported.texts
        )
      }.seconds
    }
  }

  private static func packed(_ bytes: [UInt8]) -> Int? {
    let (process, output) = (Process(), Pipe())
    let copy = FileManager.default.temporaryDirectory.path + "/rollcall-" + UUID().uuidString
    // Left for the system to clear away if it fails.
    defer { try? FileManager.default.removeItem(atPath: copy) }
    guard FileManager.default.createFile(atPath: copy, contents: Data(bytes)) else { return nil }
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-9", "-c", copy]
    process.standardOutput = output
    do {
      try process.run()
      let packed = try output.fileHandleForReading.readToEnd()
      process.waitUntilExit()
      return process.terminationStatus == 0 ? packed?.count : nil
    } catch {
      return nil
    }
  }

  /// The power of the number of reports that the cost of correlating grows with, from the smallest to the
  /// largest number; `nil` for a single one.
  var growthExponent: Double? {
    guard let first = rounds.first, let last = rounds.last, first.reports < last.reports,
      first.correlationSeconds > 0
    else { return nil }
    return log(last.correlationSeconds / first.correlationSeconds)
      / log(Double(last.reports) / Double(first.reports))
  }

  /// `nil` where there is no program that reads PDF.
  private static func measurePDF(
    _ invented: InventedReports,
    _ facts: AttackFacts
  ) throws -> (processor: Double, clock: Double, byteCount: Int)? {
    let text = (0..<pages).map { invented.text($0, of: pages) }.joined(separator: " ")
    let bytes = InventedPDF.bytes(pages: pages, text: text)
    return try inWorkspace { workspace in
      var intake = try ReportIntake(
        workspace,
        facts: facts,
        toolVersion: Rollcall.version,
        at: Timestamp(Date())
      )
      let clock = ContinuousClock()
      var seconds = 0.0
      do {
        let time = try clock.measure {
          seconds = try ProcessorTime.of { try take(bytes, "pages.pdf", &intake) }.seconds
        }
        return (seconds, time / .seconds(1), bytes.count)
      } catch ReportError.noPDFReader {
        return nil
      }
    }
  }

  private static func measure(
    _ count: Int,
    _ invented: InventedReports,
    _ facts: AttackFacts
  ) throws -> Round {
    try inWorkspace { workspace in
      var intake = try ReportIntake(
        workspace,
        facts: facts,
        toolVersion: Rollcall.version,
        at: Timestamp(Date())
      )
      var round = Round(
        reports: count,
        claims: 0,
        intakeSeconds: 0,
        correlationSeconds: 0,
        tied: 0,
        nearDuplicates: 0
      )
      round.intakeSeconds = try ProcessorTime.of {
        for number in 0..<count {
          let text = Array(invented.text(number, of: count).utf8)
          let taken = try take(text, "\(number).txt", &intake)
          round.claims += taken.report.claims.count
          round.nearDuplicates += taken.report.nearDuplicateOf == nil ? 0 : 1
        }
      }.seconds
      round.correlationSeconds = try ProcessorTime.of {
        let reader = try ReportTiesReader(workspace, facts: facts)
        for index in reader.reports.indices {
          round.tied += try reader.ties(of: index).reports.isEmpty ? 0 : 1
        }
      }.seconds
      return round
    }
  }

  @discardableResult
  private static func take(
    _ bytes: [UInt8],
    _ name: String,
    _ intake: inout ReportIntake
  ) throws -> ReportIntake.Taken {
    try intake.take(bytes, file: name, named: name, at: Timestamp(Date()))
  }

  private static func inWorkspace<Result>(_ body: (Workspace) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.path + "/rollcall-" + UUID().uuidString
    // Left for the system to clear away if it fails.
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(try Workspace(directory: folder))
  }

  var markdown: String {
    let rows = rounds.map { round in
      "| \(round.reports) | \(round.claims) | \(round.nearDuplicates) | \(round.tied) "
        + "| \(Self.text(round.intakeSeconds)) | \(Self.text(round.correlationSeconds)) "
        + "| \(Self.text(1_000 * round.correlationSeconds / Double(round.reports))) |"
    }
    let page = pdf.map {
      "\(Self.text($0.processor)) of processor, \(Self.text($0.clock)) of the clock "
        + "(\($0.byteCount) bytes, pdftotext included)"
    }
    return """
      ## Cost

      | what | seconds |
      |---|---|
      | reading ATT&CK v18.1, unpacked from gzip and parsed | \(Self.text(readingSeconds)) |
      | keeping its facts and texts in a workspace | \(Self.text(keepingSeconds)) |
      | loading the built-in facts (\(packByteCount) bytes, \(packedText)) | \(Self.text(loadSeconds)) |
      | taking in a PDF of \(Self.pages) pages | \(page ?? "not measured: no pdftotext") |

      Invented reports of about 900 words and 30 indicators, ten of a campaign, taken into a workspace one by
      one and then each tied to all others, to techniques, actors and findings; seconds of processor.

      | reports | claims | near-duplicates seen | with a tie | taking in | correlating | of it a report, in ms |
      |---|---|---|---|---|---|---|
      \(rows.joined(separator: "\n"))

      \(growth)
      """
  }

  private var packedText: String {
    packedByteCount.map { "\($0) packed by gzip" } ?? "no gzip here"
  }

  /// How the cost grows from the smallest to the largest number of reports: as that number if it is linear.
  private var growth: String {
    guard let first = rounds.first, let last = rounds.last, first.reports < last.reports,
      first.intakeSeconds > 0, first.correlationSeconds > 0
    else { return "" }
    let reports = Double(last.reports) / Double(first.reports)
    return """
      \(Self.text(reports)) times as many reports cost \(Self.text(last.intakeSeconds / first.intakeSeconds))
      times as much to take in and \(Self.text(last.correlationSeconds / first.correlationSeconds)) times as much
      to correlate; a cost in proportion would be the same number, one of all pairs its square.

      """
  }

  private static func text(_ seconds: Double) -> String { String(format: "%.3f", seconds) }
}
