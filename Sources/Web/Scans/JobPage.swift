import Foundation
import Model
import Scan
import WorkspaceStore

/// A job: how far it is, what became of every line, and what was found.
struct JobPage {
  let job: ScanJob
  let status: JobStatus
  let findings: [FindingSummary]
  let visitor: Visitor

  var html: HTML {
    """
    <nav class="crumbs"><a href="/jobs">Scans</a> › \(String(job.number))</nav>
    <h1>\(job.name.isEmpty ? "Log" : job.name)</h1>
    <dl class="facts card"><div><dt>State</dt><dd>\(job.state.rawValue)</dd></div>
    <div><dt>Sent</dt><dd>\(TimeText.minute(job.madeAt)) UTC by \(job.person)</dd></div>
    <div><dt>Bytes</dt><dd>\(Figure.grouped(job.byteCount))</dd></div>
    <div><dt>SHA-256, while it came</dt><dd><code>\(job.sha256)</code></dd></div></dl>
    \(progress)\(buttons)\(refusal)\(account)\(result)
    """
  }

  private var progress: HTML {
    if job.state == .done { return "" }
    let bar: HTML =
      job.state.isMoving
      ? """
      <progress max="\(String(max(job.byteCount, 1)))" value="\(status.bytesRead ?? 0)"
      aria-label="Bytes read"></progress>
      """ : ""
    let live: HTML =
      job.state.isMoving ? " data-live=\"/jobs/\(String(job.number))/events\"" : ""
    return """
      <div class="live"\(live)>\(bar)<p role="status" data-sentence>\(status.sentence)</p>
      <div data-provisional>\(status.provisional.map { ProvisionalList(findings: $0).html } ?? "")</div></div>
      """
  }

  private var refusal: HTML {
    guard job.state == .refused else { return "" }
    return """
      <p class="empty">The <a href="/techniques/T1589.002#detection">technique's page</a> lists the logs that are read. A
      report goes into the other box of <a href="/reports">Reports</a>.</p>
      """
  }

  private var buttons: HTML {
    if visitor.person.role < .analyst { return "" }
    let deeds: [(JobDesk.Deed, String)] =
      switch job.state {
      case .waiting, .scanning: [(.cancel, "Cancel")]
      case .cancelled, .interrupted:
        [(.resume, "Resume: read the log again"), (.discard, "Discard the log")]
      case .receiving, .done, .refused, .discarded: []
      }
    let buttons: [HTML] = deeds.map { deed, name in
      """
      <form class="inline" method="post" action="/jobs/\(String(job.number))">\(visitor.formField)
      <input type="hidden" name="deed" value="\(deed.rawValue)"><button>\(name)</button></form>
      """
    }
    if buttons.isEmpty { return "" }
    return
      "\(HTML.when(job.state.isResumable, Self.resuming))<div class=\"buttons\">\(buttons)</div>"
  }

  private static let resuming: HTML = """
    <p class="quiet">Nothing of the log was recorded, and its file was kept. Resuming checks it against its
    SHA-256 and reads it again from its start: a finding needs all attempts of a log.</p>
    """

  private var account: HTML {
    guard let summary = JobAccount(json: job.account) else { return "" }
    return summary.html
  }

  private var result: HTML {
    guard job.state == .done else { return "" }
    let link = Query([("scan", job.scan)]).link("/findings")
    let none: HTML = """
      <p class="empty">Nothing was found. The table above says how much of the log was about accounts;
      <a href="/techniques/T1589.002#detection">what each log can show</a> says what it cannot tell.</p>
      """
    return """
      <h2>Findings</h2>\(findings.isEmpty ? none : FindingList(findings: findings).html)
      <p><a href="\(link)">As a list with conditions</a></p>
      """
  }
}
