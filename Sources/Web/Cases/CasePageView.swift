import Model
import Scan
import WorkspaceStore

/// A case: its findings, notes, tasks, and all that was done.
struct CasePageView {
  let file: CaseFile
  let findings: [(id: String, text: String)]
  let people: [Person]
  let visitor: Visitor

  private var mayWrite: Bool { visitor.person.role >= .analyst }

  var html: HTML {
    """
    <nav class="crumbs"><a href="/cases">Cases</a> › \(file.id)</nav><h1>\(file.title)</h1>
    <p>\(file.isOpen ? "Open" : "Closed"), \(file.assignee.isEmpty ? "assigned to nobody" : "assigned to \(file.assignee)").
    </p><p>Report: <a href="/cases/\(file.id)/report">to print</a> ·
    <a href="/cases/\(file.id)/report.html">as a file</a> ·
    <a href="/cases/\(file.id)/report.pdf">as PDF</a></p>
    <div class="buttons">\(button(file.isOpen ? .closed : .reopened, file.isOpen ? "Close" : "Reopen"))
    \(assignment)\(HTML.when(mayWrite, export))</div>
    \(EvidenceForm.html(visitor, action: "/cases/\(file.id)/report", button: "Keep the report as an exhibit"))
    <h2>Findings</h2>\(findingList)\(field(.findingAdded, "Id of a finding", "Add", isTarget: true))
    <h2>Tasks</h2>\(tasks)\(field(.task, "New task", "Add"))
    <h2>Notes</h2>\(notes)\(noteForm)
    <h2>Timeline</h2>\(timeline)
    """
  }

  private var export: HTML {
    """
    <form class="inline" method="post" action="/cases/\(file.id)/export.zip">\(visitor.formField)
    <button class="quiet">Everything as ZIP</button></form>
    """
  }

  /// To anybody who may work on cases, or to nobody.
  private var assignment: HTML {
    if !mayWrite { return "" }
    let names = people.filter { $0.role >= .analyst }.map(\.name)
    let options: [HTML] = ([""] + names).map { name in
      let mark: HTML = name == file.assignee ? " selected" : ""
      return "<option value=\"\(name)\"\(mark)>\(name.isEmpty ? "nobody" : name)</option>"
    }
    return """
      <form class="inline" method="post" action="/cases/\(file.id)">\(hidden(.assigned))
      <label>Assigned to <select name="body">\(options)</select></label>
      <button class="quiet">Assign</button></form>
      """
  }

  private var findingList: HTML {
    let items: [HTML] = findings.map { finding in
      """
      <li data-row><a href="/findings/\(finding.id)">\(finding.text)</a>
      \(button(.findingRemoved, "Take out", target: finding.id))</li>
      """
    }
    return TechniquePageView.list(items, "None.")
  }

  private var tasks: HTML {
    let items: [HTML] = file.tasks.map { task in
      let number = String(task.number)
      let change =
        task.isDone
        ? button(.taskReopened, "Not done", target: number)
        : button(.taskDone, "Done", target: number)
      return """
        <li data-row>\(task.isDone ? "☑" : "☐") \(task.text)
        <span class="quiet">\(task.person), \(TimeText.minute(task.at))</span>\(change)</li>
        """
    }
    return TechniquePageView.list(items, "None.")
  }

  private var notes: HTML {
    let items: [HTML] = file.notes.map { note in
      guard let last = note.versions.last else { return "" }
      let older: [HTML] = note.versions.dropLast().reversed().map {
        "<li><span class=\"quiet\">\($0.person), \(TimeText.minute($0.at))</span><br>\($0.text)</li>"
      }
      let history: HTML = """
        <details><summary>\(older.count) earlier</summary><ul>\(older)</ul></details>
        """
      return """
        <li data-row><span class="quiet">\(last.person), \(TimeText.minute(last.at))</span>
        <br><span class="text">\(last.text)</span>\(HTML.when(!older.isEmpty, history))
        \(change(note, last.text))</li>
        """
    }
    return TechniquePageView.list(items, "None.")
  }

  private func change(_ note: CaseFile.Note, _ text: String) -> HTML {
    if !mayWrite { return "" }
    let number = String(note.number)
    return """
      <details class="change"><summary>Change</summary><form method="post" action="/cases/\(file.id)">
      \(hidden(.noteChanged, target: number))
      <textarea name="body" rows="4" cols="60" aria-label="Note \(number)" required>\(text)</textarea>
      <br><button>Keep</button></form></details>
      """
  }

  private var noteForm: HTML {
    if !mayWrite { return "" }
    return """
      <form class="card" method="post" action="/cases/\(file.id)">\(hidden(.note))
      <label>New note<br><textarea name="body" rows="4" cols="60" required></textarea></label>
      <br><button>Add</button></form>
      """
  }

  private var timeline: HTML {
    let rows: [HTML] = file.events.map { event in
      """
      <tr data-row><td data-label="At">\(event.at.rfc3339)</td><td data-label="Who">\(event.person)</td>
      <td data-label="What">\(event.kind.rawValue)</td>
      <td data-label="Of what">\(LinkedIDs.html(event.target))</td>
      <td data-label="Text">\(String(event.body.prefix(120)))</td></tr>
      """
    }
    return """
      <table class="rows"><thead><tr><th>At, UTC</th><th>Who</th><th>What</th><th>Of what</th>
      <th>Text</th></tr></thead><tbody>\(rows)</tbody></table>
      """
  }

  private func hidden(_ kind: CaseEvent.Kind, target: String = "") -> HTML {
    """
    \(visitor.formField)<input type="hidden" name="kind" value="\(kind.rawValue)">
    \(HTML.when(!target.isEmpty, "<input type=\"hidden\" name=\"target\" value=\"\(target)\">"))
    """
  }

  private func button(
    _ kind: CaseEvent.Kind,
    _ name: String,
    target: String = "",
    body: String = ""
  ) -> HTML {
    if !mayWrite { return "" }
    return """
      <form class="inline" method="post" action="/cases/\(file.id)">\(hidden(kind, target: target))
      <input type="hidden" name="body" value="\(body)"><button class="quiet">\(name)</button></form>
      """
  }

  private func field(
    _ kind: CaseEvent.Kind,
    _ label: String,
    _ button: String,
    isTarget: Bool = false
  ) -> HTML {
    if !mayWrite { return "" }
    return """
      <form class="filters" method="post" action="/cases/\(file.id)">\(hidden(kind))
      <label>\(label) <input name="\(isTarget ? "target" : "body")" required></label>
      <button>\(button)</button></form>
      """
  }
}
