import Model
import Testing

@testable import Knowledge

struct AttackImportTests {
  @Test
  func `actors are counted by current objects with a relation of their own`() throws {
    let facts = try SmallBundle.read(SmallBundle.newer).facts
    let page = TechniquePage(try #require(facts.index(of: AttackID(rawValue: "T1"))), in: facts)
    #expect(page.actorCount.total == 3)
    #expect(page.actorCount.rule == "1 group + 1 campaign + 1 tool")
    #expect(page.groupsThroughCampaigns.map(\.group.id) == ["G2"])
    #expect(page.reports.map(\.report.title) == ["Writer, A. (2024, May 1). A list of names."])
    #expect(page.reports[0].report.published == "2024-05-01")
    #expect(page.reports[0].citedFor.map(\.id) == ["G1", "C1"])
    #expect(page.description.by == "Rollcall")
    #expect(page.groups[0].procedures.isEmpty)
  }

  @Test
  func `imported texts appear as plain text under the name of their release`() throws {
    let imported = try SmallBundle.read(SmallBundle.newer)
    let index = try #require(imported.facts.index(of: AttackID(rawValue: "T1")))
    let page = TechniquePage(index, in: imported.facts, texts: AttackTexts(imported.texts))
    #expect(page.description.text == "Read Lists (T2.001).")
    #expect(page.description.by == "ATT&CK v18.1")
    #expect(page.groups[0].procedures == ["Asked \"name\" after name. [Weekly]"])
    let analytic = try #require(page.detection.strategies.first?.analytics.first)
    #expect(analytic.description == "Look.")
    #expect(analytic.logSources.map(\.channel) == ["rcpt"])
    #expect(analytic.logSources.map { $0.component?.id } == ["DC1"])
    #expect(analytic.mutableFields.map(\.description) == ["How long."])
  }

  @Test
  func `a revoked id leads to what stands in its place, and an unknown one to its neighbours`()
    throws
  {
    let facts = try SmallBundle.read(SmallBundle.newer).facts
    let index = try #require(facts.index(of: AttackID(rawValue: "T1")))
    #expect(
      facts.look(up: "t9", among: [.technique])
        == .followed(index, from: AttackID(rawValue: "T9"))
    )
    #expect(facts.look(up: "names", among: [.technique]) == .found(index))
    #expect(
      facts.look(up: "T3", among: [.technique]) == .unknown(nearest: [AttackID(rawValue: "T1")])
    )
    #expect(facts.look(up: "T1", among: [.group]) != .found(index))
  }

  @Test
  func `revocations that lead in a circle end`() throws {
    let facts = try SmallBundle.read(
      SmallBundle.bundle([
        SmallBundle.technique("T1", "a", #","revoked":true"#),
        SmallBundle.technique("T2", "b", #","revoked":true"#),
        SmallBundle.relation("revoked-by", "attack-pattern--T1", "attack-pattern--T2"),
        SmallBundle.relation("revoked-by", "attack-pattern--T2", "attack-pattern--T1"),
      ])
    ).facts
    _ = facts.look(up: "T1", among: [.technique])
    #expect(facts.objects.count == 2)
  }

  @Test
  func `what is left out is counted with its reason`() throws {
    let leftOut = try SmallBundle.read(SmallBundle.newer).leftOut
    #expect(
      leftOut == [
        .init(reason: "mitigation under the id of a technique", count: 1),
        .init(reason: "of unknown type x-new-thing", count: 1),
        .init(reason: "relation of objects that are not there", count: 1),
        .init(reason: "relation that is revoked or deprecated", count: 1),
      ]
    )
  }

  @Test
  func `detection as it was before v18 is shown`() throws {
    let imported = try SmallBundle.read(
      SmallBundle.bundle([
        SmallBundle.technique("T1", "Names", #","x_mitre_detection":"Watch the mail log.""#),
        #"{"type":"x-mitre-data-component","id":"x-mitre-data-component--1","name":"Mail content","x_mitre_data_source_ref":"x-mitre-data-source--DS1"}"#,
        SmallBundle.object("x-mitre-data-source", "DS1", "Mail"),
        SmallBundle.relation(
          "detects",
          "x-mitre-data-component--1",
          "attack-pattern--T1",
          #","description":"Read it.""#
        ),
      ]),
      version: "17.1"
    )
    let page = TechniquePage(0, in: imported.facts, texts: AttackTexts(imported.texts))
    #expect(page.detection.text == "Watch the mail log.")
    let component = try #require(page.detection.components.first)
    #expect(component.source?.id == "DS1")
    #expect(component.application == "Read it.")
  }

  @Test(arguments: [
    "", "{}", "[]", #"{"type":"bundle"}"#, #"{"type":"bundle","objects":[{"#,
    #"{"type":"note","objects":[]}"#,
  ])
  func `what is no whole bundle is refused`(text: String) {
    #expect(throws: AttackError.notABundle(file: "bundle.json")) {
      try SmallBundle.read(Array(text.utf8))
    }
  }

  @Test
  func `every cut of a bundle is refused`() throws {
    for count in SmallBundle.newer.indices {
      #expect(throws: AttackError.self) { try SmallBundle.read(Array(SmallBundle.newer[..<count])) }
    }
  }

  @Test
  func `the version comes from the collection, the name of the file, or the last change`() throws {
    let technique = SmallBundle.technique("T1", "Names")
    let collection =
      #"{"type":"x-mitre-collection","id":"x-mitre-collection--1","x_mitre_version":"19.2"}"#
    let stated = try SmallBundle.read(SmallBundle.bundle([technique, collection]), version: nil)
    #expect(stated.facts.releases.map(\.version) == ["19.2"])
    #expect(stated.facts.releases.map(\.origin) == [.stated])
    let dated = try SmallBundle.read(SmallBundle.bundle([technique]), version: nil)
    #expect(dated.facts.releases.map(\.version) == ["18.1"])
    #expect(dated.facts.releases.map(\.origin) == [.inferred])
    #expect(ReleaseReader.version(inFileName: "x/enterprise-attack-17.1.json.gz") == "17.1")
    #expect(ReleaseReader.version(ofLastChange: "2026-04-01") == nil)
    #expect(ReleaseReader.version(ofLastChange: "2019-04-01") == nil)
  }
}
