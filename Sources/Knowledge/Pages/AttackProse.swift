/// ATT&CK's texts as people read them in a terminal: Markdown and HTML marks turned to plain text.
enum AttackProse {
  /// Links become their text, with the ATT&CK id where they lead to one; `(Citation: X)` becomes `[X]`.
  static func plain(_ text: String) -> String {
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x5b, let link = link(in: bytes, at: index) {
        result += link.text
        index = link.end
      } else if bytes[index] == 0x28, let citation = citation(in: bytes, at: index) {
        result += [0x20, 0x5b] + bytes[citation.name] + [0x5d]
        index = citation.end
      } else if bytes[index] == 0x3c, let end = codeTag(in: bytes, at: index) {
        result.append(0x60)
        index = end
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return tidied(String(decoding: result, as: UTF8.self))
  }

  private static let site = Array("](https://attack.mitre.org/".utf8)
  private static let citationStart = Array("(Citation: ".utf8)

  /// `[Name](https://attack.mitre.org/techniques/T1593/001)` as `Name (T1593.001)`; other links are
  /// left as they are.
  private static func link(in bytes: [UInt8], at start: Int) -> (text: [UInt8], end: Int)? {
    guard let close = bytes[start...].firstIndex(of: 0x5d), has(site, in: bytes, at: close),
      let end = bytes[close...].firstIndex(of: 0x29)
    else { return nil }
    let path = bytes[(close + site.count)..<end].split(separator: 0x2f)
    let id = Array(path.dropFirst().joined(separator: [0x2e]))
    let name = Array(bytes[(start + 1)..<close])
    return (id.isEmpty ? name : name + Array(" (".utf8) + id + [0x29], end + 1)
  }

  private static func citation(in bytes: [UInt8], at start: Int) -> (name: Range<Int>, end: Int)? {
    guard has(citationStart, in: bytes, at: start),
      let end = bytes[start...].firstIndex(of: 0x29)
    else { return nil }
    return (start + citationStart.count..<end, end + 1)
  }

  private static func codeTag(in bytes: [UInt8], at start: Int) -> Int? {
    for tag in [Array("<code>".utf8), Array("</code>".utf8)] where has(tag, in: bytes, at: start) {
      return start + tag.count
    }
    return nil
  }

  private static func has(_ wanted: [UInt8], in bytes: [UInt8], at start: Int) -> Bool {
    bytes.count - start >= wanted.count && bytes[start..<start + wanted.count].elementsEqual(wanted)
  }

  /// Single spaces, and none at the ends of lines; at most one empty line in a row.
  private static func tidied(_ text: String) -> String {
    var lines: [String] = []
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let line = line.split(separator: " ").joined(separator: " ")
      if !(line.isEmpty && lines.last?.isEmpty ?? true) { lines.append(line) }
    }
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
