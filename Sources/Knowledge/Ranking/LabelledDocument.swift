import LogBytes

/// A report whose techniques people have marked: what the ranker learns from and is measured on.
package struct LabelledDocument: Sendable {
  package struct Mark: Sendable {
    /// Bytes of `text`.
    package var span: Range<Int>
    package var technique: String
  }

  package var title: String
  package var url: String
  package var text: [UInt8]
  package var marks: [Mark]
  /// Techniques of the whole document, marked in the text or not.
  package var techniques: [String]

  init(title: String, url: String, text: [UInt8], marks: [Mark], techniques: [String]) {
    self.title = title
    self.url = url
    self.text = text
    self.marks = marks
    self.techniques = techniques
  }

  /// Reads one document a line, as JSON with `title`, `url`, `text`, `techniques` and `spans`, each span
  /// `[start, end, technique]` in Unicode scalars of the text. A line that is none is counted.
  package static func read(_ bytes: Span<UInt8>) -> (documents: [Self], notUnderstood: Int) {
    var documents: [Self] = []
    var notUnderstood = 0
    var start = 0
    while start < bytes.count {
      let end = bytes.firstIndex(of: 10, in: start..<bytes.count) ?? bytes.count
      if let document = Self(bytes.extracting(start..<end)) {
        documents.append(document)
      } else if end > start {
        notUnderstood += 1
      }
      start = end + 1
    }
    return (documents, notUnderstood)
  }

  private init?(_ line: Span<UInt8>) {
    var values = JSONValues()
    let fields = JSONFields(["title", "url", "text", "techniques", "spans"])
    guard fields.read(line, into: &values), let text = line.jsonText(of: values[2]) else {
      return nil
    }
    title = line.jsonText(of: values[0]) ?? ""
    url = line.jsonText(of: values[1]) ?? ""
    self.text = Array(text.utf8)
    techniques = line.jsonElements(in: values[3].range).compactMap { line.jsonText(of: $0) }
    let offsets = ScalarOffsets(text)
    marks = line.jsonElements(in: values[4].range).compactMap { span in
      let parts = line.jsonElements(in: span.range)
      guard parts.count == 3, let technique = line.jsonText(of: parts[2]),
        let start = Int(line.text(in: parts[0].range)),
        let end = Int(line.text(in: parts[1].range)),
        start < end, let first = offsets[start], let last = offsets[end]
      else { return nil }
      return Mark(span: first..<last, technique: technique)
    }
  }
}

/// From the number of a Unicode scalar to its byte.
private struct ScalarOffsets {
  private var offsets: [Int] = []

  init(_ text: String) {
    for (offset, byte) in text.utf8.enumerated() where byte & 0xc0 != 0x80 {
      offsets.append(offset)
    }
    offsets.append(text.utf8.count)
  }

  subscript(scalar: Int) -> Int? { offsets.indices.contains(scalar) ? offsets[scalar] : nil }
}
