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
  /// Of our assets, beyond those of every page.
  var scripts: [String] = []

  private static let sections = [
    ("/", "Start"), ("/findings", "Findings"), ("/cases", "Cases"), ("/techniques", "Techniques"),
    ("/reports", "Reports"), ("/evidence", "Evidence"), ("/jobs", "Scans"),
    ("/settings", "Settings"),
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
    <script src="/assets/keyboard.js" defer></script>\(more)</head>
    <body><a class="skip" href="#main">To the content</a>
    \(header)
    <main id="main">\(body)</main></body></html>

    """
  }

  private var more: [HTML] {
    scripts.map { "<script src=\"/assets/\($0)\" defer></script>" }
  }

  private var header: HTML {
    if isPrinted { return "" }
    guard let visitor else { return "<header><span class=\"brand\">Rollcall</span></header>" }
    let links: [HTML] = Self.sections.map { path, name in
      let mark: HTML = path == section ? " aria-current=\"page\"" : ""
      return "<a href=\"\(path)\"\(mark)>\(name)</a>"
    }
    return """
      <header><a class="brand" href="/">Rollcall</a>
      <nav aria-label="Workspace">\(links)</nav>
      <form class="search" action="/search" role="search">
      <input name="q" type="search" aria-label="Search" placeholder="Search  /" data-search></form>
      <form method="post" action="/sign-out">\(visitor.formField)
      <button class="quiet">Sign out \(visitor.person.name)</button></form></header>
      """
  }
}
