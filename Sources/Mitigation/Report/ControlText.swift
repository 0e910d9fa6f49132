package import Model
import Scan

/// A control as lines for people.
package struct ControlText {
  private let showsOn: Bool

  package init(showsOn: Bool = true) { self.showsOn = showsOn }

  package func text(of record: ControlRecord, duty: ControlDuty?, at now: Timestamp) -> String {
    var lines = ["\(record.state.rawValue.uppercased())  \(record.id)  \(record.title)"]
    for observation in record.observations { lines += self.lines(of: observation) }
    if !record.wouldTell.isEmpty {
      lines.append("  would tell: " + record.wouldTell.joined(separator: "; "))
    }
    if let trade = Control(rawValue: record.id)?.tradeOff { lines.append("  note: \(trade)") }
    if let duty { lines += Self.lines(of: duty, at: now) }
    return lines.map { VisibleText.escaped($0) + "\n" }.joined()
  }

  private func lines(of observation: ControlObservation) -> [String] {
    let count =
      observation.kind == .log && observation.count > 1
      ? " (\(observation.count) times)" : ""
    let span = [observation.firstTime, observation.lastTime].compactMap { $0.map(TimeText.minute) }
    let when = span.isEmpty ? "" : ", " + Set(span).sorted().joined(separator: " to ")
    let weight = observation.isIndirect ? ", indirect" : ""
    let head =
      "  \(observation.state.rawValue) at \(observation.scope): \(observation.statement)\(count)"
    return [head + when + weight] + observation.citations.map { "    " + Self.place(of: $0) }
  }

  package static func place(of citation: ControlCitation) -> String {
    var text = citation.line.map { "\(citation.file):\($0)" } ?? citation.file
    if let offset = citation.offset, let length = citation.length {
      text += " (\(offset)+\(length) sha256 \(citation.sha256 ?? ""))"
    }
    return citation.text.map { "\(text): \($0)" } ?? text
  }

  static func lines(of duty: ControlDuty, at now: Timestamp) -> [String] {
    var lines: [String] = []
    if let owner = duty.owner { lines.append("  owner: \(owner)") }
    if let due = duty.due {
      lines.append("  due: \(TimeText.minute(due))" + (due < now ? " (past)" : ""))
    }
    if let acceptance = duty.acceptance {
      let end = TimeText.minute(acceptance.expires)
      let state = acceptance.expires < now ? "risk was accepted until" : "risk accepted until"
      lines.append("  \(state) \(end): \(acceptance.reason) (\(acceptance.person))")
    }
    return lines
  }
}
