import Model

/// A group, a campaign or a piece of software: what it is known to do, with whom, and who says so.
package struct ActorPage: Sendable, Codable, Equatable {
  package struct Technique: Sendable, Codable, Equatable {
    package var technique: ObjectLink
    package var tactics: [String]
    package var procedures: [String]
    package var reports: [CitedReport]
    /// How many groups and campaigns of ATT&CK use it, of how many: rare ones say more.
    package var usedBy: Int
  }

  /// A tie to another group, campaign or software.
  package struct Tie: Sendable, Codable, Equatable {
    package var object: ObjectLink
    package var kind: String
    package var text: String?
    package var reports: [CitedReport]
  }

  /// Names that one list gives to one of its own actors.
  package struct OtherNames: Sendable, Codable, Equatable {
    package var names: [String]
    /// Whose they are, as in `alias of APT28 in MISP Threat Actor 349`.
    package var source: String

    package init(names: [String], source: String) {
      (self.names, self.source) = (names, source)
    }
  }

  package var id: String
  package var name: String
  /// `group`, `campaign`, `malware` or `tool`.
  package var kind: String
  package var aliases: [String]
  /// Names that imported lists give it besides ATT&CK's.
  package var otherNames: [OtherNames] = []
  package var release: String
  package var status: String
  package var askedFor: String?
  package var permalink: String
  package var firstSeen: String?
  package var lastSeen: String?
  package var description: AttributedText?
  package var techniques: [Technique]
  /// All groups and campaigns that `usedBy` counts among.
  package var actorsInATTACK: Int
  /// Software that it uses, or for software who uses it.
  package var software: [Tie]
  package var users: [Tie]
  /// A group's campaigns, or the groups of a campaign.
  package var attributed: [Tie]
  package var reports: [CorrelatedReport]
  /// Reports that the defender took in and that claim it; empty without a workspace.
  package var ownReports: [OwnReport] = []
  package var nearest: [NearActor]

  package static let kinds: Set<AttackObject.Kind> = [.group, .campaign, .malware, .tool]

  package init(
    _ index: Int,
    askedFor: AttackID? = nil,
    in facts: AttackFacts,
    texts: AttackTexts = AttackTexts()
  ) {
    let object = facts.objects[index]
    let writer = TieWriter(facts: facts, cited: CitedReports(facts), texts: texts)
    let profiles = ProfileIndex(facts)
    id = object.id.rawValue
    name = object.name
    kind = object.kind.rawValue
    aliases = object.aliases
    release = facts.release(of: object).title
    status = FactsPack.statusText(object.status)
    self.askedFor = askedFor?.rawValue
    permalink = object.permalink
    firstSeen = object.firstSeen.isEmpty ? nil : object.firstSeen
    lastSeen = object.lastSeen.isEmpty ? nil : object.lastSeen
    let release = release
    description = texts.first(.description, of: object.id).map {
      AttributedText(text: $0, by: release)
    }
    techniques = writer.techniques(of: index, profiles: profiles)
    actorsInATTACK = profiles.profiles.count
    software = writer.ties(from: index, .uses) { $0.isSoftware }
    users = writer.ties(to: index, .uses)
    attributed = writer.ties(from: index, .attributedTo) + writer.ties(to: index, .attributedTo)
    reports = writer.reports(of: index)
    let seen = Set(ProfileIndex.techniques(of: index, in: facts))
    nearest = NearestProfiles(to: seen, among: profiles, without: [index]).neighbours.prefix(5).map
    { NearActor($0, in: facts) }
  }
}

/// Writes out the relations of an actor.
private struct TieWriter {
  let facts: AttackFacts
  let cited: CitedReports
  let texts: AttackTexts

  func techniques(of index: Int, profiles: ProfileIndex) -> [ActorPage.Technique] {
    let user = facts.objects[index].id
    var frequency: [Int: Int] = [:]
    for technique in profiles.profiles.lazy.flatMap(\.techniques) {
      frequency[technique, default: 0] += 1
    }
    return usedTechniques(of: index).map { relation in
      let technique = facts.objects[relation.target]
      return ActorPage.Technique(
        technique: ObjectLink(technique),
        tactics: technique.tactics,
        procedures: texts.all(.procedure, of: user, on: technique.id.rawValue),
        reports: cited.indices(of: relation.citations).map { cited.reports[$0] },
        usedBy: frequency[relation.target] ?? 0
      )
    }.sorted { $0.technique.id < $1.technique.id }
  }

  private func usedTechniques(of index: Int) -> [AttackRelation] {
    facts.relations(from: index).filter {
      $0.kind == .uses && facts.objects[$0.target].kind == .technique
        && facts.objects[$0.target].isCurrent
    }
  }

  func ties(
    from index: Int,
    _ kind: AttackRelation.Kind,
    where isWanted: (AttackObject) -> Bool = { _ in true }
  ) -> [ActorPage.Tie] {
    facts.relations(from: index).filter { $0.kind == kind }.compactMap {
      let other = facts.objects[$0.target]
      return isWanted(other) && other.isCurrent ? tie($0, to: other) : nil
    }
  }

  func ties(to index: Int, _ kind: AttackRelation.Kind) -> [ActorPage.Tie] {
    facts.relations(to: index).filter { $0.kind == kind }.compactMap {
      let other = facts.objects[$0.source]
      return other.isCurrent ? tie($0, to: other) : nil
    }
  }

  private func tie(_ relation: AttackRelation, to other: AttackObject) -> ActorPage.Tie {
    let target = facts.objects[relation.target].id.rawValue
    return ActorPage.Tie(
      object: ObjectLink(other),
      kind: other.kind.rawValue,
      text: texts.first(
        relation.kind == .uses ? .procedure : .application,
        of: facts.objects[relation.source].id,
        on: target
      ),
      reports: cited.indices(of: relation.citations).map { cited.reports[$0] }
    )
  }

  /// Every report behind a relation of the object's, with the techniques and objects it is cited for.
  func reports(of index: Int) -> [CorrelatedReport] {
    var citedFor: [Int: [ObjectLink]] = [:]
    for relation in facts.relations(from: index) where facts.objects[relation.target].isCurrent {
      for report in cited.indices(of: relation.citations) {
        citedFor[report, default: []].append(ObjectLink(facts.objects[relation.target]))
      }
    }
    return citedFor.map { CorrelatedReport(report: cited.reports[$0], citedFor: $1) }
      .sorted(by: CorrelatedReport.isNewer)
  }
}
