import ArgumentParser
import Scan

/// How findings are put in order and cut.
struct TriageOptions: ParsableArguments {
  @Option(help: "Share of false findings that the queue may hold on average (e-BH).")
  var fdr: Double?

  @Option(
    help: ArgumentHelp(
      "Page for what chance alone would do in at most this share of scans.",
      valueName: "alpha"
    )
  )
  var page: Double?

  @Option(
    help: ArgumentHelp("Show only so many findings a day, the most pressing.", valueName: "n/day")
  )
  var budget: Budget?

  /// `20` or `20/day`.
  struct Budget: ExpressibleByArgument {
    var count: Int

    init?(argument: String) {
      let text = argument.hasSuffix("/day") ? argument.dropLast("/day".count) : argument[...]
      guard let count = Int(text), count > 0 else { return nil }
      self.count = count
    }
  }

  func validate() throws {
    for (name, value) in [("fdr", fdr), ("page", page)] {
      guard let value else { continue }
      if !(value > 0 && value < 1) { throw ValidationError("--\(name) must be between 0 and 1.") }
    }
  }

  /// `nil` where nothing was asked for.
  var rule: TriageRule? {
    fdr == nil && page == nil && budget == nil ? nil : ruleOrUsual
  }

  var ruleOrUsual: TriageRule {
    let usual = TriageRule()
    return TriageRule(
      fdr: fdr ?? usual.fdr,
      pageLevel: page ?? usual.pageLevel,
      budget: budget?.count
    )
  }
}
