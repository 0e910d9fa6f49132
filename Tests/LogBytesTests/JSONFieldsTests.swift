import Foundation
import LogBytes
import Testing

struct JSONFieldsTests {
  private func read(_ text: String, _ paths: [String]) -> [String?]? {
    let bytes = Array(text.utf8)
    var values = JSONValues()
    guard JSONFields(paths).read(bytes.span, into: &values) else { return nil }
    return paths.indices.map { index in
      values[index].isMissing ? nil : bytes.span.text(in: values[index].range)
    }
  }

  @Test
  func `fields are found at any depth, in any order`() {
    let text = #" { "a" : 1 , "b" : { "x" : [1,{"a":9}] , "c" : { "d" : "deep" } } , "e" : null } "#
    #expect(read(text, ["b.c.d", "e", "a"]) == ["deep", "null", "1"])
    #expect(read(text, ["b.x", "b.c"]) == [#"[1,{"a":9}]"#, #"{ "d" : "deep" }"#])
    #expect(read(text, ["d", "c.d", "b.d", "b.a", ""]) == [nil, nil, nil, nil, nil])
  }

  @Test
  func `an object and a field below it can both be wanted`() {
    #expect(read(#"{"a":{"b":1,"c":2}}"#, ["a", "a.b"]) == [#"{"b":1,"c":2}"#, "1"])
    #expect(read(#"{"a":[1]}"#, ["a", "a.b"]) == ["[1]", nil])
  }

  @Test
  func `braces and quotes inside strings are text`() {
    let text = #"{"a":"}\"{","skip":{"k":"]}\\"},"b":"\\","c":"]"}"#
    #expect(read(text, ["a", "b", "c"]) == [#"}\"{"#, #"\\"#, "]"])
  }

  @Test
  func `keys that share a slot are told apart`() {
    // Same length, first and last letter.
    let keys = (0..<40).map { "k\($0 / 10)\($0 % 10)z" }
    let text = "{" + keys.map { "\"\($0)\":\"\($0)\"" }.joined(separator: ",") + "}"
    #expect(read(text, keys) == keys)
    #expect(read(text, ["k99z", "k07z", "kz"]) == [nil, "k07z", nil])
  }

  @Test
  func `the walk ends at the last wanted field`() {
    #expect(read(#"{"a":1,"b":2,broken}"#, ["a", "b"]) == ["1", "2"])
    #expect(read(#"{"a":1,broken,"b":2}"#, ["a", "b"]) == nil)
  }

  @Test(arguments: [
    "", " ", "{", "}", "[]", "1", "\"}", "{\"", "{\"a}", "{\"a\"}", "{\"a\":}", "{\"a\":\"}",
    "{\"a\":{}",
    "{\"a\":[}", "{\"a\" 1}", "{\"a\":\"\\}", "{a:1}", "{\"a\":1", "{\"a\":\"x\"",
  ])
  func `a broken record is not read`(text: String) {
    #expect(read(text, ["z"]) == nil)
  }

