import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Scan
import Synchronization
import Testing
import WorkspaceStore

@testable import Web

struct PlotTests {
  private static func points(_ count: Int) -> [ProbePoints.Point] {
    (0..<count).map { number in
      let outcome =
        number == count / 2
        ? Outcome(.sshd, .present, .disclosed, .accepted) : Outcome(.sshd, .absent, .hidden, .none)
      return ProbePoints.Point(
        time: Timestamp(millisecondsSince1970: Int64(number) * 1000),
        name: "name" + String(1_000_000 + number),
        outcome: outcome,
        line: number
      )
    }
  }

  private static func plot(_ count: Int, in region: PlotRegion? = nil) -> RollCallPlot {
    var finding = FindingSample.one()
    finding.firstSeen = Timestamp(millisecondsSince1970: 0)
    finding.lastSeen = Timestamp(millisecondsSince1970: Int64(count) * 1000)
    return RollCallPlot(of: finding, .points(points(count)), in: region)
  }

  @Test
  func
    `a hundred thousand probes are a picture of some kilobytes, and the one that was told shows`()
  {
    let plot = Self.plot(100_000)
    let svg = plot.svg.text
    #expect(plot.spots.count == 100_000)
    #expect(svg.utf8.count < 60_000)
    #expect(svg.contains("<path fill=\"#d1453b\""))
    #expect(
      plot.sentence.hasPrefix(
        "100000 probes of 100000 names: 1 confirmed to the operator, 0 existing"
      )
    )
  }

  @Test
  func `zooming in ends at single points that link to their lines`() throws {
    var plot = Self.plot(100_000)
    let whole = plot.region
    var steps = 0
    while plot.spots.count > RollCallPlot.mostPoints, steps < 10 {
      // The list runs along the diagonal, so its first part lies at the left below.
      let part = try #require(plot.region.cut(columns: 8, rows: 4).first?.region)
      plot = Self.plot(100_000, in: part)
      steps += 1
    }
    #expect(steps <= 3)
    #expect(!plot.spots.isEmpty)
    let page = PlotPage(plot: plot, whole: whole).html.text
    #expect(page.matches(of: /\/lines\/\d+" aria-label/).count == plot.spots.count)
    #expect(page.contains("The whole plot"))
  }

  @Test
  func `the parts of a region leave none of its probes out`() {
    let plot = Self.plot(5000)
    var seen: Set<Int> = []
    for (_, _, part) in plot.region.cut(columns: 8, rows: 4) {
      seen.formUnion(Self.plot(5000, in: part).spots.map(\.point.line))
    }
    #expect(seen.count == 5000)
  }
}

struct PointCacheTests {
  /// How many are inside.
  private final class Inside: Sendable {
    private let state = Mutex((now: 0, most: 0, total: 0))

    var counts: (now: Int, most: Int, total: Int) { state.withLock { $0 } }

    func enter() {
      state.withLock {
        ($0.now, $0.most, $0.total) = ($0.now + 1, max($0.most, $0.now + 1), $0.total + 1)
      }
    }

    func leave() { state.withLock { $0.now -= 1 } }
  }

  @Test
  func
    `a finding whose log is gone says so without a look at its lines, and again when asked again`()
    async throws
  {
    let served = try Served()
    let (id, _) = try served.workspace.putSamples()
    let cache = PointCache()
    for _ in 0..<2 {
      let (finding, reading) = try await cache.reading(ofFinding: id, in: served.workspace)
      #expect(finding.id == id && finding.evidence.isEmpty)
      #expect(reading == .absent(reason: "The cited logs are no longer where they were."))
    }
    #expect(try served.workspace.citedLogs(ofFinding: id) == ["/none/auth.log"])
  }

  @Test
  func `a plot is drawn in the zone and the year that the scan was given`() async throws {
    let served = try Served()
    let folder = served.workspace.directory
    let lines = (0..<20).map { number in
      "Mar  2 07:\(10 + number):09 gate sshd[4711]: Invalid user guess\(number) from 203.0.113.9 port 9\n"
    }
    let log = folder + "/auth.log"
    try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: log))
    var options = ScanOptions(paths: [log], firstYear: 2024)
    options.zone = try #require(TimeZone(identifier: "America/New_York"))
    let result = try await ScanPipeline(options: options).run()
    let finding = try #require(result.findings.first)
    let time = Timestamp(millisecondsSince1970: 0)
    func record(_ options: String) -> ScanRecord {
      ScanRecord(
        id: "s",
        startedAt: time,
        finishedAt: time,
        toolVersion: "test",
        options: options,
        inputs: [],
        sourceCount: 1,
        nameCount: 20
      )
    }
    let words = "--timezone America/New_York --year 2024"
    let reading = try await ProbePoints.read(of: finding, as: record(words))
    #expect(reading.pointCount == 20)
    guard case .points(let points) = reading else { return }
    #expect(points.first?.time.rfc3339 == "2024-03-02T12:10:09.000Z")
    let other = try await ProbePoints.read(of: finding, as: record(""))
    #expect(other.pointCount == nil, "nothing is drawn at other times")
  }

  @Test
  func `only logs that are there, plain and short are read by the page itself`() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/short-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // What is left behind is nobody's.
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func file(_ name: String, _ bytes: Data) throws -> String {
      try bytes.write(to: URL(fileURLWithPath: folder + "/" + name))
      return folder + "/" + name
    }
    let short = try file("short.log", Data("a line\n".utf8))
    let long = try file("long.log", Data(repeating: 65, count: (16 << 20) - 6))
    let packed = try file("packed.log", Data([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0]))
    #expect(ShortLogs.are([short]) && ShortLogs.are([short, short]) && ShortLogs.are([long]))
    #expect(!ShortLogs.are([short, long]), "together they are too long")
    #expect(!ShortLogs.are([packed]) && !ShortLogs.are([short, folder + "/none.log"]))
  }

  @Test
  func `turns are taken one at a time, all of them, and given back by who fails`() async {
    struct Failure: Error {}
    let (turns, inside) = (Turns(), Inside())
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<100 {
        group.addTask {
          // Who fails must leave no less than who does not.
          try? await turns.take {
            inside.enter()
            await Task.yield()
            inside.leave()
            if number.isMultiple(of: 3) { throw Failure() }
          }
        }
      }
    }
    let counts = inside.counts
    #expect(counts.now == 0 && counts.most == 1 && counts.total == 100)
  }
}

