/// Writes facts as lines.
struct FactsPackWriter {
  private let facts: AttackFacts

  init(_ facts: AttackFacts) {
    self.facts = facts
  }

  func bytes() -> [UInt8] {
    var lines = [FactsPack.header]
    lines += facts.releases.map {
      line(["release", $0.domain.rawValue, $0.version, $0.origin.rawValue, $0.date])
    }
    lines += facts.citations.map { line(["cite", $0.name, $0.title, $0.url]) }
    lines += facts.objects.map(objectLine)
    lines += facts.objects.indices.flatMap(relationLines)
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private func objectLine(_ object: AttackObject) -> String {
    let sources = object.logSources.map { "\($0.component.map(String.init) ?? "")=\($0.name)" }
    let plain = [
      "object", object.kind.rawValue, object.id.rawValue, object.name, object.stixID,
      FactsPack.statusText(object.status), object.version,
    ]
    let lists = [
      object.releases.map(String.init), object.platforms, object.tactics, object.aliases,
    ]
    let last = [object.mutableFields, sources, object.references.map(String.init)]
    return
      ([line(plain)] + lists.map(list) + [line([object.firstSeen, object.lastSeen])]
      + last.map(list)).joined(separator: "\t")
  }

  /// One line for each kind of relation that begins at the object.
  private func relationLines(of source: Int) -> [String] {
    AttackRelation.Kind.allCases.compactMap { kind in
      let targets = facts.relations(from: source).filter { $0.kind == kind }.map { relation in
        let citations = relation.citations.map(String.init).joined(separator: ",")
        return citations.isEmpty ? "\(relation.target)" : "\(relation.target):\(citations)"
      }
      if targets.isEmpty { return nil }
      return "\(kind.rawValue)\t\(source)\t" + targets.joined(separator: " ")
    }
  }

  private func line(_ fields: [String]) -> String {
    fields.map { escaped($0) }.joined(separator: "\t")
  }

  private func list(_ members: [String]) -> String {
    members.map { escaped($0, isMember: true) }.joined(separator: "|")
  }

  private func escaped(_ text: String, isMember: Bool = false) -> String {
    // Nearly always there is nothing to do, and looking is a hundred times cheaper.
    if !text.utf8.contains(where: { $0 == 0x5c || $0 == 0x09 || $0 == 0x0a || $0 == 0x7c }) {
      return text
    }
    let escaped = text.replacing("\\", with: "\\\\").replacing("\t", with: "\\t")
      .replacing("\n", with: "\\n")
    return isMember ? escaped.replacing("|", with: "\\p") : escaped
  }
}
