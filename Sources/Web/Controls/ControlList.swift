import Mitigation
import Model
import Scan
import WorkspaceStore

/// Controls with their states, evidence and who answers for them, and the form that sets it.
struct ControlList {
  let controls: [ControlPage]
  let visitor: Visitor
  let now: Timestamp
  /// The page to go back to.
  let technique: String

  var html: HTML {
    if controls.isEmpty { return "" }
    let items: [HTML] = controls.map(item)
    let counts = [ControlState.off, .conflicting, .on, .unknown].map { state in
      "\(controls.count { $0.record.state == state }) \(state.rawValue)"
    }
    return """
      <h3>Controls</h3>
      <p class="quiet">\(controls.count) controls: \(counts.joined(separator: ", ")). States come from
      <code>rollcall mitigation check</code> over logs and configurations.</p>
      <ul class="uses controls">\(items)</ul>
      """
  }

  private func item(_ page: ControlPage) -> HTML {
    let state = page.record.state
    let alarm: HTML = state == .off || state == .conflicting ? " alarm" : ""
    return """
      <li><details><summary><span class="tag\(alarm)">\(state.rawValue)</span>
      <strong>\(page.record.title)</strong> \(inBrief(page))</summary>
      \(evidence(page))\(history(page))\(form(page))</details></li>
      """
  }

  private func inBrief(_ page: ControlPage) -> HTML {
    var parts: [String] = []
    if let owner = page.duty?.owner { parts.append(owner) }
    if let due = page.duty?.due { parts.append("due \(day(due))" + (due < now ? ", past" : "")) }
    if let acceptance = page.duty?.acceptance {
      let end = day(acceptance.expires)
      parts.append(
        acceptance.expires < now ? "acceptance ended \(end)" : "risk accepted until \(end)"
      )
    }
    return HTML.when(
      !parts.isEmpty,
      "<span class=\"quiet\">\(parts.joined(separator: " · "))</span>"
    )
  }

  private func day(_ moment: Timestamp) -> String { String(moment.rfc3339.prefix(10)) }

  private func evidence(_ page: ControlPage) -> HTML {
    let seen: [HTML] = page.record.observations.map { observation in
      let places: [HTML] = observation.citations.map {
        "<br><code>\(ControlText.place(of: $0))</code>"
      }
      let count =
        observation.kind == .log && observation.count > 1
        ? ", \(observation.count) times" : ""
      let indirect = observation.isIndirect ? ", indirect" : ""
      return """
        <li><span class="tag">\(observation.state.rawValue)</span> \(observation.scope):
        \(observation.statement)\(count)\(indirect)\(places)</li>
        """
    }
    let tells: [HTML] = page.record.wouldTell.map { "<li>\($0)</li>" }
    let trade: HTML? = Control(rawValue: page.record.id)?.tradeOff.map {
      "<p class=\"note\">\($0)</p>"
    }
    return """
      \(HTML.when(!seen.isEmpty, "<ul>\(seen)</ul>"))
      \(HTML.when(!tells.isEmpty, "<p>This would tell:</p><ul>\(tells)</ul>"))
      \(trade ?? "")
      """
  }

  private func history(_ page: ControlPage) -> HTML {
    guard let checkedAt = page.checkedAt else { return "" }
    let steps = page.changes.map { "\($0.state.rawValue) \(TimeText.minute($0.at))" }
    return """
      <p class="quiet">Checked \(TimeText.minute(checkedAt)) UTC;
      states: \(steps.joined(separator: ", "))</p>
      """
  }

  private func form(_ page: ControlPage) -> HTML {
    let duty = page.duty
    let reason = duty?.acceptance?.reason ?? ""
    let accepted: HTML =
      duty?.acceptance.map { "<p>Risk accepted by \($0.person): \($0.reason)</p>" } ?? ""
    if visitor.person.role < .analyst { return accepted }
    return """
      \(accepted)<form class="filters" method="post" action="/controls/\(page.record.id)">
      \(visitor.formField)<input type="hidden" name="technique" value="\(technique)">
      <label>Owner <input name="owner" maxlength="200" value="\(duty?.owner ?? "")"></label>
      <label>Due <input type="date" name="due" value="\(duty?.due.map(day) ?? "")"></label>
      <label>Risk accepted, because
      <input name="accepted_reason" maxlength="2000" value="\(reason)"></label>
      <label>Accepted until <input type="date" name="accepted_until"
      value="\(duty?.acceptance.map { day($0.expires) } ?? "")"></label>
      <button>Set</button></form>
      """
  }
}
