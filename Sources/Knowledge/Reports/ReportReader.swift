import LogBytes
package import Model

/// Turns the bytes of a report into its text. Nothing is fetched and nothing is run but `pdftotext`,
/// which has limits of its own.
package enum ReportReader {
  /// Larger files are refused.
  package static let largestFile = 64 << 20

  /// - Throws: `ReportError`.
  package static func read(
    _ bytes: [UInt8],
    file: String
  ) throws(ReportError) -> (format: ReportFormat, text: ReportText) {
    guard bytes.count <= largestFile else { throw .tooLarge(file: file, limit: largestFile) }
    let bytes = TextEncoding.narrowed(bytes)
    guard let format = ReportFormat.detect(bytes, file: file) else {
      throw bytes.isEmpty ? .empty(file: file) : .notAReport(file: file)
    }
    var builder = ReportTextBuilder()
    switch format {
    case .text: PlainTextReader(isMarkdown: false).read(bytes, into: &builder)
    case .markdown: PlainTextReader(isMarkdown: true).read(bytes, into: &builder)
    case .html: HTMLReader(bytes).read(into: &builder)
    case .pdf:
      PlainTextReader(isMarkdown: false)
        .read(try PDFReader.text(of: bytes, file: file), into: &builder)
    case .docx: try DOCXReader.read(bytes, file: file, into: &builder)
    case .stix: StructuredReader.readSTIX(bytes.span, into: &builder)
    case .misp: StructuredReader.readMISP(bytes.span, into: &builder)
    }
    let text = builder.finished()
    guard !text.bytes.isEmpty else { throw .empty(file: file) }
    return (format, text)
  }
}