/// What stands behind a finding, in the browser.
struct LineRouteTests {
  private func withFinding(
    _ body: @Sendable (Served, any TestClientProtocol, String, String) async throws -> Void
  ) async throws {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let token = try #require(try await client.get("/", cookie: cookie).formToken)
      _ = try await ScanRouteTests.scan(
        ScanRouteTests.log,
        client,
        served,
        cookie: cookie,
        token: token
      )
      let finding = try #require(try served.workspace.findings().findings.first?.id)
      try await body(served, client, cookie, finding)
    }
  }

  @Test
  func `a cited line shows with its neighbours, and says when it is no longer what was cited`()
    async throws
  {
    try await withFinding { served, client, cookie, finding in
      let path = "/findings/\(finding)/lines/3"
      let page = try await client.get(path, cookie: cookie).text
      #expect(page.contains("<mark>2026-03-02T07:13:09Z gate sshd[4711]: Invalid user guess3"))
      #expect(page.contains("guess2 from") && page.contains("guess4 from"))
      #expect(page.contains("as it was when it was cited"))
      #expect(
        try await client.get("/findings/\(finding)/lines/20", cookie: cookie).status == .notFound
      )
      let file = try served.workspace.finding(id: finding).finding.evidence[0].file
      let altered = ScanRouteTests.log.replacing("guess3 ", with: "guess! ")
      try altered.write(toFile: file, atomically: true, encoding: .utf8)
      let changed = try await client.get(path, cookie: cookie).text
      #expect(changed.contains("other bytes stand there") && !changed.contains("<mark>"))
    }
  }

  @Test
  func `the neighbours of a line are lines where they end as on Windows, too`() async throws {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let token = try #require(try await client.get("/", cookie: cookie).formToken)
      let log = ScanRouteTests.log.replacing("\n", with: "\r\n")
      _ = try await ScanRouteTests.scan(log, client, served, cookie: cookie, token: token)
      let finding = try #require(try served.workspace.findings().findings.first?.id)
      let page = try await client.get("/findings/\(finding)/lines/3", cookie: cookie).text
      #expect(page.matches(of: /<span class="quiet">2026-03-02T07:1[0-9]:09Z/).count == 8)
      #expect(!page.contains("u{D}"))
    }
  }

  @Test
  func `lines of a packed log show as those of a plain one do, and in the API`() async throws {
    try await withFinding { served, client, cookie, finding in
      let file = try served.workspace.finding(id: finding).finding.evidence[0].file
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["gzip", "-c", file]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let packed = try pipe.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      // The same log under the same name, packed: a place is one in the unpacked text.
      try packed.write(to: URL(fileURLWithPath: file))
      let path = "/findings/\(finding)/lines/3"
      let page = try await client.get(path, cookie: cookie).text
      #expect(page.contains("<mark>2026-03-02T07:13:09Z gate sshd[4711]: Invalid user guess3"))
      #expect(page.contains("guess2 from") && page.contains("guess4 from"))
      #expect(page.contains("the log unpacked, as UTF-8"))
      let line = try await client.get("/api/v1" + path, cookie: cookie).text
      #expect(line.contains("\"state\":\"intact\"") && line.contains("\"is_unpacked\":true"))
      let plot = try await client.get("/findings/\(finding)/plot", cookie: cookie).text
      #expect(plot.contains("20 probes of 20 names"), "\(plot)")
      let whole = try await client.get("/findings/\(finding)", cookie: cookie).text
      #expect(whole.contains("20 of 20 cited records were compared with fingerprints of records"))
    }
  }

  @Test
  func `a term that carries the verdict can be struck out, and the verdict falls`() async throws {
    try await withFinding { _, client, cookie, finding in
      let path = "/findings/\(finding)"
      let page = try await client.get(path, cookie: cookie).text
      let link = try #require(page.firstMatch(of: /href="([^"]*\/strike\?what=term[^"]*)"/))
      let struck = try await client.get(String(link.1), cookie: cookie).text
      #expect(struck.contains("The verdict falls"))
      let other = try await client.get(path + "/strike?what=source:198.51.100.1", cookie: cookie)
      #expect(other.status == .ok)
      #expect(other.text.contains("nothing in the logs is of source 198.51.100.1"))
      #expect(try await client.get(path + "/strike?what=odd", cookie: cookie).status == .badRequest)
    }
  }
}
