import Model
import Testing

@testable import Scan

struct ScanSummaryTests {
  private static let summary = ScanSummary(
    inputs: [
      ScanSummary.Input(
        path: "signins.ndjson",
        format: "entra.signin",
        confidence: 0.987,
        byteCount: 12_400_000,
        records: 30_412,
        attempts: 30_001,
        notAttempts: 398,
        notUnderstood: [
          ScanSummary.Reason(
            text: "createdDateTime is missing",
            count: 12,
            exampleLines: [812, 9120]
          ),
          ScanSummary.Reason(text: "not JSON", count: 1, exampleLines: [30_412]),
        ]
      ),
      ScanSummary.Input(
        path: "notes.txt",
        format: nil,
        confidence: 0,
        byteCount: 312,
        records: 0,
        attempts: 0,
        notAttempts: 0,
        notUnderstood: []
      ),
    ],
    sourceCount: 1204,
    nameCount: 33_102,
    firstSeen: ReportSamples.slow.firstSeen,
    lastSeen: ReportSamples.slow.lastSeen,
    findingCount: 3,
    wallTimeMilliseconds: 4200,
    peakMemoryByteCount: 61_000_000
  )

  @Test
  func `the account of a scan reads as its golden text`() throws {
    try expectGolden(Self.summary.text(), "summary.txt")
  }

  @Test
  func `records that nobody counted are not passed over`() {
    var summary = Self.summary
    summary.inputs[0].attempts -= 7
    #expect(summary.text().contains("7 UNACCOUNTED FOR"))
    #expect(!Self.summary.text().contains("UNACCOUNTED"))
  }

  @Test
  func `a path cannot act on the terminal`() {
    var summary = Self.summary
    summary.inputs[0].path = "a\u{1b}[2J"
    #expect(!summary.text().contains("\u{1b}"))
  }

  @Test
  func `a workspace keeps the same counts`() {
    let input = ScanRecord.Input(Self.summary.inputs[0], sha256: nil)
    #expect(input.notUnderstood == 13)
    #expect(input.records == input.attempts + input.notAttempts + input.notUnderstood)
  }
}

struct ProgressBarTests {
  private func line(
    _ done: UInt64,
    of total: UInt64?,
    seconds: Double = 4.2,
    width: Int = 80
  ) -> String {
    ProgressBar.line(
      bytesDone: done,
      bytesTotal: total,
      elapsed: .seconds(seconds),
      width: width
    )
  }

  @Test
  func `a bar shows the share, the speed and what is left`() {
    #expect(
      line(1_200_000_000, of: 1_900_000_000)
        == "━━━━━━━━━━━━━━━━━━┄┄┄┄┄┄┄┄┄┄┄┄   63 %  1.2 GB of 1.9 GB  286 MB/s  3.0 s left"
    )
  }

  @Test
  func `a pipe has a bar without a share`() {
    #expect(
      line(1_200_000_000, of: nil) == "┄┄┄┄┄┄┄┄┄┄┄┄━━━┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄  1.2 GB  286 MB/s  4.0 s"
    )
  }

  @Test
  func `a hundred per cent is said only when it is so`() {
    #expect(line(999_999, of: 1_000_000).contains(" 99 %"))
    #expect(line(1_000_000, of: 1_000_000).contains("100 %"))
    #expect(line(2_000_000, of: 1_000_000).contains("100 %"))
  }

  @Test
  func `nothing done yet is a bar too`() {
    #expect(line(0, of: 10, seconds: 0).contains("  0 %"))
    #expect(line(0, of: nil, seconds: 0).contains("0 B"))
  }

  @Test
  func `a bar never outgrows its width`() {
    for width in 0...120 {
      for total in [nil, 1000, 1_900_000_000] as [UInt64?] {
        for seconds in [0, 0.3, 7, 1e6] {
          let text = line(900, of: total, seconds: seconds, width: width)
          #expect(DisplayWidth.columns(text) <= width)
        }
      }
    }
  }
}
