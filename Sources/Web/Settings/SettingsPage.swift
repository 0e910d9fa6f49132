import Model
import Scan
import WorkspaceStore

/// The settings, each with what it does.
struct SettingsPage {
  private static let logsShown = 200

  private let budget: AlertBudget
  private let entries: [AllowEntry]
  /// One more than are shown, where there are more.
  private let sources: [ReadLog]
  private let now: Timestamp
  private let visitor: Visitor

  init(of workspace: Workspace, at now: Timestamp, for visitor: Visitor) throws {
    budget = try AlertBudget.read(from: workspace)
    entries = try workspace.allowEntries()
    sources = try workspace.readLogs(limit: Self.logsShown + 1)
    (self.now, self.visitor) = (now, visitor)
  }

  var html: HTML {
    """
    <h1>Settings</h1>
    <p><a href="/tokens">Tokens for programs</a>\(links)</p>
    \(budgetForm)<section id="allow"><h2>Declared traffic</h2>\(allow)</section>
    <section><h2>Log sources</h2>\(sourceTable)</section>
    """
  }

  private var isLead: Bool { visitor.person.role >= .lead }

  private var links: HTML {
    """
    \(HTML.when(isLead, " · <a href=\"/audit\">Audit log</a>"))
    \(HTML.when(visitor.person.role == .admin, " · <a href=\"/people\">People and roles</a>"))
    """
  }

  private var budgetForm: HTML {
    """
    <section><h2>Alert budget</h2>
    <p>A scan of a log that is sent here may be expected to hold
    <b>\(String(budget.expectedFalseFindings))</b> false findings; \(String(AlertBudget.usual)) unless it
    is set. A smaller number asks for more evidence before something is a finding. It counts from the
    next scan on.</p>
    \(HTML.when(visitor.person.role == .admin, budgetField))</section>
    """
  }

  private var budgetField: HTML {
    """
    <form class="filters card" method="post" action="/settings/budget">\(visitor.formField)
    <label>Expected false findings a scan <input name="budget" inputmode="decimal"
    value="\(String(budget.expectedFalseFindings))" required></label><button>Set</button></form>
    """
  }

  private var allow: HTML {
    let rows: [HTML] = entries.map(row)
    let table: HTML = """
      <div class="wide" tabindex="0" role="group" aria-label="Table"><table><thead><tr><th>Covers</th><th>From</th><th>Expires, UTC</th>
      <th>Owner</th><th>Reason</th><th>Change</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
    let empty: HTML = """
      <p class="empty">Nothing is declared. Declare an own scanner, monitor or migration here: a finding
      all of whose attempts it covers is kept as authorised and listed behind the others.</p>
      """
    return "\(rows.isEmpty ? empty : table)\(HTML.when(isLead, form))"
  }

  private func row(_ entry: AllowEntry) -> HTML {
    let covers = [
      ("source", entry.source), ("client", entry.client), ("name", entry.name),
      ("service", entry.service),
    ].compactMap { name, value in value.map { "\(name) \($0)" } }.joined(separator: ", ")
    let isOver = entry.expires <= now
    return """
      <tr data-row><td>\(covers)<br><span class="quiet">\(entry.id)</span></td>
      <td>\(entry.begins.map { TimeText.minute($0) } ?? "ever")</td>
      <td>\(TimeText.minute(entry.expires)) \(HTML.when(isOver, "<span class=\"tag\">expired</span>"))</td>
      <td>\(entry.owner)</td><td>\(entry.reason)</td>
      <td>\(HTML.when(isLead, removal(entry)))</td></tr>
      """
  }

  private func removal(_ entry: AllowEntry) -> HTML {
    """
    <form method="post" action="/settings/allow/\(entry.id)/remove">\(visitor.formField)
    <button class="quiet">Take back</button></form>
    """
  }

  private var form: HTML {
    """
    <form class="filters card" method="post" action="/settings/allow">\(visitor.formField)
    <label>Source: address or block <input name="source"></label>
    <label>Client, * for anything <input name="client"></label>
    <label>Account, * for anything <input name="name"></label>
    <label>Service <input name="service"></label>
    <label>From <input type="date" name="from"></label>
    <label>Expires <input type="date" name="expires" required></label>
    <label>Owner <input name="owner" required></label>
    <label>Reason <input name="reason" required></label><button>Declare</button></form>
    """
  }

  private var sourceTable: HTML {
    let rows: [HTML] = sources.prefix(Self.logsShown).map { source in
      """
      <tr data-row><td data-label="Log">\(source.input.path)</td><td data-label="Format"><code>\(source.input.format)</code></td>
      <td data-label="Last read">\(TimeText.minute(source.readAt))</td>
      <td class="number" data-label="Records">\(source.input.records)</td>
      <td class="number" data-label="Not understood">\(source.input.notUnderstood)</td></tr>
      """
    }
    if rows.isEmpty { return "<p class=\"empty\">No log was read yet.</p>" }
    return """
      <table class="rows"><thead><tr><th>Log</th><th>Format</th><th>Last read, UTC</th>
      <th class="number">Records</th><th class="number">Not understood</th></tr></thead>
      <tbody>\(rows)</tbody></table>
      \(HTML.when(sources.count > rows.count, "<p>and more: <a href=\"/jobs\">all scans</a></p>"))
      """
  }
}
