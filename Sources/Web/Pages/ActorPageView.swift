import Knowledge

/// The page of a group, a campaign or software.
struct ActorPageView {
  let page: ActorPage

  var html: HTML {
    """
    <p class="crumbs">\(page.id) · \(page.kind) · \(page.release) \(page.status)</p>
    <h1>\(page.name)</h1><p>\(page.aliases.joined(separator: ", "))</p>
    <p class="text">\(page.description?.text ?? "")</p>
    <p>\(HTML.outside(page.permalink, page.permalink))</p>\(techniques)
    \(ties("Software", page.software, "software"))\(ties("Used by", page.users, "actors"))
    \(ties("Attributed", page.attributed, "actors"))\(nearest)\(reports)
    """
  }

  private var techniques: HTML {
    let rows: [HTML] = page.techniques.map { use in
      """
      <tr data-row><td><a href="/techniques/\(use.technique.id)">\(use.technique.id)
      \(use.technique.name)</a></td><td>\(use.tactics.joined(separator: ", "))</td>
      <td class="number">\(use.usedBy) of \(page.actorsInATTACK)</td></tr>
      """
    }
    if rows.isEmpty { return "" }
    return """
      <section><h2>Techniques</h2><table><thead><tr><th>Technique</th><th>Tactics</th>
      <th class="number">Actors that use it</th></tr></thead><tbody>\(rows)</tbody></table></section>
      """
  }

  private func ties(_ title: String, _ ties: [ActorPage.Tie], _ folder: String) -> HTML {
    if ties.isEmpty { return "" }
    let items: [HTML] = ties.map {
      """
      <li><a href="/\(folder)/\($0.object.id)">\($0.object.id) \($0.object.name)</a>
      <span class="tag">\($0.kind)</span></li>
      """
    }
    return "<section><h2>\(title)</h2><ul class=\"uses\">\(items)</ul></section>"
  }

  private var nearest: HTML {
    let items: [HTML] = page.nearest.map { near in
      let shared = near.shared.map(\.id).joined(separator: ", ")
      return
        "<li><a href=\"/actors/\(near.actor.id)\">\(near.actor.id) \(near.actor.name)</a> shares \(shared)</li>"
    }
    return items.isEmpty
      ? "" : "<section><h2>Nearest actors</h2><ul class=\"uses\">\(items)</ul></section>"
  }

  private var reports: HTML {
    let items: [HTML] = page.reports.map { "<li>\(TechniquePageView.cited($0.report))</li>" }
    return """
      <section><h2>Reports</h2>\(TechniquePageView.list(items, "ATT&amp;CK cites none."))</section>
      """
  }
}
