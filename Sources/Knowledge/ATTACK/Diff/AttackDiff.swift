import Model

/// What changed from one version of a domain to another.
package struct AttackDiff: Sendable, Codable, Equatable {
  package struct Change: Sendable, Codable, Equatable {
    package var object: ObjectLink
    package var before: String
    package var after: String
  }

  /// What a technique gained and lost.
  package struct ListChange: Sendable, Codable, Equatable {
    package var object: ObjectLink
    package var gained: [ObjectLink]
    package var lost: [ObjectLink]
  }

  /// How many reports of a workspace claim a technique.
  package struct ClaimCount: Sendable, Codable, Equatable {
    package var technique: String
    package var reports: Int

    package init(technique: String, reports: Int) {
      (self.technique, self.reports) = (technique, reports)
    }
  }

  package var before: String
  package var after: String
  package var techniquesAdded: [ObjectLink]
  /// There before and without a trace after.
  package var techniquesGone: [ObjectLink]
  package var techniquesRenamed: [Change]
  /// `after` is the id in whose favour, if there is one.
  package var techniquesRevoked: [Change]
  package var techniquesDeprecated: [ObjectLink]
  package var tacticsChanged: [Change]
  package var actorsAdded: [ObjectLink]
  package var actorsGone: [ObjectLink]
  package var softwareAdded: [ObjectLink]
  package var softwareGone: [ObjectLink]
  /// Groups, campaigns and software of techniques that are in both.
  package var usersChanged: [ListChange]
  /// Strategies, their analytics and data components of techniques that are in both.
  package var detectionsChanged: [ListChange]
  package var mitigationsChanged: [ListChange]
  /// Tests of ours whose technique is not what it was.
  package var testsToReview: [String]
  /// Claims whose technique is not what it was; `nil` without a workspace.
  package var claimsToReview: [ClaimCount]?

  package init(from old: AttackFacts, to new: AttackFacts) {
    let comparison = Comparison(old: old, new: new)
    before = old.releases.map(\.title).joined(separator: ", ")
    after = new.releases.map(\.title).joined(separator: ", ")
    techniquesAdded = comparison.added([.technique])
    techniquesGone = comparison.gone([.technique])
    techniquesRenamed = comparison.changes { $0.name }
    techniquesRevoked = comparison.revoked
    techniquesDeprecated = comparison.deprecated
    tacticsChanged = comparison.changes { $0.tactics.sorted().joined(separator: ", ") }
    actorsAdded = comparison.added([.group, .campaign])
    actorsGone = comparison.gone([.group, .campaign])
    softwareAdded = comparison.added([.malware, .tool])
    softwareGone = comparison.gone([.malware, .tool])
    usersChanged = comparison.listChanges { facts, technique in
      TechniqueUsers(of: technique, in: facts).all.map(\.object)
    }
    detectionsChanged = comparison.listChanges(Comparison.detections)
    mitigationsChanged = comparison.listChanges { facts, technique in
      facts.mitigations(of: technique).map(\.source)
    }
    testsToReview = []
    claimsToReview = nil
    testsToReview = ExecutableTest.all.filter { changedTechniques.contains($0.technique.rawValue) }
      .map(\.id)
  }

  /// Ids of techniques that no longer mean what they meant: renamed, moved, revoked, deprecated or
  /// gone. Claims and rules that name them are to be looked at.
  package var changedTechniques: Set<String> {
    Set(
      (techniquesRenamed + techniquesRevoked + tacticsChanged).map(\.object.id)
        + (techniquesDeprecated + techniquesGone).map(\.id)
    )
  }
}

/// Two versions side by side, by id.
private struct Comparison {
  let old: AttackFacts
  let new: AttackFacts

  func added(_ kinds: Set<AttackObject.Kind>) -> [ObjectLink] {
    new.objects.filter { object in
      kinds.contains(object.kind) && object.isCurrent
        && !(old.object(object.id)?.isCurrent ?? false)
    }.map(ObjectLink.init).sorted { $0.id < $1.id }
  }

  func gone(_ kinds: Set<AttackObject.Kind>) -> [ObjectLink] {
    old.objects.filter { object in
      guard kinds.contains(object.kind), object.isCurrent else { return false }
      // What is still there as revoked or deprecated technique is listed as such.
      guard let later = new.object(object.id) else { return true }
      return object.kind != .technique && !later.isCurrent
    }.map(ObjectLink.init).sorted { $0.id < $1.id }
  }

  /// Techniques current in both, old and new index, by id.
  private var pairs: [(old: Int, new: Int)] {
    old.current(.technique).compactMap { index in
      guard let later = new.index(of: old.objects[index].id), new.objects[later].isCurrent else {
        return nil
      }
      return (index, later)
    }.sorted { old.objects[$0.old].id < old.objects[$1.old].id }
  }

  func changes(_ value: (AttackObject) -> String) -> [AttackDiff.Change] {
    pairs.compactMap { pair in
      let (before, after) = (value(old.objects[pair.old]), value(new.objects[pair.new]))
      if before == after { return nil }
      return .init(object: ObjectLink(new.objects[pair.new]), before: before, after: after)
    }
  }

  /// Current techniques of the old version with what the new one has under their id.
  private var ended: [(before: AttackObject, after: AttackObject)] {
    old.current(.technique).compactMap { index in
      guard let later = new.object(old.objects[index].id), !later.isCurrent else { return nil }
      return (old.objects[index], later)
    }.sorted { $0.before.id < $1.before.id }
  }

  var revoked: [AttackDiff.Change] {
    ended.compactMap { before, after in
      guard case .revoked(by: let successor) = after.status else { return nil }
      return .init(
        object: ObjectLink(before),
        before: before.id.rawValue,
        after: successor?.rawValue ?? ""
      )
    }
  }

  var deprecated: [ObjectLink] {
    ended.filter { $0.after.status == .deprecated }.map { ObjectLink($0.before) }
  }

  func listChanges(_ list: (AttackFacts, Int) -> [Int]) -> [AttackDiff.ListChange] {
    pairs.compactMap { pair in
      let before = links(list(old, pair.old), in: old)
      let after = links(list(new, pair.new), in: new)
      let gained = after.filter { before[$0.key] == nil }.values.sorted { $0.id < $1.id }
      let lost = before.filter { after[$0.key] == nil }.values.sorted { $0.id < $1.id }
      if gained.isEmpty, lost.isEmpty { return nil }
      return .init(object: ObjectLink(new.objects[pair.new]), gained: gained, lost: lost)
    }
  }

  /// By STIX id, because data components got an ATT&CK id only with v18.
  private func links(_ indices: [Int], in facts: AttackFacts) -> [String: ObjectLink] {
    Dictionary(
      indices.map { (facts.objects[$0].stixID, ObjectLink(facts.objects[$0])) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  static func detections(_ facts: AttackFacts, _ technique: Int) -> [Int] {
    let detecting = facts.relations(to: technique).filter { $0.kind == .detects }.map(\.source)
    let analytics = detecting.flatMap { facts.relations(from: $0) }
      .filter { $0.kind == .contains }.map(\.target)
    let components = analytics.flatMap { facts.objects[$0].logSources }.compactMap(\.component)
    return detecting + analytics + components
  }
}
