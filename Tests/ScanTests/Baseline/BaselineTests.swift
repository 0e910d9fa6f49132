import Foundation
import Model
import Scan
import Testing

struct BaselineTests {
  /// Scans one log as a workspace would: judged by `prior`, learning what is later than `prior` knows.
  private static func scan(
    _ lines: [String],
    as name: String = "auth.log",
    in folder: ScanFolder,
    knowing prior: Baseline = Baseline(),
    threads: Int = 1
  ) async throws -> ScanResult {
    let log = try folder.write(lines, to: name)
    var options = ScanOptions(paths: [log], threads: threads)
    options.blockBytes = 4096
    let pipeline = ScanPipeline(options: options)
    let decoded = try await pipeline.decode()
    return await pipeline.knowing(prior, learnedThrough: prior.through)
      .detect(in: decoded, level: options.level)
  }

  private static func office(day: Int) -> [String] {
    (0..<20).map { person in
      Line.signIn(
        "person\(person)x",
        from: "198.51.100.\(person)",
        at: "2026-03-0\(day)T08:\(10 + person):00Z"
      )
    }
  }

  @Test
  func `a scan learns who exists and from where they sign in`() async throws {
    let folder = try ScanFolder()
    let learned = try #require(try await Self.scan(Self.office(day: 2), in: folder).learned)
    #expect(learned.names.count == 20)
    #expect(learned.names[0].uses.map(\.source) == ["198.51.100.0"])
    #expect(learned.names[0].services == ["sshd"])
    #expect(learned.counts.reduce(0) { $0 + ($1.question == "absent" ? $1.sources : 0) } == 20)
    let path = try #require(learned.through.keys.first)
    #expect(path.hasSuffix("/auth.log"))
  }

  @Test
  func `the same events teach once, under any rotation, and more lines teach what is new`()
    async throws
  {
    let folder = try ScanFolder()
    let first = try #require(try await Self.scan(Self.office(day: 2), in: folder).learned)
    for name in ["auth.log", "auth.log.1", "auth.log-20260302"] {
      let again = try await Self.scan(Self.office(day: 2), as: name, in: folder, knowing: first)
      #expect(again.learned?.isEmpty == true)
    }
    let longer = Self.office(day: 2) + Self.office(day: 3)
    let second = try await Self.scan(longer, in: folder, knowing: first)
    let sum = first.adding(try #require(second.learned))
    #expect(sum.names[0].uses[0].count == 2)
  }

  @Test
  func `accused sources teach nothing`() async throws {
    let folder = try ScanFolder()
    let lines = Self.office(day: 2) + Line.rollCall("203.0.113.7", hour: "09")
    let result = try await Self.scan(lines, in: folder)
    #expect(result.findings.count == 1)
    let learned = try #require(result.learned)
    #expect(!learned.names.contains { $0.uses.contains { $0.source == "203.0.113.7" } })
    #expect(!learned.staleNames.contains { $0.source == "203.0.113.7" })
  }

  @Test
  func `yesterday's names are leavers today, not misses`() async throws {
    let folder = try ScanFolder()
    let yesterday = try #require(try await Self.scan(Self.office(day: 2), in: folder).learned)
    // Twelve of yesterday's people are gone, and an old list asks for them all.
    let today = (0..<12).map {
      Line.miss("person\($0)x", from: "192.0.2.50", at: "2026-03-03T09:\(10 + $0):00Z")
    }
    let without = try await Self.scan(today, as: "b/auth.log", in: folder)
    #expect(without.findings.count == 1)
    let with = try await Self.scan(today, as: "b/auth.log", in: folder, knowing: yesterday)
    #expect(with.findings.isEmpty)
  }

  @Test
  func `a name asked for on three days from one source is stale, and a clock is a job`()
    async throws
  {
    let folder = try ScanFolder()
    var lines: [String] = []
    for day in 2...5 {
      lines.append(Line.miss("gone.person", from: "192.0.2.9", at: "2026-03-0\(day)T07:31:00Z"))
    }
    for run in 0..<12 {
      let hour = run < 10 ? "0\(run)" : "\(run)"
      lines.append(Line.signIn("svc-backup", from: "192.0.2.8", at: "2026-03-02T\(hour):15:00Z"))
    }
    let learned = try #require(try await Self.scan(lines, in: folder).learned)
    #expect(learned.staleNames.filter(\.isHabit).map(\.name) == ["gone.person"])
    #expect(learned.jobs.map(\.name) == ["svc-backup"])
    #expect(learned.jobs.map(\.periodSeconds) == [3600])
  }

  @Test
  func `the same logs and baseline give the same bytes and learn the same, with any threads`()
    async throws
  {
    let folder = try ScanFolder()
    let prior = try #require(try await Self.scan(Self.office(day: 2), in: folder).learned)
    let lines = Self.office(day: 3) + Line.rollCall("203.0.113.7", day: "2026-03-03", hour: "09")
    let one = try await Self.scan(lines, in: folder, knowing: prior)
    let four = try await Self.scan(lines, in: folder, knowing: prior, threads: 4)
    #expect(try ScanFolder.bytes(one.findings) == ScanFolder.bytes(four.findings))
    #expect(one.learned == four.learned)
    #expect(one.learned?.isEmpty == false)
  }

  @Test
  func `sums do not depend on what was learned first`() async throws {
    let folder = try ScanFolder()
    let two = try #require(try await Self.scan(Self.office(day: 2), in: folder).learned)
    let three = try #require(
      try await Self.scan(Self.office(day: 3), as: "c/auth.log", in: folder).learned
    )
    #expect(two.adding(three) == three.adding(two))
    #expect(two.adding(Baseline()) == two)
  }

  @Test
  func `a difference names what came and went`() async throws {
    let folder = try ScanFolder()
    let old = try #require(try await Self.scan(Self.office(day: 2), in: folder).learned)
    var new = old
    new.names.removeFirst()
    new.names[0].uses.append(.init(source: "192.0.2.1", client: nil, first: 1, last: 2, count: 1))
    let difference = BaselineDifference(from: old, to: new)
    #expect(difference.namesRemoved == [old.names[0].name])
    #expect(difference.accountsWithNewSources == [new.names[0].name])
    #expect(difference.rates.isEmpty)
  }
}
