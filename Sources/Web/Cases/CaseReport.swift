import Model
import Scan
import WorkspaceStore

/// A case as a report for people, to be read or printed: every figure in it rests on lines that it
/// names, with their places and hashes.
struct CaseReport {
  let file: CaseFile
  let findings: [Finding]
  let at: Timestamp

  var html: HTML {
    let notes: [HTML] = file.notes.compactMap { note in
      note.versions.last.map {
        "<li><span class=\"quiet\">\($0.person), \(TimeText.minute($0.at))</span><br><span class=\"text\">\($0.text)</span></li>"
      }
    }
    let tasks: [HTML] = file.tasks.map {
      "<li>\($0.isDone ? "☑" : "☐") \($0.text) <span class=\"quiet\">\($0.person)</span></li>"
    }
    return """
      <p class="crumbs"><a href="/cases/\(file.id)">\(file.id)</a> · as of \(at.rfc3339)</p>
      <h1>\(file.title)</h1>
      <h2>In short</h2><ul>\(findings.map(Self.headline))</ul>
      \(HTML.when(findings.isEmpty, "<p>The case holds no finding.</p>"))
      <h2>Notes</h2>\(TechniquePageView.list(notes, "None."))
      <h2>Tasks</h2>\(TechniquePageView.list(tasks, "None."))
      \(findings.map { CaseReportFinding(finding: $0).html })
      """
  }

  private static func headline(_ finding: Finding) -> HTML {
    "<li><a href=\"#\(finding.id)\">\(FindingHeadline.text(finding))</a></li>"
  }
}
