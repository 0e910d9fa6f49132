import Lab
import LogFormats
import Model
import Testing

/// The truth and our own decoders agree on every log that the lab writes.
struct DecodingTests {
  private static func run(_ log: LabLog, seed: UInt64) throws -> LabRun {
    let fitting = CampaignScenario.allCases.filter { !$0.places(in: [log]).isEmpty }
    return try LabRun(
      LabRun.small(log, seed: seed, scenarios: fitting, situations: BenignSituation.allCases)
    )
  }

  @Test(arguments: LabLog.allCases)
  func `every record is understood, and the probes of the truth are in the log`(
    log: LabLog
  ) throws {
    for seed in [3, 11] as [UInt64] {
      let run = try Self.run(log, seed: seed)
      let bytes = try run.bytes(log.fileName)
      let decoded = try #require(DecodedLog(bytes, format: log.format))
      #expect(decoded.notUnderstood == 0, "\(log) lines \(decoded.examples)")
      #expect(decoded.records > 1000)
      let lines = log == .windowsEVTX ? decoded.records : bytes.count { $0 == 0x0a }
      #expect(lines == run.truth.logs[0].lines)
      let (absent, existing) = (Set(decoded.absent), Set(decoded.existing))
      var misses = 0
      for campaign in run.truth.campaigns {
        for probe in campaign.probes {
          guard let number = probe.line else { continue }
          let line = DecodedLog.Line(
            number: number,
            time: probe.time,
            source: probe.source,
            name: probe.name
          )
          if probe.exists {
            #expect(existing.contains(line) || campaign.scenario == .mailFollows, "\(line)")
          } else {
            #expect(absent.contains(line), "\(campaign.id) \(line)")
            misses += 1
          }
        }
      }
      #expect(misses > 100)
    }
  }

  /// How many lines of each log show one miss.
  private static func linesOfMiss(in log: LabLog) -> Int {
    log == .sshd || log == .journal ? 3 : 1
  }

  @Test(arguments: LabLog.allCases)
  func `the log shows no miss that the truth does not count`(log: LabLog) throws {
    let run = try Self.run(log, seed: 5)
    let decoded = try #require(DecodedLog(try run.bytes(log.fileName), format: log.format))
    let counted = run.truth.logs[0].benignUnknown + run.truth.logs[0].campaignUnknown
    let shown = decoded.absent.count
    // Sign-ins to mail of phones and by SASL are refused without a word on the account.
    if log == .access || log == .mail {
      #expect(shown <= counted && shown * 2 > counted)
    } else {
      #expect(shown == counted * Self.linesOfMiss(in: log))
    }
  }

  @Test(arguments: LabLog.allCases)
  func `each log is recognised by its content`(log: LabLog) throws {
    let run = try LabRun(LabRun.small(log, events: 200))
    let sample = Array(try run.bytes(log.fileName).prefix(1 << 16))
    #expect(LogFormats.detect(sample.span)?.format.facts.id == log.format)
  }

  @Test
  func `the lab writes every format that the program reads`() {
    let written = Set(LabLog.allCases.map(\.format))
    #expect(written == Set(LogFormats.all.map { $0.facts.id }))
  }

  @Test
  func `the two forms of a domain controller's log hold the same attempts`() throws {
    func attempts(_ log: LabLog) throws -> [DecodedLog.Line] {
      let run = try LabRun(LabRun.small(log, scenarios: [.slowSingle], situations: [.typo]))
      let decoded = try #require(DecodedLog(try run.bytes(log.fileName), format: log.format))
      return decoded.absent + decoded.existing
    }
    let binary = try attempts(.windowsEVTX)
    #expect(binary.count > 1000)
    #expect(try attempts(.windows) == binary)
  }

  @Test
  func `a binary log has the sums and counts that its headers promise`() throws {
    let run = try LabRun(LabRun.small(.windowsEVTX, events: 3000))
    let bytes = try run.bytes(LabLog.windowsEVTX.fileName)
    func number(_ place: Int, _ width: Int = 4) -> Int {
      (0..<width).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
    func sum(_ range: Range<Int>, _ more: Range<Int> = 0..<0) -> Int {
      var checksum = CRC32()
      checksum.update(bytes[range].span)
      checksum.update(bytes[more].span)
      return Int(checksum.value)
    }
    #expect(number(42, 2) == (bytes.count - 4096) / 65_536 && number(42, 2) > 3)
    #expect(number(24, 8) == run.truth.logs[0].lines + 1)
    #expect(number(124) == sum(0..<120))
    for chunk in stride(from: 4096, to: bytes.count, by: 65_536) {
      #expect(number(chunk + 52) == sum(chunk + 512..<chunk + number(chunk + 48)))
      #expect(number(chunk + 124) == sum(chunk..<chunk + 120, chunk + 128..<chunk + 512))
    }
  }
}
