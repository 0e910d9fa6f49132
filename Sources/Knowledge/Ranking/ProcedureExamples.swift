import Model

extension ProcedureExample {
  /// The procedure examples of an import, without the name of who did it, which says nothing of the
  /// technique.
  package static func all(in imported: AttackImport) -> [Self] {
    let facts = imported.facts
    var urls: [String: [String]] = [:]
    var names: [String: String] = [:]
    for object in facts.objects { names[object.id.rawValue] = object.name }
    for relation in facts.relations where relation.kind == .uses {
      let (source, target) = (facts.objects[relation.source], facts.objects[relation.target])
      urls[source.id.rawValue + " " + target.id.rawValue] = relation.citations.map {
        facts.citations[$0].url
      }
    }
    return imported.texts.compactMap { text in
      guard text.kind == .procedure, text.target.hasPrefix("T"),
        let name = names[text.subject]
      else { return nil }
      let words = ProcedureProse.plain(text.body).replacing(name, with: "")
      return Self(
        technique: text.target,
        text: words.split(whereSeparator: \.isWhitespace).joined(separator: " "),
        urls: urls[text.subject + " " + text.target] ?? []
      )
    }
  }
}
