import Model

/// The report that people read: one page, no script, nothing fetched.
///
/// Every sentence about evidence ends in a link to the bytes or to the line of the log behind it.
struct CustodyReport {
  private let outline: ExportOutline
  private let eventsByExhibit: [ExhibitID?: [CustodyEvent]]

  init(_ outline: ExportOutline) {
    self.outline = outline
    eventsByExhibit = Dictionary(grouping: outline.events, by: \.exhibit)
  }

  var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>Evidence report</title>
    <style>\(Self.style)</style>
    </head>
    <body>
    <h1>Evidence report</h1>
    \(opening)
    <h2>Exhibits</h2>
    \(outline.exhibits.map(section).joined())
    <h2>Log</h2>
    \(log)
    <h2>How to verify</h2>
    \(Self.howToVerify)
    </body>
    </html>

    """
  }

  private static let style = """
    body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
    code{font-size:.9em;overflow-wrap:anywhere}h2{margin-top:2.5rem}
    section{border-top:1px solid #999;padding:.5rem 0}li{margin:.2rem 0}
    """

  private static let howToVerify = """
    <p>This folder is a bag (RFC 8493). <code>python3 verify.py</code> checks it with Python's standard
    library and the package <code>cryptography</code>; <code>rollcall verify</code> checks the same
    with other code. Take either from a source that you trust, not from this folder.</p>
    """

  private var opening: String {
    let head = outline.head.head
    let withheld =
      outline.withheldEvents == 0 && outline.withheld.isEmpty
      ? "Nothing is withheld"
      : "\(outline.withheldEvents) events and the bytes of \(outline.withheld.count) exhibits are withheld"
    return """
      <p>The log <code>\(escaped(head.origin))</code> had \(head.size) events with the root
      <code>\(head.root.base64)</code> when this was made [<a href="heads.txt">signed heads</a>].</p>
      <p>\(withheld) [<a href="withheld.txt">list</a>, <a href="events.jsonl">events</a>].</p>

      """
  }

  private func section(_ exhibit: Exhibit) -> String {
    let events = eventsByExhibit[exhibit.id] ?? []
    return """
      <section id="\(exhibit.id)">
      <h3>\(exhibit.id): \(escaped(exhibit.name))</h3>
      <p>\(sentence(exhibit)) [\(source(exhibit))].</p>
      <p>SHA-256 <code>\(exhibit.digests.sha256.hexadecimal)</code>; for matching only: SHA-1
      <code>\(exhibit.digests.sha1)</code>, MD5 <code>\(exhibit.digests.md5)</code>
      [\(source(exhibit))].</p>
      <ol>\(events.map(item).joined())</ol>
      </section>

      """
  }

  private func sentence(_ exhibit: Exhibit) -> String {
    let what =
      "\(exhibit.form.rawValue) \(exhibit.kind.rawValue) of \(exhibit.digests.byteCount) bytes"
    var place = "from <code>\(escaped(exhibit.origin.path))</code>"
    if let host = exhibit.origin.host { place += " on \(escaped(host))" }
    if let offset = exhibit.origin.byteOffset { place += " at byte \(offset)" }
    let parent = exhibit.parent.map { ", made of <a href=\"#\($0)\">\($0)</a>" } ?? ""
    let finding = exhibit.origin.finding.map { ", cited by finding \(escaped($0))" } ?? ""
    return "A \(what) \(place)\(parent)\(finding)"
  }

  /// The bytes; where they are not in the export, the event that holds their hash.
  private func source(_ exhibit: Exhibit) -> String {
    let isThere = outline.contents.contains(exhibit.digests.sha256)
    let path = isThere ? "exhibits/\(exhibit.digests.sha256.hexadecimal)" : "events.jsonl"
    return
      "<a href=\"\(path)\">\(isThere ? "bytes" : "bytes withheld or disposed of; event \(exhibit.id.position)")</a>"
  }

  private func item(_ event: CustodyEvent) -> String {
    let scene = event.scene
    let authority = scene.authority.isEmpty ? "" : ", under \(escaped(scene.authority))"
    return """
      <li><time>\(event.time.rfc3339)</time> \(event.action.rawValue) by \(escaped(scene.actor)) on
      \(escaped(scene.host)) with \(escaped(scene.tool)): \(escaped(scene.purpose))\(authority)
      [<a href="events.jsonl">event \(event.position)</a>].</li>

      """
  }

  private var log: String {
    let rest = outline.eventCount - outline.withheldEvents - outline.events.count
    let more =
      rest > 0 ? "<p>\(rest) further events are in <a href=\"events.jsonl\">the log</a>.</p>" : ""
    return "<ol>\((eventsByExhibit[nil] ?? []).map(item).joined())</ol>\(more)"
  }

  /// For HTML, with everything that could hide or turn the reading order written out.
  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default:
        if Self.isPlain(scalar) {
          result.unicodeScalars.append(scalar)
        } else {
          result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        }
      }
    }
    return result
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned:
      false
    default: !scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}
