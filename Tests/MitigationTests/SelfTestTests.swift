import Foundation
import Model
import Scan
import Testing

@testable import Mitigation

/// Plans, and what logs say after them.
struct SelfTestTests {
  private static let now = Timestamp(year: 2026, month: 3, day: 2)

  private static func plan(_ flows: [String], hit: String? = nil) -> SelfTestPlan {
    SelfTestPlan(
      flows: SignInFlow.all.filter { flows.contains($0.id) },
      domain: "corp.example",
      hit: hit,
      at: now
    )
  }

  private static func check(
    _ plan: SelfTestPlan,
    _ files: [String: String],
    performed: Timestamp? = nil
  ) async throws -> VisibilityMatrix {
    let folder = try CheckFolder(files)
    return try await SelfTestCheck(
      plan: plan,
      performed: performed,
      paths: [folder.path],
      options: ScanOptions(paths: [], threads: 2)
    ).run(at: now).matrix
  }

  @Test
  func `flows are sorted, and each name of a plan is its own`() {
    #expect(SignInFlow.all.map(\.id) == SignInFlow.all.map(\.id).sorted())
    let plan = Self.plan(SignInFlow.all.map(\.id))
    #expect(plan.steps.count == 2 * SignInFlow.all.count)
    #expect(Set(plan.steps.map(\.name)).count == plan.steps.count)
    #expect(plan.steps.allSatisfy { plan.isOwn($0) && plan.text.contains($0.name) })
    // Windows cuts names after 20 letters.
    #expect(plan.steps.allSatisfy { $0.name.prefix { $0 != "@" }.count <= 20 })
  }

  @Test
  func `the matrix says what was logged, as what, and how late`() async throws {
    let plan = Self.plan(["ssh-password", "smtp-rcpt"])
    let names = plan.steps.map(\.name)
    let log = """
      2026-03-02T00:00:05Z mx postfix/smtpd[9]: NOQUEUE: reject: RCPT from p[203.0.113.7]: 550 5.1.1 <\(names[0])>: Recipient address rejected: User unknown; from=<a@b.example> to=<\(names[0])> proto=ESMTP helo=<p>
      2026-03-02T00:00:07Z h sshd[7]: Invalid user \(names[2]) from 203.0.113.7 port 22
      2026-03-02T00:00:09Z h sshd[7]: Failed password for \(names[3].prefix { $0 != "@" }) from 203.0.113.7 port 22 ssh2

      """
    let matrix = try await Self.check(plan, ["mail.log": log], performed: Self.now)
    #expect(matrix.rows.map(\.flow) == ["smtp-rcpt", "ssh-password"])
    #expect(matrix.rows[0].miss?.logged == .yes)
    #expect(matrix.rows[0].miss?.decodedAs == "postfix.recipient, absent")
    #expect(matrix.rows[0].miss?.delaySeconds == 5)
    #expect(matrix.rows[0].hit?.logged == .no)
    #expect(matrix.rows[1].miss?.logged == .yes)
    #expect(matrix.rows[1].hit?.delaySeconds == 9)
    #expect(matrix.rows[1].hit?.citation?.file.hasSuffix("mail.log") == true)
    #expect(matrix.rows[1].hit?.citation?.sha256?.count == 64)
  }

  @Test(arguments: ["2026-03-02T09:00:00Z", "2026-03-02T09:00:00.000Z"])
  func `a time that a person wrote into a plan is read`(time: String) throws {
    let text =
      #"{"flow":"ssh-password","side":"hit","name":"a","instruction":"i","performed":"\#(time)"}"#
    let step = try JSONDecoder().decode(SelfTestPlan.Step.self, from: Data(text.utf8))
    #expect(step.performed?.rfc3339.hasPrefix("2026-03-02T09:00:00") == true)
    #expect(throws: (any Error).self) {
      let broken = text.replacing(time, with: "at nine")
      return try JSONDecoder().decode(SelfTestPlan.Step.self, from: Data(broken.utf8))
    }
  }

  @Test
  func `silence means nothing unless somebody says that it was done`() async throws {
    let plan = Self.plan(["ssh-password"])
    let matrix = try await Self.check(plan, ["a.log": "2026-03-02T00:00:05Z h sshd[7]: x\n"])
    #expect(matrix.rows[0].miss?.logged == .unknown)
  }

  @Test
  func `a name in a file of no known format is found, in any case, also as UTF-16`() async throws {
    let plan = Self.plan(["web-vpn"])
    let name = plan.steps[0].name.uppercased()
    let wide = plan.steps[1].name.flatMap { "\($0)\0" }
    let matrix = try await Self.check(
      plan,
      ["vpn.txt": "x\nlogin failed user=\(name)\n", "w.bin": "\u{1}\u{2}" + String(wide)],
      performed: Self.now
    )
    let miss = try #require(matrix.rows[0].miss)
    #expect(miss.logged == .yes)
    #expect(miss.decodedAs == nil)
    #expect(miss.citation?.offset == 2)
    #expect(matrix.rows[0].hit?.logged == .yes)
  }

  @Test
  func `an account that several flows share is told apart by its service`() async throws {
    let plan = Self.plan(["ssh-password", "smtp-auth", "teams-search"], hit: "own.test")
    let log =
      "2026-03-02T00:00:09Z h sshd[7]: Failed password for own.test from 203.0.113.7 port 22 ssh2\n"
    let matrix = try await Self.check(plan, ["a.log": log], performed: Self.now)
    let hits = Dictionary(matrix.rows.map { ($0.flow, $0.hit?.logged) }) { $1 }
    #expect(hits["ssh-password"] == .yes)
    #expect(hits["smtp-auth"] == .no)
    #expect(hits["teams-search"] == .unknown)
  }
}
