import Foundation
import Lab

extension AuditEvaluation {
  /// The figures as Markdown.
  package func markdown(version: String) -> String {
    let honest = seeds.reduce(0) { $0 + $1.honestEndpoints }
    let falseCount = seeds.reduce(0) { $0 + $1.falseEndpoints.count }
    var table = MarkdownTable("planted", "named")
    for kind in OracleKind.allCases {
      let hits = seeds.count { $0.found.contains(kind) }
      table.rows.append([kind.rawValue, Figures.share(Proportion(hits, of: seeds.count))])
    }
    table.rows.append([
      "nothing", Figures.share(Proportion(falseCount, of: honest)),
    ])
    return """
      # Exposure audit: planted oracles

      `rollcall evaluate audit --seeds \(seedText)`, version \(version). Written by the program.

      Each seed is an access log of about \(requestText) requests with names at 12 endpoints, nginx's
      `$request_time` behind them, and the list of the directory. Three endpoints tell who exists, nine
      do not. One width of the bell of response times is 8 ms, one answer in a hundred is late by 50 to
      400 ms. What is honest and looks like an oracle: pages that repeat the name (and names that do not
      exist are longer), networks of 0 to 400 ms, load by the hour, a page that got longer on the third
      day while lists got better, people who ask for themselves only, 1 % refused for their rate.

      \(table.text)
      The 30 ms of the page that is always slower were read as \(shiftText).

      What this does not show: how often real endpoints confound the audit in ways that the lab does not
      know. Response times of the lab are independent of each other; those of a real server come in
      bursts, and the comparison within a source and an hour takes only part of that away.

      | seed | found | false | requests | shift, ms |
      | --- | --- | --- | --- | --- |
      \(seeds.map(\.row).joined())
      """
  }

  private var seedText: String {
    guard let first = seeds.first?.seed, let last = seeds.last?.seed else { return "" }
    return Int(last - first) == seeds.count - 1
      ? "\(first)...\(last)" : seeds.map { String($0.seed) }.joined(separator: ",")
  }

  private var requestText: String {
    let mean = seeds.reduce(0) { $0 + $1.requests } / max(1, seeds.count)
    return String(mean / 1000) + ",000"
  }

  private var shiftText: String {
    let shifts = seeds.compactMap(\.shift)
    guard let least = shifts.map(\.value).min(), let most = shifts.map(\.value).max() else {
      return "nothing"
    }
    let covered = shifts.count {
      $0.low <= OracleKind.milliseconds && OracleKind.milliseconds <= $0.high
    }
    return String(format: "%.1f to %.1f ms; ", least, most)
      + "the interval of 95 % held 30 in \(covered) of \(shifts.count)"
  }
}

extension AuditEvaluation.Seed {
  fileprivate var row: String {
    let range =
      shift.map { String(format: "%.1f (%.1f to %.1f)", $0.value, $0.low, $0.high) } ?? "-"
    return "| \(seed) | \(found.count) of 3 | \(falseEndpoints.count) | \(requests) | \(range) |\n"
  }
}
