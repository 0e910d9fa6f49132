extension AttackFacts {
  /// The facts of those releases only that `isKept` says; what belongs to none of them is left out.
  package func keeping(_ isKept: (AttackRelease) -> Bool) -> AttackFacts {
    let releaseNumbers = Self.numbers(of: releases.map(isKept))
    let objectNumbers = Self.numbers(
      of: objects.map { $0.releases.contains { releaseNumbers[$0] != nil } }
    )
    let kept = objects.indices.filter { objectNumbers[$0] != nil }.map { index in
      var object = objects[index]
      object.releases = object.releases.compactMap { releaseNumbers[$0] }
      object.logSources = object.logSources.map {
        .init(component: $0.component.flatMap { objectNumbers[$0] }, name: $0.name)
      }
      return object
    }
    let relations = relations.compactMap { relation -> AttackRelation? in
      guard let source = objectNumbers[relation.source], let target = objectNumbers[relation.target]
      else { return nil }
      var relation = relation
      (relation.source, relation.target) = (source, target)
      return relation
    }
    return AttackFacts(
      releases: releases.filter(isKept),
      objects: kept,
      relations: relations,
      citations: citations
    )
  }

  /// New numbers for what is kept, none for the rest.
  private static func numbers(of isKept: [Bool]) -> [Int?] {
    var next = 0
    return isKept.map { isKept in
      if !isKept { return nil }
      next += 1
      return next - 1
    }
  }
}

/// Which release of each domain is in use, of the one that is built in and those that were imported.
package struct AttackChoice: Sendable {
  package let builtIn: [AttackRelease]
  package let imported: [AttackRelease]

  package init(builtIn: [AttackRelease], imported: [AttackRelease]) {
    self.builtIn = builtIn
    self.imported = imported
  }

  /// One a domain: the newest, or the one of the `wanted` version.
  package func releases(wanted: String?) -> [AttackRelease] {
    AttackRelease.Domain.allCases.compactMap { domain in
      (imported + builtIn).filter { release in
        release.domain == domain && (wanted.map { $0 == release.version } ?? true)
      }.max { $0.isOlder(than: $1) }
    }
  }

  /// Whether the built-in facts serve: an import of the same version has the same facts.
  package func isBuiltIn(_ release: AttackRelease) -> Bool {
    builtIn.contains { $0.domain == release.domain && $0.version == release.version }
  }

  package func isImported(_ release: AttackRelease) -> Bool {
    imported.contains { $0.domain == release.domain && $0.version == release.version }
  }
}

extension AttackRelease {
  /// By the numbers in the version: 9.0 is older than 10.0.
  package func isOlder(than other: AttackRelease) -> Bool {
    versionNumbers.lexicographicallyPrecedes(other.versionNumbers)
  }

  private var versionNumbers: [Int] {
    version.split(separator: ".").map { Int($0) ?? 0 }
  }
}
