import Detection
package import Model

/// A baseline for people.
package enum BaselineText {
  private static let shown = 10

  package static func line(of version: BaselineVersion) -> String {
    let end = version.through.values.max().map { " through \(time($0)) UTC" } ?? ""
    let origin = version.scanID.map { "learned from \($0)" } ?? "new beginning"
    return VisibleText.escaped(
      "\(version.version)  \(TimeText.minute(version.madeAt)) UTC  \(origin)\(end)"
    ) + "\n"
  }

  /// The nulls, and how much of the rest there is; the first few of each list.
  package static func text(of baseline: Baseline) -> String {
    let nulls = BaselineNull.all(of: baseline).map(\.line)
    let accounts = baseline.names.count { !$0.uses.isEmpty }
    let stale = baseline.staleNames.filter(\.isHabit)
    var lines = ["Ordinary rates"] + (nulls.isEmpty ? ["  none yet"] : nulls)
    lines.append("Names that exist: \(Figure.grouped(baseline.names.count))")
    lines.append("Accounts with their usual sources: \(Figure.grouped(accounts))")
    lines.append("Stale names: \(Figure.grouped(stale.count))")
    lines += stale.prefix(shown).map { "  \($0.name) from \($0.source), \($0.days) days" }
    lines.append("Scheduled jobs: \(Figure.grouped(baseline.jobs.count))")
    lines += baseline.jobs.prefix(shown).map {
      "  \($0.name) from \($0.source), every \($0.periodSeconds) s, \($0.count) times"
    }
    lines.append("Logs learned from")
    lines += baseline.through.sorted { $0.key < $1.key }.map {
      "  \($0.key) through \(time($0.value)) UTC"
    }
    return lines.map { VisibleText.escaped($0) + "\n" }.joined()
  }

  private static func time(_ seconds: UInt32) -> String {
    TimeText.minute(Timestamp(millisecondsSince1970: Int64(seconds) * 1000))
  }
}
