package import Model

extension ProcedureExample {
  /// The procedure examples of an import, without the name of who did it, which says nothing of the
  /// technique.
  package static func all(in imported: AttackImport) -> [Self] {
    all(imported.texts, facts: imported.facts)
  }

  /// The same from the texts that a workspace kept, of which some may be missing.
  package static func all(_ texts: [AttackText], facts: AttackFacts) -> [Self] {
    var urls: [String: [String]] = [:]
    var names: [String: String] = [:]
    for object in facts.objects { names[object.id.rawValue] = object.name }
    for relation in facts.relations where relation.kind == .uses {
      let (source, target) = (facts.objects[relation.source], facts.objects[relation.target])
      urls[source.id.rawValue + " " + target.id.rawValue] = relation.citations.map {
        facts.citations[$0].url
      }
    }
    return texts.compactMap { text in
      guard text.kind == .procedure, text.target.hasPrefix("T"),
        let name = names[text.subject]
      else { return nil }
      let words = ProcedureProse.plain(text.body).replacing(name, with: "")
      return Self(
        technique: text.target,
        text: words.split(whereSeparator: \.isWhitespace).joined(separator: " "),
        urls: urls[text.subject + " " + text.target] ?? [],
        actor: "\(text.subject) \(name)"
      )
    }
  }

  /// The sentences of ATT&CK's descriptions of current techniques, each with the technique's name: for
  /// techniques that nobody is known to have used they are all there is to learn from.
  package static func descriptions(_ texts: [AttackText], facts: AttackFacts) -> [Self] {
    texts.flatMap { text -> [Self] in
      guard text.kind == .description,
        let technique = facts.object(AttackID(rawValue: text.subject)),
        technique.kind == .technique, technique.isCurrent
      else { return [] }
      let plain = Array(ProcedureProse.plain(text.body).utf8)
      return SentenceSplitter.sentences(of: plain).map {
        let sentence = String(decoding: plain[$0], as: UTF8.self)
        return Self(
          technique: text.subject,
          text: "\(technique.name) \(sentence)",
          urls: [],
          actor: ""
        )
      }
    }
  }
}
