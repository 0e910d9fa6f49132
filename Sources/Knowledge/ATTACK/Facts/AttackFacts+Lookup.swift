extension AttackFacts {
  /// The release that an object is from; where several hold it, the first.
  package func release(of object: AttackObject) -> AttackRelease {
    // Every object is in a release: importer and pack reader see to it.
    releases[object.releases.first ?? 0]
  }

  /// Where a typed id leads: revoked ids are followed to what stands in their place.
  package enum Lookup: Equatable, Sendable {
    case found(Int)
    /// `from` was revoked, once or more times.
    case followed(Int, from: AttackID)
    /// It was revoked and nothing stands in its place, or it is not of the kinds asked for.
    case unknown(nearest: [AttackID])
  }

  /// Looks up an id as people type it, in any case; of `kinds` only.
  package func look(up typed: String, among kinds: Set<AttackObject.Kind>) -> Lookup {
    let id = AttackID(rawValue: typed.uppercased())
    guard let first = index(of: id) ?? index(named: typed, among: kinds),
      kinds.contains(objects[first].kind)
    else { return .unknown(nearest: nearest(to: typed, among: kinds)) }
    let index = standing(for: first)
    return index == first ? .found(index) : .followed(index, from: objects[first].id)
  }

  /// What stands in the place of an object, which is itself unless it was revoked.
  func standing(for first: Int) -> Int {
    var index = first
    var passed: Set<Int> = []
    while case .revoked(by: let successor) = objects[index].status, passed.insert(index).inserted {
      guard let successor, let next = self.index(of: successor) else { break }
      index = next
    }
    return index
  }

  /// The current object with this name or alias, in any case.
  private func index(named name: String, among kinds: Set<AttackObject.Kind>) -> Int? {
    let wanted = name.lowercased()
    let named = objects.indices.filter {
      kinds.contains(objects[$0].kind) && objects[$0].isCurrent
        && ([objects[$0].name] + objects[$0].aliases).contains { $0.lowercased() == wanted }
    }
    return named.count == 1 ? named[0] : nil
  }

  /// Up to five current ids whose id, name or alias is nearest to what was typed.
  func nearest(to typed: String, among kinds: Set<AttackObject.Kind>) -> [AttackID] {
    let wanted = Array(typed.lowercased().unicodeScalars.prefix(Self.longestTyped))
    let ranked = objects.indices.filter {
      kinds.contains(objects[$0].kind) && objects[$0].isCurrent
    }
    .map { index in (distance: distance(wanted, to: objects[index]), index: index) }
    .filter { $0.distance <= max(2, wanted.count / 2) }
    .sorted { ($0.distance, objects[$0.index].id) < ($1.distance, objects[$1.index].id) }
    return ranked.prefix(5).map { objects[$0.index].id }
  }

  /// Nobody types more, and the distance costs the product of both lengths.
  private static let longestTyped = 40

  private func distance(_ wanted: [Unicode.Scalar], to object: AttackObject) -> Int {
    ([object.id.rawValue, object.name] + object.aliases).map { name in
      SpellingDistance.between(wanted, Array(name.lowercased().unicodeScalars.prefix(40)))
    }.min() ?? Int.max
  }
}

/// How many insertions, deletions and changes of one character make one text of another (Levenshtein).
enum SpellingDistance {
  static func between(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var row = Array(0...right.count)
    for (position, scalar) in left.enumerated() {
      var diagonal = row[0]
      row[0] = position + 1
      for column in right.indices {
        let changed = diagonal + (right[column] == scalar ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(changed, row[column] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
