import Testing

@testable import Sigma

struct DetectionTests {
  @Test(arguments: [
    ("sel:\n  A: x", ["A": "X"], true), ("sel:\n  A: x", ["A": "xy"], false),
    ("sel:\n  A|cased: x", ["A": "X"], false), ("sel:\n  A: x*", ["A": "xyz"], true),
    ("sel:\n  A: 'x?z'", ["A": "xäz"], true), ("sel:\n  A: 'x?z'", ["A": "xz"], false),
    ("sel:\n  A: 'a*b*c'", ["A": "a--b--c"], true), ("sel:\n  A: 'a*b*c'", ["A": "a--c--b"], false),
    ("sel:\n  A: 'x\\*'", ["A": "x*"], true), ("sel:\n  A: 'x\\*'", ["A": "xy"], false),
    ("sel:\n  A: 'C:\\Temp\\\\*'", ["A": "C:\\Temp\\f"], true),
    ("sel:\n  A|contains: [b, q]", ["A": "abc"], true),
    ("sel:\n  A|contains|all: [b, q]", ["A": "abc"], false),
    ("sel:\n  A|contains|all: [b, c]", ["A": "abc"], true),
    ("sel:\n  A|startswith: ab", ["A": "ABc"], true),
    ("sel:\n  A|startswith: b", ["A": "abc"], false),
    ("sel:\n  A|endswith: bc", ["A": "aBC"], true), ("sel:\n  A|endswith: ab", ["A": "abc"], false),
    ("sel:\n  A|re: '^a.c$'", ["A": "abc"], true), ("sel:\n  A|re: '^A.C$'", ["A": "abc"], false),
    ("sel:\n  A|re|i: '^A.C$'", ["A": "abc"], true),
    ("sel:\n  A|cidr: 192.0.2.0/24", ["A": "192.0.2.255"], true),
    ("sel:\n  A|cidr: 192.0.2.0/24", ["A": "192.0.3.0"], false),
    ("sel:\n  A|cidr: 192.0.2.0/24", ["A": "::ffff:192.0.2.1"], true),
    ("sel:\n  A|cidr: '2001:db8::/33'", ["A": "2001:db8:7fff::1"], true),
    ("sel:\n  A|cidr: '2001:db8::/33'", ["A": "2001:db8:8000::1"], false),
    ("sel:\n  A|gte: 5", ["A": "5"], true), ("sel:\n  A|gt: 5", ["A": "5"], false),
    ("sel:\n  A|lt: 5", ["A": "4.5"], true), ("sel:\n  A|lte: 5", ["A": "x"], false),
    ("sel:\n  A|neq: x", ["A": "y"], true), ("sel:\n  A|neq: x", ["A": "X"], false),
    ("sel:\n  A|fieldref: B", ["A": "x", "B": "X"], true),
    ("sel:\n  A|fieldref: B", ["A": "x", "B": "y"], false),
    ("sel:\n  A|fieldref|endswith: B", ["A": "me@corp", "B": "@corp"], true),
    ("sel:\n  A|exists: true", ["A": ""], true), ("sel:\n  A|exists: true", ["B": ""], false),
    ("sel:\n  A|exists: false", ["B": ""], true),
    ("sel:\n  A: null", ["B": "x"], true), ("sel:\n  A: null", ["A": "x"], false),
    ("sel:\n  A: ''", ["A": ""], true), ("sel:\n  A: ''", ["A": "x"], false),
    ("sel:\n  A: '*'", ["A": "x"], true), ("sel:\n  A: '*'", ["B": "x"], false),
    ("sel:\n  A: 4625", ["A": "4625"], true),
    ("sel:\n  A|base64: foo", ["A": "Zm9v"], true),
    ("sel:\n  A|base64offset|contains: foobar", ["A": "eHhmb29iYXJ5"], true),
    ("sel:\n  A|base64offset|contains: foobar", ["A": "eGZvb2Jhcg=="], true),
    ("sel:\n  A|wide|base64offset|contains: ab", ["A": "YQBiAA=="], true),
    ("sel:\n  A|windash|contains: ' -x'", ["A": "c /x"], true),
    ("sel:\n  A|windash|contains: ' -x'", ["A": "c \u{2013}x"], true),
    ("sel:\n  A: [x, y]\n  B: z", ["A": "y", "B": "z"], true),
    ("sel:\n  A: [x, y]\n  B: z", ["A": "y"], false),
    ("sel:\n  - A: x\n  - B: z", ["B": "z"], true),
  ])
  func `a selection holds of what it says`(
    selection: String,
    event: [String: String],
    holds: Bool
  ) {
    #expect(Rules.holds(selection, of: event.mapValues { $0 }) == holds)
  }

