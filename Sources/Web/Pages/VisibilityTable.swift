import LogFormats
import Model

/// What each log can show of a roll call, what it hides, and whether this workspace has read one.
struct VisibilityTable {
  /// The formats of the workspace's scans.
  let present: Set<String>

  var html: HTML {
    let rows: [HTML] = LogFormats.all.map { row($0.facts) }
    return """
      <div class="wide" tabindex="0" role="group" aria-label="Table"><table><thead><tr><th>Log</th><th>Read here</th><th>Shows attempts at</th>
      <th>Shows what was confirmed</th><th>Cannot show</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  private func row(_ facts: FormatFacts) -> HTML {
    let services = facts.services.map(\.service.name).joined(separator: ", ")
    let shown = Set(facts.services.map(\.confirmedVisibility.rawValue)).sorted()
    var seen: Set<VisibilityGap> = []
    let gaps: [HTML] = facts.services.flatMap(\.gaps).filter { seen.insert($0).inserted }
      .map { "<li>\($0.text)</li>" }
    return """
      <tr><td><code>\(facts.id)</code><br>\(facts.title)</td>
      <td>\(present.contains(facts.id) ? "yes" : "no")</td><td>\(services)</td>
      <td>\(shown.joined(separator: ", "))</td>
      <td><details><summary>\(gaps.count) gaps</summary><ul>\(gaps)</ul></details></td></tr>
      """
  }
}
