import Model

/// Everything that is known of a technique: the page that the program is built around.
package struct TechniquePage: Sendable, Codable, Equatable {
  package var id: String
  package var name: String
  package var tactics: [String]
  package var platforms: [String]
  /// As in `ATT&CK v18.1`.
  package var release: String
  package var status: String
  /// The revoked id that was asked for.
  package var askedFor: String?
  package var parent: ObjectLink?
  package var subtechniques: [ObjectLink]
  package var siblings: [ObjectLink]
  package var permalink: String

  package var actorCount: ActorCount
  package var description: AttributedText
  package var detection: DetectionLogic
  package var tests: [ExecutableTest]
  package var groups: [ObservedUse]
  package var campaigns: [ObservedUse]
  package var software: [ObservedUse]
  /// Groups that ATT&CK attributes one of the campaigns to and that are not among `groups`.
  package var groupsThroughCampaigns: [ThroughCampaign]
  package var reports: [CorrelatedReport]
  /// How the number of reports comes about.
  package var reportRule: String
  /// Reports that the defender took in and that claim the technique; empty without a workspace.
  package var ownReports: [OwnReport] = []
  /// What ATT&CK's own text on the technique cites; not counted among the reports.
  package var references: [CitedReport]
  package var mitigations: [MitigationEntry]
  package var next: NextSteps

  package struct ThroughCampaign: Sendable, Codable, Equatable {
    package var group: ObjectLink
    package var campaign: ObjectLink
  }

  /// The page of the technique at `index`, with what texts there are.
  package init(
    _ index: Int,
    askedFor: AttackID? = nil,
    in facts: AttackFacts,
    texts: AttackTexts = AttackTexts()
  ) {
    let technique = facts.objects[index]
    let users = TechniqueUsers(of: index, in: facts)
    let cited = CitedReports(facts)
    let writer = UseWriter(technique: technique, facts: facts, cited: cited, texts: texts)
    id = technique.id.rawValue
    name = technique.name
    tactics = technique.tactics
    platforms = technique.platforms
    release = facts.release(of: technique).title
    status = FactsPack.statusText(technique.status)
    self.askedFor = askedFor?.rawValue
    let family = TechniqueFamily(of: index, in: facts)
    parent = family.parent.map { ObjectLink(facts.objects[$0]) }
    subtechniques = family.children.map { ObjectLink(facts.objects[$0]) }
    siblings = family.siblings.map { ObjectLink(facts.objects[$0]) }
    permalink = technique.permalink

    actorCount = ActorCount(users)
    description = Self.description(of: technique, in: facts, texts: texts)
    detection = DetectionLogic(of: index, in: facts, texts: texts)
    tests = ExecutableTest.of(TechniqueID(rawValue: id))
    groups = users.groups.map(writer.use)
    campaigns = users.campaigns.map(writer.use)
    software = (users.malware + users.tools).map(writer.use)
    groupsThroughCampaigns = Self.through(users, in: facts)
    reports = writer.reports(of: users.all)
    reportRule = "different addresses that the actors' relations to the technique cite"
    references = cited.indices(of: technique.references).map { cited.reports[$0] }
    mitigations = facts.mitigations(of: index).map { relation in
      let mitigation = facts.objects[relation.source]
      return MitigationEntry(
        mitigation: ObjectLink(mitigation),
        application: texts.first(.application, of: mitigation.id, on: technique.id.rawValue)
      )
    }
    next = NextSteps(after: [index], in: facts)
  }

  /// The ids whose texts the page shows.
  package static func textSubjects(_ index: Int, in facts: AttackFacts) -> [AttackID] {
    [facts.objects[index].id] + DetectionLogic.ids(of: index, in: facts)
  }

  private static func description(
    of technique: AttackObject,
    in facts: AttackFacts,
    texts: AttackTexts
  ) -> AttributedText {
    if let text = texts.first(.description, of: technique.id) {
      return AttributedText(text: text, by: facts.release(of: technique).title)
    }
    return AttributedText(text: OwnWords.description(of: technique, in: facts), by: "Rollcall")
  }

  private static func through(
    _ users: TechniqueUsers,
    in facts: AttackFacts
  ) -> [ThroughCampaign] {
    let direct = Set(users.groups.map(\.object))
    return users.campaigns.flatMap { campaign in
      facts.relations(from: campaign.object).filter {
        $0.kind == .attributedTo && !direct.contains($0.target)
          && facts.objects[$0.target].isCurrent
      }.map {
        ThroughCampaign(
          group: ObjectLink(facts.objects[$0.target]),
          campaign: ObjectLink(facts.objects[campaign.object])
        )
      }
    }
  }
}

/// A technique's place among its parent and its sub-techniques.
struct TechniqueFamily {
  var parent: Int?
  var children: [Int]
  var siblings: [Int]

  init(of technique: Int, in facts: AttackFacts) {
    func children(of index: Int) -> [Int] {
      facts.relations(to: index).filter {
        $0.kind == .subtechniqueOf && facts.objects[$0.source].isCurrent
      }.map(\.source).sorted { facts.objects[$0].id < facts.objects[$1].id }
    }
    let parent = facts.relations(from: technique).first { $0.kind == .subtechniqueOf }?.target
    self.parent = parent
    self.children = children(of: technique)
    siblings = parent.map { children(of: $0).filter { $0 != technique } } ?? []
  }
}

/// Writes out who uses a technique and which reports stand behind it.
struct UseWriter {
  let technique: AttackObject
  let facts: AttackFacts
  let cited: CitedReports
  let texts: AttackTexts

  func use(_ user: TechniqueUsers.User) -> ObservedUse {
    let object = facts.objects[user.object]
    return ObservedUse(
      user: ObjectLink(object),
      kind: object.kind.rawValue,
      procedures: texts.all(.procedure, of: object.id, on: technique.id.rawValue),
      reports: cited.indices(of: user.citations).map { cited.reports[$0] }
    )
  }

  /// Every report once, with all it is cited for, newest first.
  func reports(of users: [TechniqueUsers.User]) -> [CorrelatedReport] {
    var citedFor: [Int: [ObjectLink]] = [:]
    for user in users {
      for report in cited.indices(of: user.citations) {
        citedFor[report, default: []].append(ObjectLink(facts.objects[user.object]))
      }
    }
    return citedFor.map { CorrelatedReport(report: cited.reports[$0], citedFor: $1) }
      .sorted(by: CorrelatedReport.isNewer)
  }
}

extension CorrelatedReport {
  static func isNewer(_ left: CorrelatedReport, _ right: CorrelatedReport) -> Bool {
    (right.report.published ?? "", left.report.title, left.report.id)
      < (left.report.published ?? "", right.report.title, right.report.id)
  }
}

extension AttackObject {
  /// Its page at ATT&CK's site.
  var permalink: String {
    let folder: String
    switch kind {
    case .tactic: folder = "tactics"
    case .technique: folder = "techniques"
    case .group: folder = "groups"
    case .campaign: folder = "campaigns"
    case .malware, .tool: folder = "software"
    case .mitigation: folder = "mitigations"
    case .strategy, .analytic: folder = "detectionstrategies"
    case .component: folder = "datacomponents"
    case .source: folder = "datasources"
    case .asset: folder = "assets"
    }
    return "https://attack.mitre.org/\(folder)/" + id.rawValue.replacing(".", with: "/")
  }
}