  @Test
  func `nesting without end is refused`() {
    let depth = 100_000
    let path = Array(repeating: "a", count: 200).joined(separator: ".")
    let text =
      String(repeating: #"{"a":"#, count: depth) + "1" + String(repeating: "}", count: depth)
    #expect(read(text, [path]) == nil)
    #expect(read(text, ["b"]) == [nil])
  }

  @Test
  func `no cut of a record reads past its end`() {
    let text = Array(
      #"{"a":"x\n\u0041","b":{"c":[1,"]",{}]},"d":"0123456789012345678901","e":tru}"#.utf8
    )
    let fields = JSONFields(["b.c", "d", "e", "f"])
    var values = JSONValues()
    for end in 0...text.count {
      let cut = Array(text[..<end]) + [0x7d]
      _ = fields.read(cut.span, into: &values)
      for index in 0..<4 where !values[index].isMissing {
        #expect(values[index].range.upperBound <= cut.count)
      }
    }
  }

  @Test
  func `random objects read as Foundation reads them`() throws {
    var maker = JSONMaker(seed: 20_260_302)
    let paths = ["a", "bb", "ccc", "a.bb", "bb.a", "ccc.dddd.a", "dddd.ccc", "status.errorCode"]
    let fields = JSONFields(paths)
    var values = JSONValues()
    var found = 0
    for _ in 0..<4000 {
      let text = maker.object(depth: 0)
      let bytes = Array(text.utf8)
      let parsed = try JSONSerialization.jsonObject(with: Data(bytes)) as? NSDictionary
      let object = try #require(parsed)
      let wasRead = fields.read(bytes.span, into: &values)
      #expect(wasRead, "\(text)")
      for (index, path) in paths.enumerated() {
        var expected: Any? = object
        for key in path.split(separator: ".") {
          expected = (expected as? NSDictionary)?[String(key)]
        }
        let value = values[index]
        guard let expected else {
          #expect(value.isMissing, "\(path) in \(text)")
          continue
        }
        found += 1
        let raw = bytes.span.text(in: value.range)
        let fragment = Data((value.isString ? "\"\(raw)\"" : raw).utf8)
        let actual = try JSONSerialization.jsonObject(with: fragment, options: .fragmentsAllowed)
        #expect(NSArray(object: actual).isEqual(NSArray(object: expected)), "\(path) in \(text)")
        #expect(value.kind != .string || !raw.contains("\\"))
      }
    }
    #expect(found > 4000)
  }

  @Test
  func `damaged objects never crash`() {
    var maker = JSONMaker(seed: 7)
    let fields = JSONFields(["a", "bb.a", "ccc.dddd.a", "x"])
    var values = JSONValues()
    for _ in 0..<20_000 {
      var bytes = Array(maker.object(depth: 1).utf8)
      for _ in 0..<3 where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &maker.random)
        bytes[place] = maker.mark()
      }
      _ = fields.read(bytes.span, into: &values)
      for index in 0..<4 {
        #expect(values[index].range.upperBound <= bytes.count)
      }
    }
  }
}

/// Writes random JSON: nesting, escapes, white space, keys that are wanted and keys that are not.
private struct JSONMaker {
  struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let mixed = (state ^ state >> 33) &* 0xff51_afd7_ed55_8ccd
      return mixed ^ mixed >> 29
    }
  }

  var random: Generator

  init(seed: UInt64) {
    random = Generator(state: seed)
  }

  mutating func mark() -> UInt8 {
    Array(#"{}[]",:\ 0x"#.utf8).randomElement(using: &random) ?? 0
  }

  private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

  private mutating func space() -> String { ["", "", "", " ", "\n  ", "\t", "\r\n"][pick(7)] }

  mutating func object(depth: Int) -> String {
    var keys = [
      "a", "bb", "ccc", "dddd", "status", "errorCode", "", "a\\u0020b", "k\\\"", "ä", "ddd",
    ]
    keys.shuffle(using: &random)
    let members = keys.prefix(pick(8)).map { key in
      space() + "\"\(key)\"" + space() + ":" + space() + value(depth: depth + 1) + space()
    }
    return "{" + (members.isEmpty ? space() : members.joined(separator: ",")) + "}"
  }

  private mutating func value(depth: Int) -> String {
    switch pick(depth > 4 ? 5 : 9) {
    case 0: return ["true", "false", "null"][pick(3)]
    case 1: return ["0", "-12", "50126", "1.5e3", "-0.25"][pick(5)]
    case 2, 3, 4: return string()
    case 5, 6, 7: return object(depth: depth)
    default:
      let items = (0..<pick(4)).map { _ in space() + value(depth: depth + 1) + space() }
      return "[" + items.joined(separator: ",") + "]"
    }
  }

  private mutating func string() -> String {
    let parts = [
      "x", "plain text of some length", "\\\"", "\\\\", "\\n", "\\u00e4", "\\ud83d\\ude00", "é",
      "{", "]", ",", ":",
    ]
    return "\"" + (0..<pick(6)).map { _ in parts[pick(parts.count)] }.joined() + "\""
  }
}
