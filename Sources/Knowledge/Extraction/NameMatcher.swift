package import Model

/// Finds groups, campaigns and software by name and alias, and every id of ATT&CK.
package struct NameMatcher: Sendable {
  private struct Target: Sendable {
    var kind: Claim.Kind
    var subject: String
    /// Whose name it is, where it is not ATT&CK's.
    var explanation = ""
  }

  private struct Name: Sendable {
    /// Lower case.
    var words: [String]
    var written: String
    var targets: [Target]
    /// Whether it counts only beside a word that speaks of an actor or a tool.
    var needsContext: Bool
  }

  private let facts: AttackFacts
  private var names: [String: [Name]] = [:]

  /// ATT&CK's names come first; `aliases` adds others.
  package init(_ facts: AttackFacts, aliases: ActorAliases = ActorAliases()) {
    self.facts = facts
    var found: [String: Name] = [:]
    for kind in [AttackObject.Kind.group, .campaign, .malware, .tool] {
      for index in facts.current(kind) {
        let object = facts.objects[index]
        let target = Target(kind: Self.kind(of: object), subject: object.id.rawValue)
        for name in Set([object.name] + object.aliases) where name.count >= 2 {
          let needsContext = Self.collisions.contains(name.lowercased()) || name.count < 4
          Self.add(name, target, needsContext: needsContext, to: &found)
        }
      }
    }
    for alias in aliases.all where alias.name.count >= 3 {
      let kind: Claim.Kind = .actor
      let target = Target(kind: kind, subject: alias.subject, explanation: alias.sentence)
      Self.add(alias.name, target, needsContext: Self.isPlainWord(alias.name), to: &found)
    }
    for (_, name) in found.sorted(by: { $0.key < $1.key }) {
      guard let first = name.words.first else { continue }
      names[first, default: []].append(name)
    }
    for first in names.keys { names[first]?.sort { $0.words.count > $1.words.count } }
  }

  private static func add(
    _ written: String,
    _ target: Target,
    needsContext: Bool,
    to found: inout [String: Name]
  ) {
    let words = Words(Array(written.utf8)).all.map(\.lowered)
    let name = Name(words: words, written: written, targets: [], needsContext: needsContext)
    let key = written.lowercased()
    if found[key, default: name].targets.contains(where: { $0.subject == target.subject }) {
      return
    }
    found[key, default: name].targets.append(target)
  }

  /// One word of letters, written as any word is: sources have called actors Tick, Nitro and Subject.
  static func isPlainWord(_ name: String) -> Bool {
    name.count < 5 || collisions.contains(name.lowercased())
      || name.allSatisfy(\.isLetter) && name.dropFirst().allSatisfy(\.isLowercase)
  }

  private static func kind(of object: AttackObject) -> Claim.Kind {
    object.kind == .technique ? .technique : object.isSoftware ? .software : .actor
  }

  /// Names that are words of English or of the command line as well: they count only beside a word that
  /// speaks of an actor or a tool.
  static let collisions: Set<String> = Set(
    """
    at net reg cmd ping route arp tor expand ftp page flame carbon agent dark havoc cuba play akira royal
    maze chaos snake anchor matrix machete rover shadow silence spark tiny winter wiper zeus gold iron
    lead tin cobalt inception cleaver equation strider leviathan inc empire pass mercury platinum bronze
    nickel gallium barium phosphorus manganese thallium scarlet volatile copper dust prism hive conti
    fusion remote shell final pipe mini out ice fire down up power systeminfo schtasks netstat tasklist
    ipconfig certutil esentutl nltest route forfiles bitsadmin netsh whoami hunter turian milan cannon
    """.split { $0.isWhitespace }.map(String.init)
  )

  private static let context: Set = [
    "group", "groups", "actor", "actors", "apt", "malware", "backdoor", "trojan", "ransomware",
    "tool", "tools", "utility", "campaign", "aka", "implant", "loader", "threat", "espionage",
    "exe", "command", "commands", "rat", "wiper", "framework",
  ]

  package func claims(in text: [UInt8]) -> [Claim] {
    let words = Words(text).all
    var claims: [Claim] = []
    var position = 0
    while position < words.count {
      if let claim = identifier(words, position, text) {
        claims.append(claim)
      } else if let (name, count) = name(words, position, text) {
        let span = words[position].range.lowerBound..<words[position + count - 1].range.upperBound
        claims += claimed(name, span, text)
        position += count
        continue
      }
      position += 1
    }
    return claims
  }

  /// `T1589.002` reads as two words, of which the second has three digits.
  private func identifier(_ words: [Word], _ position: Int, _ text: [UInt8]) -> Claim? {
    let word = words[position]
    guard (5...6).contains(word.range.count), let letter = word.lowered.utf8.first,
      "tgsc".utf8.contains(letter),
      word.lowered.utf8.dropFirst().allSatisfy({ (48...57).contains($0) })
    else { return nil }
    var range = word.range
    if letter == 0x74, position + 1 < words.count, words[position + 1].range.count == 3,
      words[position + 1].range.lowerBound == range.upperBound + 1, text[range.upperBound] == 0x2e,
      words[position + 1].lowered.utf8.allSatisfy({ (48...57).contains($0) })
    {
      range = range.lowerBound..<words[position + 1].range.upperBound
    }
    let written = String(decoding: text[range], as: UTF8.self).uppercased()
    // Looked up among all, so that S0001 of a price list is none.
    guard facts.index(of: AttackID(rawValue: written)) != nil else { return nil }
    switch facts.look(up: written, among: [.technique, .group, .campaign, .malware, .tool]) {
    case .found(let index), .followed(let index, _):
      let object = facts.objects[index]
      let target = Target(kind: Self.kind(of: object), subject: object.id.rawValue)
      return claim(target, written, .explicitID, 1, range)
    case .unknown: return nil
    }
  }

  private func name(_ words: [Word], _ position: Int, _ text: [UInt8]) -> (Name, count: Int)? {
    for name in names[words[position].lowered] ?? [] {
      let count = name.words.count
      guard position + count <= words.count else { continue }
      let found = words[position..<position + count]
      guard zip(found, name.words).allSatisfy({ $0.lowered == $1 }),
        zip(found, found.dropFirst()).allSatisfy({ $1.range.lowerBound - $0.range.upperBound <= 1 })
      else { continue }
      if isMeant(name, words, position) { return (name, count) }
    }
    return nil
  }

  private func isMeant(_ name: Name, _ words: [Word], _ position: Int) -> Bool {
    guard name.words.count == 1 else { return true }
    let word = words[position]
    if !name.needsContext {
      // One word in another case is a name only if no English word is written so.
      return word.written == name.written || word.written == name.written.uppercased()
        || word.lowered.contains(where: \.isNumber)
    }
    guard word.written == name.written else { return false }
    let near = words[max(0, position - 4)..<min(words.count, position + 5)]
    return near.contains { Self.context.contains($0.lowered) }
  }

  private func claimed(_ name: Name, _ span: Range<Int>, _ text: [UInt8]) -> [Claim] {
    let written = String(decoding: text[span], as: UTF8.self)
    // A name of several is a weak sign of each.
    let score = 0.9 / Double(name.targets.count)
    return name.targets.map { target in
      claim(target, written, .name, score, span)
    }
  }

  private func claim(
    _ target: Target,
    _ written: String,
    _ method: Claim.Method,
    _ score: Double,
    _ span: Range<Int>
  ) -> Claim {
    Claim(
      kind: target.kind,
      subject: target.subject,
      detail: written,
      method: method,
      score: score,
      span: span,
      explanation: target.explanation
    )
  }
}

/// A run of letters and digits.
struct Word {
  var range: Range<Int>
  var written: String
  var lowered: String
}

struct Words {
  private(set) var all: [Word] = []

  init(_ text: [UInt8]) {
    var start: Int?
    for place in 0...text.count {
      let isWord = place < text.count && (RefangedText.isWord(text[place]) || text[place] >= 128)
      if isWord {
        if start == nil { start = place }
      } else if let first = start {
        start = nil
        // No name has a longer word.
        if place - first > 64 { continue }
        let written = String(decoding: text[first..<place], as: UTF8.self)
        all.append(Word(range: first..<place, written: written, lowered: written.lowercased()))
      }
    }
  }
}
