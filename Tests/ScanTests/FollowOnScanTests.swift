import Foundation
import Model
import Scan
import Testing

struct FollowOnScanTests {
  private static let day = 86_400

  private static func line(_ second: Int, _ text: String) -> String {
    let time = Timestamp(millisecondsSince1970: Int64(1_772_438_400 + second) * 1000)
    return "\(time.rfc3339.prefix(19))Z gate sshd[7]: \(text)"
  }

  private static func name(_ person: Int) -> String { "person\(person)x" }

  /// Everybody signs in; then strangers fail once on each of `people`.
  private static func laterLog(_ people: [Int]) -> [String] {
    let office = (0..<120).map { person in
      line(
        person * 30,
        "Accepted password for \(name(person)) from 198.51.100.\(person) port 4 ssh2"
      )
    }
    let spray = people.enumerated().map { place, person in
      line(
        day + place * 700,
        "Failed password for \(name(person)) from 203.0.113.\(place % 4 + 1) port 4 ssh2"
      )
    }
    return office + spray
  }

  private static func prior(lastSeen second: Int) -> PriorCampaign {
    let last = Timestamp(millisecondsSince1970: Int64(1_772_438_400 + second) * 1000)
    return PriorCampaign(
      id: "rc-earlier",
      firstSeen: Timestamp(millisecondsSince1970: last.millisecondsSince1970 - 3_600_000),
      lastSeen: last,
      services: ["http.autodiscover"],
      sources: ["192.0.2.77"],
      confirmed: (0..<15).map { name($0) + "@corp.example" }
    )
  }

  private static func findings(_ people: [Int], _ prior: PriorCampaign) async throws -> [Finding] {
    let folder = try ScanFolder()
    let log = try folder.write(laterLog(people), to: "auth.log")
    return try await ScanFolder.scan([log]) { $0.priorCampaigns = [prior] }.findings
  }

  @Test
  func `a spray in today's log follows from last week's finding, under the names of this service`()
    async throws
  {
    let earlier = Self.prior(lastSeen: -7 * Self.day)
    // The names of that service have a domain, those of this one have none.
    let follow = try #require(try await Self.findings(Array(0..<12), earlier).first)
    #expect(follow.pattern == .followOn)
    #expect(follow.follows == "rc-earlier")
    #expect(follow.stages.map(\.kind) == [.passwordSpray])
    #expect(follow.stages[0].accounts == (0..<12).map(Self.name).sorted())
    #expect(follow.sources.count == 4)
    #expect(follow.evidence.count == 12)
    #expect(follow.score.expectedFalseFindings < 0.005)
  }

  @Test
  func
    `a spray of others, and a campaign that this log holds or that is over for long, link nothing`()
    async throws
  {
    let others = Array(stride(from: 3, to: 120, by: 9))
    #expect(try await Self.findings(others, Self.prior(lastSeen: -7 * Self.day)).isEmpty)
    let spray = Array(0..<12)
    #expect(try await Self.findings(spray, Self.prior(lastSeen: 60)).isEmpty)
    #expect(try await Self.findings(spray, Self.prior(lastSeen: -91 * Self.day)).isEmpty)
  }
}
