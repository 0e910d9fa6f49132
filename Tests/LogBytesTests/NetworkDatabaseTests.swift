import Foundation
import LogBytes
import Testing

/// The fixtures are written by `script/make-mmdb-fixtures.py`.
struct NetworkDatabaseTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures").path

  private static func open(_ name: String) throws -> NetworkDatabase {
    try NetworkDatabase(file: fixtures + "/" + name)
  }

  @Test(
    arguments: [
      (0xc000_0207, NetworkDatabase.Answer.autonomousSystem(64496)),
      (0xcb00_717f, .autonomousSystem(64511)),
      (0xcb00_7180, .autonomousSystem(65551)),
      (0xcb00_71ff, .autonomousSystem(65551)),
      (0xc633_6401, .unknown),
    ] as [(UInt32, NetworkDatabase.Answer)]
  )
  func `an IPv4 address is in the narrowest prefix that holds it`(
    address: UInt32,
    answer: NetworkDatabase.Answer
  ) throws {
    #expect(try Self.open("asn.mmdb").lookUp(ipv4: address) == answer)
  }

  @Test(
    arguments: [
      (0x2001_0db8_0000_0000, NetworkDatabase.Answer.autonomousSystem(64496)),
      (0x2001_0db8_9000_0000, .autonomousSystem(64511)),
      (0x2001_0db9_0000_0000, .unknown),
    ] as [(UInt64, NetworkDatabase.Answer)]
  )
  func `an IPv6 address is looked up in all its bits`(
    high: UInt64,
    answer: NetworkDatabase.Answer
  ) throws {
    #expect(try Self.open("asn.mmdb").lookUp(ipv6: high, 1) == answer)
  }

  @Test
  func `a database of IPv4 knows no IPv6`() throws {
    let database = try Self.open("asn-ipv4.mmdb")
    #expect(try database.lookUp(ipv6: 0x2001_0db8_0000_0000, 1) == .unknown)
    #expect(try database.lookUp(ipv4: 0xcb00_7101) == .autonomousSystem(64511))
  }

  @Test
  func `an entry without a number is told from no entry`() throws {
    #expect(try Self.open("country.mmdb").lookUp(ipv4: 0xcb00_7101) == .withoutNumber)
  }

  @Test
  func `a file that is none names itself in the error`() throws {
    let scratch = try Scratch()
    let text = try scratch.write(Array("not a database\n".utf8), to: "text")
    #expect(throws: InputError.self) { try NetworkDatabase(file: text) }
    let empty = try scratch.write([], to: "empty")
    #expect(throws: InputError.self) { try NetworkDatabase(file: empty) }
    #expect(throws: InputError.self) { try NetworkDatabase(file: scratch.path) }
    #expect(throws: InputError.cannotOpen(file: "/nowhere", errno: 2)) {
      try NetworkDatabase(file: "/nowhere")
    }
  }

  @Test
  func `a database cut or changed anywhere gives an error or an answer, never a crash`() throws {
    let scratch = try Scratch()
    let whole = Array(try Data(contentsOf: URL(filePath: Self.fixtures + "/asn.mmdb")))
    var random = SeededGenerator(seed: 4)
    var refused = 0
    for round in 0..<400 {
      var bytes = whole
      if round % 2 == 0 {
        bytes.removeLast(Int.random(in: 1..<whole.count, using: &random))
      } else {
        for _ in 0..<4 {
          bytes[Int.random(in: 0..<whole.count, using: &random)] = .random(
            in: 0...255,
            using: &random
          )
        }
      }
      let file = try scratch.write(bytes, to: "broken-\(round).mmdb")
      do throws(InputError) {
        let database = try NetworkDatabase(file: file)
        for address in [0xc000_0207, 0xcb00_7180, 0xc633_6401] as [UInt32] {
          _ = try database.lookUp(ipv4: address)
        }
        _ = try database.lookUp(ipv6: 0x2001_0db8_9000_0000, 1)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 200)
  }
}
