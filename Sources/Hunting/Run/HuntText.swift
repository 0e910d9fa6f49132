import Model
import Scan

/// A result for a terminal.
package struct HuntText: Sendable {
  private let showsText: Bool
  /// Groups shown of one correlation.
  private static let groupLimit = 25

  package init(showsText: Bool) {
    self.showsText = showsText
  }

  package func text(of hunt: HuntResult) -> String {
    let techniques = hunt.techniques.isEmpty ? "" : " [\(hunt.techniques.joined(separator: " "))]"
    var text = "\(VisibleText.escaped(hunt.title + techniques))\n  \(summary(hunt))\n"
    for group in hunt.groups.prefix(Self.groupLimit) { text += self.text(of: group) }
    if hunt.groups.count > Self.groupLimit {
      text += "  … and \(hunt.groups.count - Self.groupLimit) more groups: --json\n"
    }
    for line in hunt.lines { text += self.text(of: line) }
    if hunt.groups.isEmpty, hunt.lines.count < hunt.count {
      text += "    … and \(hunt.count - hunt.lines.count) more lines: --limit or --json\n"
    }
    return text
  }

  private func summary(_ hunt: HuntResult) -> String {
    if hunt.eventCount == 0 { return "not run: no log or finding here is such a record" }
    var parts = ["\(hunt.count) found in \(hunt.eventCount) records"]
    if let new = hunt.newCount { parts.append("\(new) new") }
    if let first = hunt.firstTime, let last = hunt.lastTime {
      parts.append("\(first.rfc3339) to \(last.rfc3339)")
    }
    if hunt.unplacedCount > 0 {
      parts.append("\(hunt.unplacedCount) matches left out: no time, or no value to group by")
    }
    return parts.joined(separator: "; ")
  }

  private func text(of group: HuntGroup) -> String {
    let values = group.fields.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    let new = group.isNew == true ? "new: " : ""
    var text = "  " + VisibleText.escaped(new + (values.isEmpty ? "all" : values))
    text += ": \(group.peak) in one window, \(group.matchCount) records, "
    text += "\(group.firstTime.rfc3339) to \(group.lastTime.rfc3339)\n"
    for line in group.lines { text += self.text(of: line) }
    if group.lines.count < group.matchCount {
      text += "    … and \(group.matchCount - group.lines.count) more lines: --limit\n"
    }
    return text
  }

  private func text(of finding: String, _ line: HuntLine) -> String {
    let new = line.isNew == true ? "new: " : ""
    let time = line.time.map { "  \($0.rfc3339)" } ?? ""
    return "    \(new)finding \(finding)\(time)\n"
  }

  private func text(of line: HuntLine) -> String {
    if let finding = line.finding { return text(of: finding, line) }
    let place = line.line.map { "\(line.file):\($0)" } ?? line.file
    let new = line.isNew == true ? "new: " : ""
    let time = line.time.map { "  \($0.rfc3339)" } ?? ""
    let head = "    \(new)\(VisibleText.escaped(place))  byte \(line.byteOffset)\(time)\n"
    return showsText && !line.text.isEmpty
      ? head + "      \(VisibleText.escaped(line.text))\n" : head
  }
}