  @Test
  func `a value that is null is there and is null`() {
    #expect(Rules.holds("sel:\n  A: null", of: ["A": nil]) == true)
    #expect(Rules.holds("sel:\n  A|exists: true", of: ["A": nil]) == true)
  }

  @Test(
    arguments: [
      ("a and b", [true, false, false, false], false), ("a and b", [true, true, true, true], true),
      ("a or b and c", [true, false, false, false], true),
      ("(a or b) and c", [true, false, false, false], false),
      ("not a", [false, true, true, true], true),
      ("a and not b", [true, true, false, false], false),
      ("not not a", [true, false, false, false], true),
      ("1 of them", [false, false, true, false], true),
      ("all of them", [true, true, true, false], true),
      ("all of them", [true, true, false, true], false),
      ("any of [ab]*", [false, true, false, false], nil),
      ("1 of _*", [false, false, false, true], true),
      ("not 1 of _*", [false, false, false, true], false),
      ("A AND B", [true, true, false, false], nil), ("a AND b", [true, true, false, false], true),
    ] as [(String, [Bool], Bool?)]
  )
  func `conditions bind not before and before or`(
    condition: String,
    truth: [Bool],
    expected: Bool?
  ) {
    let selections = zip(["a", "b", "c", "_d"], truth).map { "\($0.0):\n  \($0.0): 'y'" }
    let event = Dictionary(
      uniqueKeysWithValues: zip(["a", "b", "c", "_d"], truth).map { ($0, $1 ? "y" : "n") }
    )
    let holds = Rules.holds(
      selections.joined(separator: "\n"),
      condition,
      of: event.mapValues { $0 }
    )
    #expect(holds == expected)
  }

  @Test
  func `keywords stand anywhere in the record, and all of them where that is asked`() {
    let any = "sel:\n  - trying to get more bytes\n  - 'failed*root'"
    #expect(Rules.holds(any, of: [:], record: "sshd: Failed password for root") == true)
    #expect(Rules.holds(any, of: [:], record: "sshd: Accepted") == false)
    let all = "sel:\n  '|all':\n    - failed\n    - root"
    #expect(Rules.holds(all, of: [:], record: "Failed for root") == true)
    #expect(Rules.holds(all, of: [:], record: "Failed for anna") == false)
  }

  @Test(arguments: [
    ("sel:\n  A|frob: x", "sel", 6, "modifier 'frob'"),
    ("sel:\n  A|re: '('", "sel", 6, "regular expression"),
    ("sel:\n  A|cidr: 300.1.1.1", "sel", 6, "no network"),
    ("sel:\n  A|gt: x", "sel", 6, "no number"),
    ("sel:\n  A: x", "sel and other", 7, "no selection 'other'"),
    ("sel:\n  A: x", "sel | count() > 5", 7, "correlation"),
    ("sel:\n  A: x", "2 of sel", 7, "'2 of'"), ("sel:\n  A: x", "(sel", 7, "')'"),
    ("sel:\n  A: x\ntimeframe: 5m", "sel", 7, "timeframe"),
    ("sel:\n  A|base64offset: x", "sel", 6, "contains"),
    ("sel:\n  A|contains|startswith: x", "sel", 6, "exclude"),
    ("sel:\n  A|expand: '%who%'", "sel", 6, "--set who"), ("sel: []", "sel", 5, "empty"),
  ])
  func `what is not supported is refused with its line`(
    selection: String,
    condition: String,
    line: Int,
    message: String
  ) {
    let read = Rules.read(Rules.detection(selection, condition))
    #expect(read.rules.isEmpty)
    #expect(read.errors.count == 1)
    #expect(read.errors.first?.hasPrefix("r.yml:\(line):") == true, "\(read.errors)")
    #expect(read.errors.first?.contains(message) == true, "\(read.errors)")
  }

  @Test
  func `a broken document costs only itself, and broken YAML names its line`() {
    let good = Rules.detection("sel:\n  A: x")
    let read = Rules.read("title: no body\n---\n" + good)
    #expect(read.rules.count == 1)
    #expect(read.errors.count == 1)
    let broken = Rules.read("title: t\ndetection: [\n")
    #expect(broken.errors.first?.contains("is not YAML") == true)
    #expect(broken.errors.first?.hasPrefix("r.yml:3") == true, "\(broken.errors)")
  }

  @Test
  func `a parameter is what was set, or its default`() throws {
    let text =
      Rules.detection("sel:\n  A|expand: '%who%'")
      + "hunt:\n  hypothesis: h\n  parameters:\n    who:\n      default: anna, ben\n"
    for (set, name) in [([:], "ben"), (["who": "carl"], "carl")] {
      let rule = try #require(Rules.read(text, set).rules.first)
      guard case .detection(let detection) = rule.body else { return }
      #expect(Rules.holds(detection.condition, of: ["A": name]))
      #expect(!Rules.holds(detection.condition, of: ["A": "dora"]))
    }
  }
}
