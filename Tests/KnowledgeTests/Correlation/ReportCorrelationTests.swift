import Model
import Testing

@testable import Knowledge

struct ReportCorrelationTests {
  private static func value(_ subject: String, _ detail: String) -> ReportValues.Value {
    .init(kind: .indicator, subject: subject, detail: detail)
  }

  private static func report(_ number: Int, _ values: [ReportValues.Value]) -> ReportValues {
    .init(report: "rp-\(number)", title: "R\(number)", nearDuplicateOf: nil, values: values)
  }

  @Test
  func `a hash that two reports share ties them, and says so`() throws {
    let hash = Self.value("aa11", "sha256")
    let reports = [
      Self.report(0, [hash, Self.value("x.exe", "file")]), Self.report(1, [hash]),
      Self.report(2, [Self.value("x.exe", "file")]),
    ]
    let correlation = ReportCorrelation(reports, background: [:])
    let near = correlation.neighbours(of: 0)
    #expect(near.map(\.report) == ["rp-1"])
    #expect(near.first?.shared.map(\.subject) == ["aa11"])
    #expect(near.first?.shared.first?.reportCount == 2)
    // ln((3 + 200) / 2)
    let weight = try #require(near.first?.weight)
    #expect(abs(weight - 4.62) < 0.01)
    #expect(correlation.neighbours(of: 2).isEmpty)
  }

  @Test
  func `a value of more than fifty reports ties nothing`() {
    let common = Self.value("45.77.1.2", "ipv4")
    func near(_ count: Int) -> Int {
      let reports = (0..<count).map { Self.report($0, [common]) }
      return ReportCorrelation(reports, background: [:]).neighbours(of: 0, limit: 100).count
    }
    #expect(near(20) == 0)
    #expect(near(3) == 2)
    #expect(near(51) == 0)
  }

  @Test
  func `what many actors use weighs less than what few use`() {
    let tool = ReportValues.Value(kind: .software, subject: "S0002", detail: "")
    let reports = [Self.report(0, [tool]), Self.report(1, [tool])]
    let rare = ReportCorrelation(reports, background: ["S0002": 0.001]).neighbours(of: 0)
    let common = ReportCorrelation(reports, background: ["S0002": 0.3]).neighbours(of: 0)
    #expect(rare.map(\.report) == ["rp-1"])
    #expect(common.isEmpty)
  }

  @Test
  func `twice as many reports cost twice as much`() {
    // What is counted is looked at: each value times its holders, which are bounded.
    let facts = 40
    func work(_ count: Int) -> Int {
      let reports = (0..<count).map { number in
        Self.report(number, (0..<facts).map { Self.value("h\(number / 5)-\($0)", "md5") })
      }
      let correlation = ReportCorrelation(reports, background: [:])
      return (0..<count).reduce(0) { sum, number in
        sum + correlation.neighbours(of: number).reduce(0) { $0 + $1.shared.count }
      }
    }
    #expect(work(200) == 2 * work(100))
  }

  @Test
  func `the background is a share of groups and campaigns`() throws {
    let facts = try FactsPack.read(FactsPack.builtIn())
    let background = ReportCorrelation.background(facts)
    #expect(background.values.allSatisfy { (0...1).contains($0) })
    let mimikatz = try #require(background["S0002"])
    #expect(mimikatz > 0.1)
  }

  @Test
  func `an index of sketches finds the copy among many, and nothing for a new text`() {
    func text(_ seed: Int) -> [UInt8] {
      var random = SplitMix(state: UInt64(seed))
      return Array((0..<200).map { _ in "w\(random.next() % 5_000)" }.joined(separator: " ").utf8)
    }
    var index = SketchIndex()
    for number in 0..<300 { index.add("r\(number)", ReportSketch(of: text(number))) }
    #expect(index.nearest(to: ReportSketch(of: text(17) + Array(" one more word".utf8))) == "r17")
    #expect(index.nearest(to: ReportSketch(of: text(1_000))) == nil)
    #expect(index.nearest(to: ReportSketch(of: [])) == nil)
  }
}
