/// Why a file cannot be taken in as a report.
package enum ReportError: Error, Equatable, Sendable {
  case tooLarge(file: String, limit: Int)
  case empty(file: String)
  case notAReport(file: String)
  /// A document type in a DOCX part: the only way to entities, which no word processor writes.
  case declaresEntities(file: String)
  case noDocument(file: String)
  case noPDFReader
  case brokenPDF(file: String)
  case unreadable(file: String, reason: String)

  package var message: String {
    switch self {
    case .tooLarge(let file, let limit): "\(file): larger than \(limit >> 20) MB"
    case .empty(let file): "\(file): holds no text"
    case .notAReport(let file):
      "\(file): none of text, Markdown, HTML, PDF, DOCX, STIX 2.1 bundle and MISP event"
    case .declaresEntities(let file): "\(file): declares a document type, which DOCX does not have"
    case .noDocument(let file): "\(file): a zip file without word/document.xml"
    case .noPDFReader: "pdftotext is not installed (Debian: poppler-utils); PDF cannot be read"
    case .brokenPDF(let file): "\(file): pdftotext cannot read it, or not within its limits"
    case .unreadable(let file, let reason): "\(file): \(reason)"
    }
  }
}
