import LogBytes

/// Reads facts from their lines, in one pass over the bytes.
struct FactsPackReader {
  private let bytes: [UInt8]
  private var lineNumber = 0
  private var releases: [AttackRelease] = []
  private var citations: [AttackCitation] = []
  private var objects: [AttackObject] = []
  private var relations: [AttackRelation] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    relations.reserveCapacity(1 << 15)
  }

  private static let tab: UInt8 = 0x09
  private static let bar: UInt8 = 0x7c
  private static let backslash: UInt8 = 0x5c

  mutating func facts() throws(AttackError) -> AttackFacts {
    var start = 0
    while start < bytes.count {
      let end = bytes.span.firstIndex(of: 0x0a, from: start) ?? bytes.count
      lineNumber += 1
      guard read(parts(of: start..<end, at: Self.tab)) else { throw .notAPack(line: lineNumber) }
      start = end + 1
    }
    guard !releases.isEmpty, areWhole else { throw .notAPack(line: lineNumber) }
    return AttackFacts(
      releases: releases,
      objects: objects,
      relations: relations,
      citations: citations
    )
  }

  /// Whether every number means something.
  private var areWhole: Bool {
    relations.allSatisfy {
      $0.source < objects.count && $0.target < objects.count
        && $0.citations.allSatisfy { $0 < citations.count }
    }
      && objects.allSatisfy {
        $0.references.allSatisfy { $0 < citations.count }
          && $0.releases.allSatisfy { $0 < releases.count }
          && $0.logSources.allSatisfy { $0.component ?? 0 < objects.count }
      }
  }

  private mutating func read(_ fields: [Range<Int>]) -> Bool {
    let kind = text(fields[0])
    if lineNumber == 1 { return kind == FactsPack.header }
    switch (kind, fields.count) {
    case ("release", 5):
      guard let domain = AttackRelease.Domain(rawValue: text(fields[1])),
        let origin = AttackRelease.Origin(rawValue: text(fields[3]))
      else { return false }
      let (version, date) = (text(fields[2]), text(fields[4]))
      releases.append(.init(domain: domain, version: version, origin: origin, date: date))
    case ("cite", 4):
      citations.append(
        AttackCitation(name: text(fields[1]), title: text(fields[2]), url: text(fields[3]))
      )
    case ("object", 16):
      guard let object = object(fields) else { return false }
      objects.append(object)
    case (let relation, 3):
      guard let kind = AttackRelation.Kind(rawValue: relation) else { return false }
      return readRelations(kind, fields)
    default:
      return false
    }
    return true
  }

  private func object(_ fields: [Range<Int>]) -> AttackObject? {
    guard let kind = AttackObject.Kind(rawValue: text(fields[1])),
      let status = FactsPack.status(text(fields[5])), let releases = numbers(fields[7]),
      let references = numbers(fields[15])
    else { return nil }
    var object = AttackObject(
      id: AttackID(rawValue: text(fields[2])),
      kind: kind,
      name: text(fields[3]),
      stixID: text(fields[4]),
      releases: releases
    )
    object.status = status
    object.version = text(fields[6])
    object.platforms = texts(fields[8])
    object.tactics = texts(fields[9])
    object.aliases = texts(fields[10])
    object.firstSeen = text(fields[11])
    object.lastSeen = text(fields[12])
    object.mutableFields = texts(fields[13])
    object.logSources = texts(fields[14]).map(Self.logSource)
    object.references = references
    return object
  }

  private static func logSource(_ text: String) -> AttackObject.LogSource {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return .init(component: Int(parts[0]), name: parts.count > 1 ? String(parts[1]) : "")
  }

  private mutating func readRelations(_ kind: AttackRelation.Kind, _ fields: [Range<Int>]) -> Bool {
    guard let source = bytes.span.decimal(in: fields[1]) else { return false }
    for part in parts(of: fields[2], at: 0x20) {
      let colon = bytes.span.firstIndex(of: 0x3a, in: part)
      guard let target = bytes.span.decimal(in: part.lowerBound..<(colon ?? part.upperBound)) else {
        return false
      }
      var cited: [Int] = []
      if let colon {
        guard let numbers = numbers(colon + 1..<part.upperBound, at: 0x2c) else { return false }
        cited = numbers
      }
      relations.append(.init(kind: kind, source: source, target: target, citations: cited))
    }
    return true
  }

  // MARK: Fields

  private func parts(of range: Range<Int>, at separator: UInt8) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    while let end = bytes.span.firstIndex(of: separator, in: start..<range.upperBound) {
      parts.append(start..<end)
      start = end + 1
    }
    parts.append(start..<range.upperBound)
    return parts
  }

  private func numbers(_ range: Range<Int>, at separator: UInt8 = bar) -> [Int]? {
    if range.isEmpty { return [] }
    var numbers: [Int] = []
    for part in parts(of: range, at: separator) {
      guard let number = bytes.span.decimal(in: part) else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  private func texts(_ range: Range<Int>) -> [String] {
    range.isEmpty ? [] : parts(of: range, at: Self.bar).map(text)
  }

  private func text(_ range: Range<Int>) -> String {
    guard bytes.span.firstIndex(of: Self.backslash, in: range) != nil else {
      return String(decoding: bytes[range], as: UTF8.self)
    }
    var unescaped: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let isEscape = bytes[index] == Self.backslash && index + 1 < range.upperBound
      if isEscape { index += 1 }
      switch (isEscape, bytes[index]) {
      case (true, 0x74): unescaped.append(Self.tab)
      case (true, 0x6e): unescaped.append(0x0a)
      case (true, 0x70): unescaped.append(Self.bar)
      case (_, let byte): unescaped.append(byte)
      }
      index += 1
    }
    return String(decoding: unescaped, as: UTF8.self)
  }
}
