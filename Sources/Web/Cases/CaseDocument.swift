import Model
import WorkspaceStore

/// The report of a case as one file that needs no server: its style is in it, and links to pages of
/// the workspace are text.
struct CaseDocument {
  private static let style: HTML = """
    body{font:14px/1.5 system-ui,"DejaVu Sans",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;
    color:#1b2530}table{border-collapse:collapse;width:100%;font-size:12px}
    th,td{text-align:left;padding:3px 8px;border-bottom:1px solid #d5dbe2;vertical-align:top;
    overflow-wrap:anywhere}.number{text-align:right;white-space:nowrap}
    th{overflow-wrap:normal}h1,h2,h3{line-height:1.25;break-after:avoid}
    .quiet,.crumbs{color:#586675}.text{white-space:pre-wrap}code{font-size:11px;overflow-wrap:anywhere}
    @page{margin:18mm 15mm}
    """

  let report: CaseReport

  var html: String {
    let document: HTML = """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>\(report.file.title)</title>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <style>\(Self.style)</style></head><body><main>\(report.html)</main></body></html>

      """
    // Only links within the document lead anywhere without the server.
    return document.text.replacing(/<a href="\/[^"]*">/) { _ in "<a>" }
  }
}
