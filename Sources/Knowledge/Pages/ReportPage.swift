import Model

/// A report that ATT&CK cites, and everything it is cited for.
package struct ReportPage: Sendable, Codable, Equatable {
  /// A relation that rests on the report.
  package struct Claim: Sendable, Codable, Equatable {
    package var source: ObjectLink
    package var relation: String
    package var target: ObjectLink
    /// The relation in ATT&CK's words; absent where no text was imported.
    package var text: String?
  }

  package var report: CitedReport
  /// Which ATT&CK cites it.
  package var releases: [String]
  package var claims: [Claim]
  /// Objects whose own text cites it.
  package var mentionedBy: [ObjectLink]
}

/// The reports that ATT&CK cites, to be listed, filtered and looked up.
package struct ReportCatalogue: Sendable {
  private let facts: AttackFacts
  private let cited: CitedReports
  /// For each report, the positions of the relations that cite it.
  private let relations: [Int: [Int]]

  package init(_ facts: AttackFacts) {
    self.facts = facts
    cited = CitedReports(facts)
    var relations: [Int: [Int]] = [:]
    for (position, relation) in facts.relations.enumerated() {
      guard facts.objects[relation.source].isCurrent, facts.objects[relation.target].isCurrent
      else { continue }
      for report in cited.indices(of: relation.citations) {
        relations[report, default: []].append(position)
      }
    }
    self.relations = relations
  }

  package static let rule =
    "different addresses cited by relations of current groups, campaigns and software to current techniques"

  /// Reports behind the uses of techniques, newest first; `isWanted` sees one relation at a time.
  package func reports(
    where isWanted: (AttackRelation) -> Bool = { _ in true }
  ) -> [CorrelatedReport] {
    relations.compactMap { report, positions -> CorrelatedReport? in
      let uses = positions.map { facts.relations[$0] }.filter {
        $0.kind == .uses && facts.objects[$0.target].kind == .technique
      }
      guard uses.contains(where: isWanted) else { return nil }
      var seen: Set<Int> = []
      let users = uses.map(\.source).filter { seen.insert($0).inserted }
      return CorrelatedReport(
        report: cited.reports[report],
        citedFor: users.map { ObjectLink(facts.objects[$0]) }
      )
    }.sorted(by: CorrelatedReport.isNewer)
  }

  /// The indices of the reports whose id begins with what was typed.
  package func look(up typed: String) -> [Int] {
    let typed = typed.lowercased()
    guard typed.count > "ar-".count else { return [] }
    return cited.reports.indices.filter { cited.reports[$0].id.hasPrefix(typed) }
  }

  package func report(_ index: Int) -> CitedReport { cited.reports[index] }

  /// The ids whose texts the page shows.
  package func textSubjects(of index: Int) -> [AttackID] {
    Set((relations[index] ?? []).map { facts.objects[facts.relations[$0].source].id }).sorted()
  }

  package func page(_ index: Int, texts: AttackTexts = AttackTexts()) -> ReportPage {
    let positions = relations[index] ?? []
    let claims = positions.map { position in
      let relation = facts.relations[position]
      let (source, target) = (facts.objects[relation.source], facts.objects[relation.target])
      return ReportPage.Claim(
        source: ObjectLink(source),
        relation: relation.kind.rawValue,
        target: ObjectLink(target),
        text: texts.first(
          relation.kind == .uses ? .procedure : .application,
          of: source.id,
          on: target.id.rawValue
        )
      )
    }
    let mentions = facts.objects.filter {
      $0.isCurrent && cited.indices(of: $0.references).contains(index)
    }
    return ReportPage(
      report: cited.reports[index],
      releases: facts.releases.map(\.title),
      claims: claims,
      mentionedBy: mentions.map(ObjectLink.init)
    )
  }
}
