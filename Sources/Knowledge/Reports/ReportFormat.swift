import LogBytes

/// What a report is written in, told by its first bytes and, for texts, by its name.
package enum ReportFormat: String, Sendable, CaseIterable {
  case text
  case markdown
  case html
  case pdf
  case docx
  case stix
  case misp

  package static func detect(_ bytes: [UInt8], file: String) -> Self? {
    let start = bytes.prefix(1024)
    if start.starts(with: "%PDF-".utf8) { return .pdf }
    if start.starts(with: [0x50, 0x4b, 3, 4]) { return .docx }
    if start.first(where: { !isJSONBlank($0) }) == UInt8(ascii: "{") { return structured(bytes) }
    // No text holds a zero byte.
    if start.contains(0) { return nil }
    let opening = String(decoding: start, as: UTF8.self).lowercased()
    let name = file.lowercased()
    if opening.contains("<html") || opening.contains("<!doctype html") || name.hasSuffix(".html")
      || name.hasSuffix(".htm")
    {
      return .html
    }
    return name.hasSuffix(".md") || name.hasSuffix(".markdown") ? .markdown : .text
  }

  private static func structured(_ bytes: [UInt8]) -> Self? {
    var values = JSONValues()
    let fields = JSONFields(["objects", "Event"])
    guard fields.read(bytes.span, into: &values) else { return nil }
    if values[1].kind == .object { return .misp }
    return values[0].kind == .array ? .stix : nil
  }

  private static func isJSONBlank(_ byte: UInt8) -> Bool {
    byte == 32 || (9...13).contains(byte) || byte == 0xef || byte == 0xbb || byte == 0xbf
  }
}
