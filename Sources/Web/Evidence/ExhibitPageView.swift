import Custody
import Foundation
import Model
import Scan
import WorkspaceStore

/// One exhibit: what it is, where it came from, how its record is proved, and all that was done with it.
struct ExhibitPageView {
  /// More are in the log; the page says so.
  static let eventsShown = 200

  let stored: StoredExhibit
  let proof: ProofState
  let events: [CustodyEvent]
  let visitor: Visitor
  /// What was shown of it by this very request.
  var shown: Data?

  private var exhibit: Exhibit { stored.exhibit }
  private var id: String { exhibit.id.description }

  var html: HTML {
    """
    <nav class="crumbs"><a href="/evidence">Evidence</a> › \(id)</nav><h1>\(id): \(exhibit.name)</h1>
    \(facts)\(bytes)\(timeline)
    """
  }

  private var facts: HTML {
    let parent: HTML =
      exhibit.parent.map { "<a href=\"/evidence/\($0.description)\">\($0.description)</a>" }
      ?? "none"
    let finding: HTML =
      exhibit.origin.finding.map { "<a href=\"/findings/\($0)\">\($0)</a>" } ?? "none"
    let offset = exhibit.origin.byteOffset.map { ", byte \($0)" } ?? ""
    let host = exhibit.origin.host.map { " on \($0)" } ?? ""
    let circumstances: [HTML] = Self.circumstances.compactMap { field, label in
      events.first?.details[field].map { "<div><dt>\(label)</dt><dd>\($0)</dd></div>" }
    }
    return """
      <dl class="facts card"><div><dt>What</dt><dd>\(exhibit.form.rawValue) \(exhibit.kind.rawValue),
      \(String(exhibit.digests.byteCount)) bytes</dd></div>
      <div><dt>From</dt><dd>\(exhibit.origin.path)\(offset)\(host)</dd></div>
      <div><dt>Made of</dt><dd>\(parent)</dd></div><div><dt>Cited by</dt><dd>\(finding)</dd></div>
      \(circumstances)
      <div><dt>SHA-256</dt><dd><code>\(exhibit.digests.sha256.hexadecimal)</code></dd></div>
      <div><dt>For matching only</dt><dd>SHA-1 <code>\(exhibit.digests.sha1)</code>
      MD5 <code>\(exhibit.digests.md5)</code></dd></div>
      <div><dt>Proof</dt><dd>\(proofText)</dd></div></dl>
      """
  }

  private static let circumstances = [
    ("query", "Result of"), ("source_tool", "Made by"), ("source_zone", "Times without zone"),
    ("folder", "Folder"),
  ]

  private var proofText: HTML {
    if !proof.isProved {
      return
        "<span class=\"problem\">The record is not in the signed log: run 'rollcall verify'.</span>"
    }
    return """
      its record is event \(String(exhibit.id.position)) of the \(String(proof.head.size)) that key
      <code>\(proof.keyID)</code> signed, by \(proof.path.count) hashes
      """
  }

  private var bytes: HTML {
    if let position = stored.disposedAt {
      return "<p class=\"note\">Its bytes were destroyed: event \(String(position)).</p>"
    }
    if let shown { return content(shown) }
    return """
      <section><h2>Bytes</h2><p>They are hashed before they are shown, and the log says who looked.</p>
      \(EvidenceForm.html(visitor, action: "/evidence/\(id)", button: "Show"))
      \(EvidenceForm.html(visitor, action: "/evidence/\(id)/file", button: "Download"))</section>
      """
  }

  private func content(_ bytes: Data) -> HTML {
    guard let text = String(bytes: bytes, encoding: .utf8) else {
      return "<section><h2>Bytes</h2><p>These are no text: download them.</p></section>"
    }
    return """
      <section id="bytes"><h2>Bytes</h2><p class="quiet">Hashed just now: those that were taken in.</p>
      <pre class="card wide" tabindex="0">\(text)</pre></section>
      """
  }

  private var timeline: HTML {
    let rows: [HTML] = events.map { event in
      let scene = event.scene
      let authority = scene.authority.isEmpty ? "" : " (\(scene.authority))"
      let receiver = event.details["receiver"].map { " to \($0)" } ?? ""
      return """
        <tr data-row><td>\(event.time.rfc3339)</td><td>\(scene.actor)</td>
        <td>\(event.action.rawValue)\(receiver)</td><td>\(scene.purpose)\(authority)</td>
        <td>\(scene.tool) on \(scene.host)</td><td class="number">\(String(event.position))</td></tr>
        """
    }
    let cut = HTML.when(
      events.count == Self.eventsShown,
      "<p>The latest \(Self.eventsShown); 'rollcall evidence log' has all.</p>"
    )
    return """
      <section><h2>Custody</h2><div class="wide" tabindex="0" role="group" aria-label="Table"><table><thead><tr><th>At, UTC</th><th>Who</th>
      <th>What</th><th>Why</th><th>With</th><th class="number">Event</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>\(cut)</section>
      """
  }
}
