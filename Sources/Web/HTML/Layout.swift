import Hummingbird
import WorkspaceStore

/// What is around every page.
struct Layout {
  var title: String
  var visitor: Visitor?
  /// The path of the navigation's entry that the page belongs to.
  var section = ""
  /// Without navigation: what is printed.
  var isPrinted = false

  private static let sections = [
    ("/", "Start"), ("/findings", "Findings"), ("/cases", "Cases"), ("/techniques", "Techniques"),
    ("/reports", "Reports"), ("/evidence", "Evidence"), ("/jobs", "Scans"),
  ]

  func response(_ body: HTML, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status,
      headers: [.contentType: "text/html; charset=utf-8"],
      body: .init(byteBuffer: ByteBuffer(string: page(body).text))
    )
  }

  func page(_ body: HTML) -> HTML {
    """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>\(title) · Rollcall</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/assets/workspace.css">
    <script src="/assets/keyboard.js" defer></script></head>
    <body><a class="skip" href="#main">To the content</a>
    \(header)
    <main id="main">\(body)</main></body></html>

    """
  }

  private var header: HTML {
    if isPrinted { return "" }
    guard let visitor else { return "<header><span class=\"brand\">Rollcall</span></header>" }
    let links: [HTML] = Self.sections.map { path, name in
      let mark: HTML = path == section ? " aria-current=\"page\"" : ""
      return "<a href=\"\(path)\"\(mark)>\(name)</a>"
    }
    let admin = HTML.when(visitor.person.role == .admin, "<a href=\"/people\">People</a>")
    let audit = HTML.when(visitor.person.role >= .lead, "<a href=\"/audit\">Audit log</a>")
    return """
      <header><a class="brand" href="/">Rollcall</a>
      <nav aria-label="Workspace">\(links)\(audit)\(admin)</nav>
      <form class="search" action="/search" role="search">
      <input name="q" type="search" aria-label="Search" placeholder="Search  /" data-search></form>
      <a href="/tokens">Tokens</a>
      <form method="post" action="/sign-out">\(visitor.formField)
      <button class="quiet">Sign out \(visitor.person.name)</button></form></header>
      """
  }
}
