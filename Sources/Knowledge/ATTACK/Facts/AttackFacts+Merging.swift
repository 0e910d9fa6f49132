extension AttackFacts {
  /// The facts of several releases as one: what they share, by its STIX id, is there once.
  ///
  /// Of an object or relation that several releases have, the first one's details are taken; a
  /// relation has the citations of all.
  package static func merging(_ parts: [AttackFacts]) -> AttackFacts {
    if parts.count == 1 { return parts[0] }
    var merger = AttackFactsMerger()
    for part in parts { merger.add(part) }
    return merger.facts()
  }
}

private struct AttackFactsMerger {
  private struct Tie: Hashable {
    var kind: AttackRelation.Kind
    var source: Int
    var target: Int
  }

  private var releases: [AttackRelease] = []
  private var objects: [AttackObject] = []
  private var citations: [AttackCitation] = []
  private var relations: [AttackRelation] = []
  private var indexOfStixID: [String: Int] = [:]
  private var indexOfCitation: [AttackCitation: Int] = [:]
  private var indexOfTie: [Tie: Int] = [:]

  mutating func add(_ part: AttackFacts) {
    let firstRelease = releases.count
    releases += part.releases
    let citationNumbers = part.citations.map { number(of: $0) }
    let objectNumbers = part.objects.map { object in
      number(of: object, firstRelease: firstRelease, citations: citationNumbers)
    }
    // Only objects that this part brought have log sources that still name the part's numbers.
    for (object, number) in zip(part.objects, objectNumbers)
    where objects[number].releases.first.map({ $0 >= firstRelease }) ?? false {
      objects[number].logSources = object.logSources.map {
        .init(component: $0.component.map { objectNumbers[$0] }, name: $0.name)
      }
    }
    for relation in part.relations { add(relation, objectNumbers, citationNumbers) }
  }

  private mutating func number(of citation: AttackCitation) -> Int {
    if let known = indexOfCitation[citation] { return known }
    citations.append(citation)
    indexOfCitation[citation] = citations.count - 1
    return citations.count - 1
  }

  private mutating func number(
    of object: AttackObject,
    firstRelease: Int,
    citations: [Int]
  ) -> Int {
    let releases = object.releases.map { $0 + firstRelease }
    if let known = indexOfStixID[object.stixID] {
      objects[known].releases += releases
      return known
    }
    var object = object
    object.releases = releases
    object.references = object.references.map { citations[$0] }
    objects.append(object)
    indexOfStixID[object.stixID] = objects.count - 1
    return objects.count - 1
  }

  private mutating func add(_ relation: AttackRelation, _ objects: [Int], _ citations: [Int]) {
    var relation = relation
    relation.source = objects[relation.source]
    relation.target = objects[relation.target]
    relation.citations = relation.citations.map { citations[$0] }
    let tie = Tie(kind: relation.kind, source: relation.source, target: relation.target)
    if let known = indexOfTie[tie] {
      let fresh = relation.citations.filter { !relations[known].citations.contains($0) }
      relations[known].citations += fresh
    } else {
      indexOfTie[tie] = relations.count
      relations.append(relation)
    }
  }

  func facts() -> AttackFacts {
    AttackFacts(
      releases: releases,
      objects: objects,
      relations: relations,
      citations: citations
    )
  }
}
