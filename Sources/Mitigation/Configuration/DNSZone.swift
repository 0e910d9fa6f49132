/// A zone as a master file (RFC 1035): TXT and CNAME records with their names made whole.
///
/// `$ORIGIN`, `@`, relative names, names left out, comments, parentheses and texts in several
/// pieces are read; `$INCLUDE` and `$GENERATE` are not.
struct DNSZone {
  struct Record {
    var name: String
    var type: String
    var value: String
    var line: Int
  }

  private(set) var records: [Record] = []
  private(set) var origin = ""
  private(set) var notes: [(line: Int?, text: String)] = []

  private static let types: Set<String> = [
    "A", "AAAA", "CAA", "CNAME", "DNSKEY", "DS", "HTTPS", "MX", "NS", "NSEC", "NSEC3", "NSEC3PARAM",
    "PTR", "RRSIG", "SOA", "SPF", "SRV", "SSHFP", "SVCB", "TLSA", "TXT",
  ]
  private static let classes: Set<String> = ["IN", "CH", "HS", "ANY"]

  /// `nil` unless the file has a SOA, NS, MX or TXT record and four of five entries are records.
  init?(_ file: ConfigurationFile) {
    var (entries, known) = (0, 0)
    var owner = ""
    for entry in ZoneEntries(file.lines).all {
      guard let first = entry.words.first else { continue }
      if first.text == "$ORIGIN", entry.words.count > 1 {
        origin = Self.whole(entry.words[1].text, origin: origin)
        continue
      }
      if first.text.hasPrefix("$") {
        if first.text != "$TTL" { notes.append((entry.line, "\(first.text) is not followed")) }
        continue
      }
      entries += 1
      guard let record = record(of: entry, owner: &owner) else { continue }
      known += 1
      records.append(record)
    }
    let isZone = records.contains { ["SOA", "NS", "MX", "TXT"].contains($0.type) }
    if !isZone || known * 5 < entries * 4 { return nil }
    if origin.isEmpty, let start = records.first(where: { $0.type == "SOA" }) {
      origin = start.name
    }
  }

  private func record(of entry: ZoneEntries.Entry, owner: inout String) -> Record? {
    var words = entry.words[...]
    if !entry.isContinued {
      guard let name = words.popFirst() else { return nil }
      owner = Self.whole(name.text, origin: origin)
    }
    while let word = words.first, !word.isQuoted, Self.isTimeOrClass(word.text) {
      words = words.dropFirst()
    }
    guard let type = words.popFirst(), Self.types.contains(type.text.uppercased()) else {
      return nil
    }
    let isText = ["TXT", "SPF"].contains(type.text.uppercased())
    let value = words.map(\.text).joined(separator: isText ? "" : " ")
    return Record(name: owner, type: type.text.uppercased(), value: value, line: entry.line)
  }

  private static func isTimeOrClass(_ word: String) -> Bool {
    classes.contains(word.uppercased())
      || (word.first?.isNumber == true
        && word.allSatisfy { $0.isNumber || "smhdwSMHDW".contains($0) })
  }

  /// In lower case, without the dot at the end.
  private static func whole(_ name: String, origin: String) -> String {
    let lower = name.lowercased()
    if lower == "@" { return origin }
    if lower.hasSuffix(".") { return String(lower.dropLast()) }
    return origin.isEmpty ? lower : lower + "." + origin
  }
}

/// The entries of a master file, each of one or more lines.
struct ZoneEntries {
  struct Word {
    var text: String
    var isQuoted: Bool
  }

  struct Entry {
    var line: Int
    /// Begins with a blank: the name is that of the entry before.
    var isContinued: Bool
    var words: [Word]
  }

  private(set) var all: [Entry] = []
  private var depth = 0

  init(_ lines: [String]) {
    for (index, line) in lines.enumerated() { add(line, number: index + 1) }
  }

  private mutating func add(_ line: String, number: Int) {
    if depth == 0 {
      let isContinued = line.first == " " || line.first == "\t"
      all.append(Entry(line: number, isContinued: isContinued, words: []))
    }
    var word = ""
    var isQuoted = false
    func close(into words: inout [Word]) {
      if !word.isEmpty { words.append(Word(text: word, isQuoted: false)) }
      word = ""
    }
    for character in line {
      if isQuoted {
        if character == "\"" {
          all[all.count - 1].words.append(Word(text: word, isQuoted: true))
          (word, isQuoted) = ("", false)
        } else if character != "\\" {
          word.append(character)
        }
        continue
      }
      switch character {
      case ";":
        close(into: &all[all.count - 1].words)
        return
      case "\"":
        close(into: &all[all.count - 1].words)
        isQuoted = true
      case "(":
        close(into: &all[all.count - 1].words)
        depth += 1
      case ")":
        close(into: &all[all.count - 1].words)
        depth = max(0, depth - 1)
      case " ", "\t", "\r": close(into: &all[all.count - 1].words)
      default: word.append(character)
      }
    }
    close(into: &all[all.count - 1].words)
  }
}
