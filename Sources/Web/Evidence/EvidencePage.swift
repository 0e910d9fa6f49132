import Custody
import Model
import WorkspaceStore

/// All exhibits with their custody, and the form of the export.
struct EvidencePage {
  let state: EvidenceState
  let visitor: Visitor

  var html: HTML {
    """
    <h1>Evidence</h1>\(EvidenceTable.exhibits(state))
    \(HTML.when(state.root != nil, "<h2>Proof</h2>"))\(EvidenceTable.proof(state))
    \(HTML.when(!state.events.isEmpty, "<h2>Custody</h2>"))\(EvidenceTable.timeline(state.events))
    \(HTML.when(state.root != nil && visitor.person.role >= .analyst, export))
    """
  }

  private var export: HTML {
    """
    <h2>Export</h2><p>A ZIP file that a stranger can verify; the log notes that it was made.</p>
    <form class="filters card" method="post" action="/evidence/export">\(visitor.formField)
    <label>What for <input name="purpose" maxlength="200" required></label>
    <button>Export everything</button></form>
    """
  }
}

/// One exhibit.
struct ExhibitPage {
  let stored: StoredExhibit
  /// `nil` for one that was disposed of.
  let state: EvidenceLocker<Workspace>.ContentState?
  let events: [CustodyEvent]

  var html: HTML {
    let exhibit = stored.exhibit
    return """
      <nav class="crumbs"><a href="/evidence">Evidence</a> › \(exhibit.id.description)</nav>
      <h1>\(exhibit.name)</h1>
      <dl class="facts card"><div><dt>What</dt><dd>\(exhibit.form.rawValue) \(exhibit.kind.rawValue)</dd></div>
      <div><dt>From</dt><dd>\(exhibit.origin.path)</dd></div>
      <div><dt>Bytes</dt><dd>\(String(exhibit.digests.byteCount))</dd></div>
      <div><dt>Now</dt><dd>\(state?.rawValue ?? "disposed of")</dd></div>
      <div><dt>SHA-256</dt><dd><code>\(exhibit.digests.sha256.hexadecimal)</code></dd></div>
      <div><dt>For matching only</dt><dd>SHA-1 <code>\(exhibit.digests.sha1)</code><br>
      MD5 <code>\(exhibit.digests.md5)</code></dd></div></dl>
      <h2>Custody</h2>\(EvidenceTable.timeline(events))
      """
  }
}
