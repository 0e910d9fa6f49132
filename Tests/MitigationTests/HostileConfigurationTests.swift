import Model
import Testing

@testable import Mitigation

/// Configurations that are broken on purpose: read or refused, never a crash.
struct HostileConfigurationTests {
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  private static func read(_ bytes: [UInt8]) -> Int {
    let file = ConfigurationFile(path: "f", bytes: bytes)
    return ConfigurationKind.all.reduce(0) { count, kind in
      let reading = kind.read(file)
      return count
        + (reading?.facts.map { $0.observation(in: file).citations.count }.reduce(0, +) ?? 0)
    }
  }

  @Test
  func `bytes changed, cut, doubled and swapped crash nothing`() {
    var generator = Generator(state: 7)
    var seen = 0
    for given in ConfigurationTests.cases {
      let original = Array(given.text.utf8)
      for _ in 0..<60 {
        var bytes = original
        for _ in 0...Int.random(in: 0..<4, using: &generator) where !bytes.isEmpty {
          let index = Int.random(in: bytes.indices, using: &generator)
          switch Int.random(in: 0..<5, using: &generator) {
          case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
          case 1: bytes.removeSubrange(index...)
          case 2: bytes.insert(contentsOf: bytes[index...].prefix(40), at: index)
          case 3: bytes.remove(at: index)
          default: bytes.insert([0x22, 0x7b, 0x5b, 0x5c, 0x28, 0x3d, 0x0a][index % 7], at: index)
          }
        }
        seen += Self.read(bytes)
      }
    }
    #expect(seen > 1000)
  }

  @Test
  func `JSON nested a million deep is refused`() {
    #expect(PlacedJSONReader.read([UInt8](repeating: 0x5b, count: 1_000_000)) == nil)
    let deep = String(repeating: #"{"a":"#, count: 100_000)
    #expect(PlacedJSONReader.read(Array(deep.utf8)) == nil)
  }

  @Test(arguments: [
    (#"{"a": "\u00e9\ud83d\ude00\n\"\\"}"#, "é😀\n\"\\"), (#"{"a": "\ud83d"}"#, "\u{fffd}"),
    (#"{"a": -1.5e3}"#, "-1.5e3"), (#"{"a": true}"#, "true"),
  ])
  func `values of JSON are read as they are meant`(text: String, value: String) {
    #expect(PlacedJSONReader.read(Array(text.utf8))?["a"]?.text == value)
  }

  @Test(arguments: [
    "", "{", #"{"a"}"#, "[1,]", "{} x", #"{"a":01x}"#, #""\q""#, "nul", "[\"a\nb\"]",
  ])
  func `what is no JSON is none`(text: String) {
    #expect(PlacedJSONReader.read(Array(text.utf8)) == nil)
  }

  @Test
  func `values know their lines`() {
    let json = PlacedJSONReader.read(Array("{\n \"a\": [\n  1,\n  2\n ],\n\n \"b\": \"x\"\n}".utf8))
    #expect(json?["a"]?.elements.map(\.line) == [3, 4])
    #expect(json?["B"]?.line == 7)
  }
}
