import Foundation
import Hunting
import Model
import Scan
import Sigma

/// Reads logs for what they say of controls, in three streamed passes.
struct ControlLogs: Sendable {
  /// Lines cited of each statement.
  private static let citedLines = 3

  let options: ScanOptions
  /// Only what was logged from then on. Lines without a time are kept.
  let since: Timestamp?

  static var rules: (rules: [SigmaRule], errors: [RuleError]) {
    let text = String(decoding: PackageResources.controls_yml, as: UTF8.self)
    let selection = HuntSelection(text: text, name: "controls.yml", parameters: [:])
    return (selection.rules, selection.errors)
  }

  /// - Throws: `CancellationError` only.
  func read() async throws -> (
    observations: [(Control, ControlObservation)], failures: [Diagnostic]
  ) {
    let (plan, errors) = HuntPlan.make(Self.rules.rules)
    precondition(errors.isEmpty, "a rule of ours cannot be run: \(errors.map(\.text))")
    let limit = since == nil ? Self.citedLines : nil
    var report = try await HuntRun(plan, options, lineLimit: limit).run()
    if let since { report.keep(since: since) }
    let found = Dictionary(report.hunts.map { ($0.key, $0) }) { first, _ in first }
    let observations = ControlSignal.all.compactMap { signal in
      Self.observation(signal, found).map { (signal.control, $0) }
    }
    return (observations, report.failures)
  }

  private static func observation(
    _ signal: ControlSignal,
    _ found: [String: HuntResult]
  ) -> ControlObservation? {
    func count(_ rule: String?) -> Int { rule.flatMap { found[$0]?.count } ?? 0 }
    guard let hunt = found[signal.rule], hunt.count >= signal.least,
      signal.requires == nil || count(signal.requires) > 0, count(signal.unless) == 0
    else { return nil }
    let lines = hunt.lines.isEmpty ? hunt.groups.flatMap(\.lines) : hunt.lines
    // Where a line has no time, the rest say nothing of when it was.
    let isDated = lines.prefix(citedLines).allSatisfy { $0.time != nil }
    return ControlObservation(
      signal.state,
      .log,
      scope: signal.scope,
      signal.statement,
      isIndirect: signal.isIndirect,
      count: hunt.count,
      firstTime: isDated ? hunt.firstTime : nil,
      lastTime: isDated ? hunt.lastTime : nil,
      citations: lines.prefix(citedLines).map(ControlCitation.init)
    )
  }
}

extension ControlCitation {
  init(_ line: HuntLine) {
    self.init(
      file: line.file,
      line: line.line,
      offset: line.byteOffset,
      length: line.byteLength,
      sha256: line.sha256
    )
  }
}

extension HuntReport {
  /// Leaves out what was before `since`.
  fileprivate mutating func keep(since: Timestamp) {
    for index in hunts.indices {
      let isRecords = hunts[index].groups.isEmpty
      hunts[index].lines.removeAll { $0.time.map { $0 < since } ?? false }
      hunts[index].groups.removeAll { $0.lastTime < since }
      let (lines, groups) = (hunts[index].lines, hunts[index].groups)
      hunts[index].count = isRecords ? lines.count : groups.count
      let times = lines.compactMap(\.time) + groups.flatMap { [$0.firstTime, $0.lastTime] }
      (hunts[index].firstTime, hunts[index].lastTime) = (times.min(), times.max())
    }
  }
}
