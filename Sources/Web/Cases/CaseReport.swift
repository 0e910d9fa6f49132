import Custody
import Model
import Scan
import WorkspaceStore

/// A case as a report for people, to be read or printed. Every sentence on a finding ends in what it
/// rests on: the cited lines, the finding's record, or the entry of the case; where these are exhibits,
/// they lead to their bytes.
struct CaseReport {
  let file: CaseFile
  let findings: [FindingExhibits]
  let links: ReportLinks
  let at: Timestamp
  /// The case as it is now, where it is an exhibit: what notes, tasks and entries lead to.
  private var record: Exhibit? { links.record }

  init(
    file: CaseFile,
    _ form: ReportLinks.Form = .pages,
    in workspace: Workspace,
    at: Timestamp
  ) throws {
    (self.file, self.at) = (file, at)
    links = try ReportLinks(form, of: file, in: workspace)
    findings = try file.findings.map { id in
      let shown = 0..<FindingExhibits.linesLookedUp
      let stored = try workspace.finding(id: id, evidence: shown)
      return try FindingExhibits(
        of: stored.finding,
        lineTotal: stored.evidenceCount,
        in: workspace
      )
    }
  }

  var html: HTML {
    """
    <p class="crumbs">\(home) · as of \(at.rfc3339)</p>
    <h1>\(file.title)</h1>
    <h2>In short</h2><ul>\(findings.map(Self.headline))</ul>
    \(HTML.when(findings.isEmpty, "<p>The case holds no finding.</p>"))\(gap)
    <h2>Notes</h2>\(TechniquePageView.list(notes, "None."))
    <h2>Tasks</h2>\(TechniquePageView.list(tasks, "None."))
    \(findings.map { CaseReportFinding(exhibits: $0, links: links).html })
    <h2>Entries of the case</h2>\(record.map { "<p>Each is in the record \(links.link($0)).</p>" } ?? "")<ol class="entries">\(entries)</ol>
    """
  }

  private var home: HTML {
    switch links.form {
    case .pages: "<a href=\"/cases/\(file.id)\">\(file.id)</a>"
    case .files: "\(file.id)"
    }
  }

  private static func headline(_ exhibits: FindingExhibits) -> HTML {
    let finding = exhibits.finding
    return "<li><a href=\"#\(finding.id)\">\(FindingHeadline.text(finding))</a></li>"
  }

  private var gap: HTML {
    let missing = findings.map { $0.lineTotal - $0.lineCount }.reduce(0, +)
    if missing == 0, findings.allSatisfy(\.areComplete) { return "" }
    return """
      <p class="note">\(missing) of the cited lines are no exhibits yet: they are told by place and hash
      only. Keeping this report as an exhibit takes them in.</p>
      """
  }

  private func entry(_ number: Int64) -> HTML {
    "[<a href=\"#entry-\(String(number))\">entry \(String(number))</a>\(ofRecord)]"
  }

  private var ofRecord: HTML { record.map { " of \(links.link($0))" } ?? "" }

  /// The event with which a note says what it says now.
  private func latest(_ note: CaseFile.Note) -> Int64 {
    file.events.last { event in
      event.number == note.number
        || event.kind == .noteChanged && event.target == String(note.number)
    }?.number ?? note.number
  }

  private var notes: [HTML] {
    file.notes.compactMap { note in
      note.versions.last.map { last in
        """
        <li><span class="quiet">\(last.person), \(TimeText.minute(last.at))</span><br>
        <span class="text">\(links.text(last.text))</span> \(entry(latest(note)))</li>
        """
      }
    }
  }

  private var tasks: [HTML] {
    file.tasks.map { task in
      """
      <li>\(task.isDone ? "☑" : "☐") \(links.text(task.text)) <span class="quiet">\(task.person)</span>
      \(entry(task.number))</li>
      """
    }
  }

  /// What a note said before it was changed stays in the case, and out of the report.
  private var entries: [HTML] {
    let current = Set(file.notes.map(latest))
    return file.events.map { event in
      let isNote = event.kind == .note || event.kind == .noteChanged
      let body: HTML =
        isNote && !current.contains(event.number) ? "(changed later)" : links.text(event.body)
      return """
        <li id="entry-\(String(event.number))" value="\(String(event.number))">\(event.at.rfc3339)
        \(event.person): \(event.kind.rawValue) \(event.target) <span class="text">\(body)</span></li>
        """
    }
  }
}
