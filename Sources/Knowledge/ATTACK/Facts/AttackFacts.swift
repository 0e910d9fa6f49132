/// What ATT&CK says, without its prose: objects, relations and citations of one or several releases.
///
/// Objects are known by their index, which holds for this value only. Immutable, so that all indices
/// hold.
package struct AttackFacts: Sendable {
  package let releases: [AttackRelease]
  package let objects: [AttackObject]
  /// Sorted by source, kind and target.
  package let relations: [AttackRelation]
  package let citations: [AttackCitation]

  private let indexOfID: [AttackID: Int]
  /// The relations of source `n` are `outgoingStart[n]..<outgoingStart[n + 1]`.
  private let outgoingStart: [Int]
  /// Positions of relations sorted by target; those of target `n` lie between two starts.
  private let incoming: [Int]
  private let incomingStart: [Int]

  /// Relations must name objects and citations that are there. Of two objects with one id, the first
  /// is found by it.
  package init(
    releases: [AttackRelease],
    objects: [AttackObject],
    relations: [AttackRelation],
    citations: [AttackCitation]
  ) {
    self.releases = releases
    self.objects = objects
    self.citations = citations
    self.relations = relations.sorted {
      ($0.source, $0.kind.rawValue, $0.target) < ($1.source, $1.kind.rawValue, $1.target)
    }
    indexOfID = Dictionary(
      objects.indices.map { (objects[$0].id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    outgoingStart = Self.starts(self.relations.map(\.source), count: objects.count)
    let sorted = self.relations
    incoming = sorted.indices.sorted { (sorted[$0].target, $0) < (sorted[$1].target, $1) }
    incomingStart = Self.starts(incoming.map { sorted[$0].target }, count: objects.count)
  }

  /// Where each key's run begins in the sorted `keys`, with the end behind the last.
  private static func starts(_ keys: [Int], count: Int) -> [Int] {
    var starts = [Int](repeating: 0, count: count + 1)
    for key in keys { starts[key + 1] += 1 }
    for index in starts.indices.dropFirst() { starts[index] += starts[index - 1] }
    return starts
  }

  package func index(of id: AttackID) -> Int? { indexOfID[id] }

  package func object(_ id: AttackID) -> AttackObject? { indexOfID[id].map { objects[$0] } }

  /// Relations that begin at the object, those of one kind together.
  package func relations(from object: Int) -> ArraySlice<AttackRelation> {
    relations[outgoingStart[object]..<outgoingStart[object + 1]]
  }

  /// Relations that end at the object, in order of their source.
  package func relations(to object: Int) -> [AttackRelation] {
    incoming[incomingStart[object]..<incomingStart[object + 1]].map { relations[$0] }
  }

  /// Indices of the objects of a kind that are neither revoked nor deprecated.
  package func current(_ kind: AttackObject.Kind) -> [Int] {
    objects.indices.filter { objects[$0].kind == kind && objects[$0].isCurrent }
  }
}
