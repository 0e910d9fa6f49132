import Foundation
import Model
import Scan
import Sigma
import Testing

@testable import Hunting

/// Hunts written as Sigma find what the hunts find.
struct SigmaRoundTripTests {
  /// A value for each parameter that has none.
  private static let parameters = ["canaries": "anna.keller,oracle,adam.fischer@corp.example"]

  private static let selection = HuntSelection(library: "all", parameters: parameters)

  private static func again(_ plan: HuntPlan) throws -> HuntPlan {
    let written = plan.sigma
    try #require(written.errors.isEmpty, "\(written.errors.map(\.text))")
    let text = written.documents.map(\.text).joined(separator: "---\n")
    let read = RuleReader().read(text, file: "again.yml")
    try #require(read.errors.isEmpty, "\(read.errors.map(\.text))")
    let made = HuntPlan.make(read.rules)
    try #require(made.errors.isEmpty, "\(made.errors.map(\.text))")
    return made.plan
  }

  /// What was found, without the file and line of the rule.
  private static func results(
    _ plan: HuntPlan,
    _ paths: [String]
  ) async throws -> [String] {
    let report = try await HuntRun(plan, ScanOptions(paths: paths, threads: 2)).run()
    return try report.hunts.map { hunt in
      var hunt = hunt
      (hunt.file, hunt.line) = ("", 0)
      return try ReportJSON.line(hunt)
    }
  }

  @Test
  func `the whole library means the same when it is written as Sigma and read again`() async throws
  {
    let plan = HuntPlan.make(try #require(Self.selection).rules).plan
    let again = try Self.again(plan)
    #expect(again.rules.rules.map(\.key) == plan.rules.rules.map(\.key))
    #expect(again.rules.reported == plan.rules.reported)
    let examples =
      URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path + "/Examples"
    let before = try await Self.results(plan, [examples])
    let after = try await Self.results(again, [examples])
    #expect(before == after)
    // Nothing would be compared if nothing were found.
    #expect(before.count { !$0.contains("\"count\":0,") } >= 10, "\(before)")
  }
}
