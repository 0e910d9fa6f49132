import LogBytes
import LogFormats
import Model
import Testing

struct WindowsEVTXTests {
  private static let rollCall = "203.0.113.77"

  /// The example with its chunk twice.
  private static func twoChunks() throws -> [UInt8] {
    let file = try WindowsSamples.example("security.evtx")
    #expect(file.count == EVTXReader.fileHeaderLength + EVTXReader.chunkLength)
    return file + file[EVTXReader.fileHeaderLength...]
  }

  @Test
  func `the example file holds an office and one slow roll call`() throws {
    let file = try WindowsSamples.example("security.evtx")
    let log = DecodedLog(file, as: WindowsEVTXFormat.self)
    #expect(log.notUnderstood == 0)
    #expect(log.tally.records == 152)
    // Three starts of a service and three machines are no attempts.
    #expect(log.tally.notAttempts == 6)
    let asked = log.attempts.filter { $0.source == Self.rollCall }
    #expect(asked.count == 34)
    #expect(asked.filter { $0.outcome.existence == .absent }.count == 30)
    #expect(
      Set(asked.filter { $0.outcome.existence == .present }.map(\.name)) == [
        "carl.moser", "hanna.sauer", "ivo.thoma", "lena.weiss",
      ]
    )
    #expect(asked.allSatisfy { $0.outcome.service == .windowsKerberos })
    let first = try #require(log.times.first)
    let last = try #require(log.times.last)
    #expect(last.seconds - first.seconds > 2 * 86400)
    #expect(!first.isZoneless)
  }

  @Test
  func `each attempt's place is its record, which names its length at both ends`() throws {
    let file = try WindowsSamples.example("security.evtx")
    let log = DecodedLog(file, as: WindowsEVTXFormat.self)
    #expect(!log.places.isEmpty)
    for place in log.places {
      #expect(Array(file[place.lowerBound..<place.lowerBound + 4]) == [0x2a, 0x2a, 0, 0])
      for position in [place.lowerBound + 4, place.upperBound - 4] {
        let length = (0..<4).reduce(0) { $0 | Int(file[position + $1]) << (8 * $1) }
        #expect(length == place.count)
      }
    }
  }

  @Test
  func `blocks cut between chunks decode to what the whole file does`() throws {
    let file = try Self.twoChunks()
    let whole = DecodedLog(file, as: WindowsEVTXFormat.self)
    var attempts: [ExampleAttempt] = []
    var (offset, blocks) = (0, 0)
    var cutter = RecordCutter(WindowsEVTXFormat.facts.framing)
    while offset < file.count {
      let length =
        cutter.cut(file.span.extracting(offset..<file.count), target: 1, isEnd: true) ?? 0
      let block = DecodedLog(Array(file[offset..<offset + length]), as: WindowsEVTXFormat.self)
      #expect(block.notUnderstood == 0)
      attempts += block.attempts
      offset += length
      blocks += 1
    }
    #expect(blocks == 2)
    #expect(attempts == whole.attempts)
  }

  @Test
  func `a damaged record costs itself and no other`() throws {
    var file = try WindowsSamples.example("security.evtx")
    let whole = DecodedLog(file, as: WindowsEVTXFormat.self)
    file[whole.places[20].lowerBound + 4] = 0xff
    let damaged = DecodedLog(file, as: WindowsEVTXFormat.self)
    #expect(damaged.notUnderstood == 1)
    #expect(damaged.tally.examples.first?.reason == .brokenRecord)
    #expect(damaged.tally.examples.first?.byteOffset == whole.places[20].lowerBound)
    #expect(damaged.attempts.count == whole.attempts.count - 1)
  }

  @Test
  func `a chunk that is no chunk is reported, and one never used is not`() throws {
    let file = try Self.twoChunks()
    let whole = DecodedLog(file, as: WindowsEVTXFormat.self)
    var broken = file
    for index in 4096..<4104 { broken[index] = 0x58 }
    let second = DecodedLog(broken, as: WindowsEVTXFormat.self)
    #expect(second.notUnderstood == 1)
    #expect(second.attempts.count == whole.attempts.count / 2)
    let unused = file + [UInt8](repeating: 0, count: 65536)
    #expect(DecodedLog(unused, as: WindowsEVTXFormat.self).tally.records == whole.tally.records)
    #expect(DecodedLog(unused, as: WindowsEVTXFormat.self).notUnderstood == 0)
  }

  @Test
  func `records that a live log has not counted yet are read`() throws {
    var file = try WindowsSamples.example("security.evtx")
    let whole = DecodedLog(file, as: WindowsEVTXFormat.self)
    // The first chunk says that it ends after its third record.
    let third = whole.places[2].upperBound - 4096
    for byte in 0..<4 { file[4096 + 48 + byte] = UInt8(truncatingIfNeeded: third >> (8 * byte)) }
    #expect(DecodedLog(file, as: WindowsEVTXFormat.self).attempts == whole.attempts)
  }

  @Test
  func `a file cut off anywhere gives what stands before the cut`() throws {
    let file = try WindowsSamples.example("security.evtx")
    let whole = DecodedLog(file, as: WindowsEVTXFormat.self)
    for length in stride(from: 0, to: file.count, by: 997) {
      let cut = DecodedLog(Array(file[..<length]), as: WindowsEVTXFormat.self)
      let complete = whole.places.count { $0.upperBound <= length }
      #expect(cut.attempts == Array(whole.attempts[..<complete]))
      #expect(cut.notUnderstood <= 1)
    }
  }

  @Test
  func `a file is told by its first bytes`() throws {
    let file = try WindowsSamples.example("security.evtx")
    #expect(LogFormats.detect(file.span)?.format.facts.id == "windows-evtx")
    #expect(LogFormats.detect([UInt8]("ElfFil".utf8).span) == nil)
  }

  @Test
  func `20,000 mutated chunks do not crash and give each record a verdict`() throws {
    let file = try WindowsSamples.example("security.evtx")
    // One small chunk: the header and the first records, which define the templates.
    let whole = DecodedLog(file, as: WindowsEVTXFormat.self)
    let sound = Array(file[4096..<whole.places[4].upperBound])
    let soundRecords = DecodedLog(sound, as: WindowsEVTXFormat.self).tally.records
    #expect(soundRecords == 7)
    var random = SeededRandom(seed: 4768)
    let boundary: [UInt8] = [0, 1, 0x7f, 0x80, 0xff, 0x0c, 0x0f, 0x21, 0x41]
    var understood = 0
    for _ in 0..<20_000 {
      var chunk = sound
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let index = Int.random(in: chunk.indices, using: &random)
        chunk[index] =
          Bool.random(using: &random)
          ? boundary[Int.random(in: boundary.indices, using: &random)]
          : UInt8.random(in: .min ... .max, using: &random)
        // Wide numbers go wrong at their ends.
        if index + 4 <= chunk.count, Int.random(in: 0..<4, using: &random) == 0 {
          for byte in 0..<4 { chunk[index + byte] = 0xff }
        }
      }
      let log = DecodedLog(chunk, as: WindowsEVTXFormat.self)
      #expect(log.tally.records <= 2 * soundRecords)
      #expect(log.tally.attempts == log.attempts.count)
      understood += log.tally.attempts
    }
    #expect(understood > 20_000)
  }

  @Test
  func `a template that claims the whole chunk again and again is not walked each time`() {
    // Records of 64 bytes, each with a template of its own at another offset that overlaps the rest.
    var chunk = Array("ElfChnk\0".utf8) + [UInt8](repeating: 0, count: 504)
    func put(_ value: Int, _ width: Int) {
      for byte in 0..<width { chunk.append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
    }
    let lengthOfRecord = 64
    for number in 0..<1000 {
      let start = chunk.count
      put(0x2a2a, 4)
      put(lengthOfRecord, 4)
      put(number, 8)
      put(1 << 56, 8)
      chunk += [0x0f, 1, 1, 0, 0x0c, 1]
      put(0, 4)
      put(512 + number * 7, 4)
      put(0, 4)
      while chunk.count < start + lengthOfRecord - 4 { chunk.append(0x0f) }
      put(lengthOfRecord, 4)
    }
    for byte in 0..<4 { chunk[48 + byte] = UInt8(truncatingIfNeeded: chunk.count >> (8 * byte)) }
    let clock = ContinuousClock()
    let taken = clock.measure {
      let log = DecodedLog(chunk, as: WindowsEVTXFormat.self)
      #expect(log.tally.records == 1000)
      #expect(log.attempts.isEmpty)
    }
    #expect(taken < .seconds(1))
  }

  // MARK: Logs of others

  @Test
  func `the Kerberos run is 46 absent names from one address`() throws {
    guard let file = try WindowsSamples.shared("windows-evtx", "4768-4771") else { return }
    let log = DecodedLog(file, as: WindowsEVTXFormat.self)
    try WindowsExpectations.kerberosRun(log)
    // The first record's clock, from the file's own XML: 2021-12-02T14:48:15.983650Z.
    #expect(log.times.first == EventTime(seconds: 1_638_456_495, milliseconds: 983))
  }

  @Test
  func `the other samples decode to what their names say`() throws {
    guard SharedData.find("logs/windows-evtx") != nil else { return }
    for (parts, attempts, expected) in WindowsExpectations.samples {
      let file = try #require(try WindowsSamples.shared("windows-evtx", parts))
      let log = DecodedLog(file, as: WindowsEVTXFormat.self)
      #expect(log.notUnderstood == 0, "\(parts)")
      #expect(log.attempts.count == attempts, "\(parts)")
      if let expected { #expect(log.attempts.first == expected, "\(parts)") }
    }
  }
}
