import Model

/// Turns the objects of a bundle into facts and texts.
///
/// Objects first, then what hangs between them, then relations.
struct AttackFactsBuilder {
  private let release: AttackRelease
  private var objects: [AttackObject] = []
  private var relations: [AttackRelation] = []
  private var citations: [AttackCitation] = []
  private(set) var texts: [AttackText] = []
  private(set) var leftOut: [String: Int] = [:]

  private var indexOfStixID: [String: Int] = [:]
  private var indexOfCitation: [AttackCitation: Int] = [:]
  /// As the bundle has them: the same one comes thousands of times.
  private var indexOfReference: [StixObject.Reference: Int] = [:]
  private var parts: [(index: Int, object: StixObject)] = []

  private static let kinds: [String: AttackObject.Kind] = [
    "attack-pattern": .technique, "campaign": .campaign, "course-of-action": .mitigation,
    "intrusion-set": .group, "malware": .malware, "tool": .tool, "x-mitre-analytic": .analytic,
    "x-mitre-asset": .asset, "x-mitre-data-component": .component, "x-mitre-data-source": .source,
    "x-mitre-detection-strategy": .strategy, "x-mitre-tactic": .tactic,
  ]

  /// Objects that say something of the bundle, not of the world.
  private static let wrapping: Set = [
    "identity", "marking-definition", "x-mitre-collection", "x-mitre-matrix",
  ]

  init(release: AttackRelease) {
    self.release = release
  }

  mutating func leave(_ reason: String, count: Int = 1) {
    leftOut[reason, default: 0] += count
  }

  // MARK: Objects

  mutating func add(_ stix: StixObject) {
    if Self.wrapping.contains(stix.type) { return }
    guard let kind = Self.kinds[stix.type] else { return leave("of unknown type \(stix.type)") }
    let id = stix.attackID ?? (kind == .component ? stix.id : nil)
    guard let id else { return leave("\(kind.rawValue) without an id") }
    if kind == .mitigation, id.hasPrefix("T") {
      // Until v5 each technique had a mitigation of its own under its own id; all are deprecated.
      return leave("mitigation under the id of a technique")
    }
    guard indexOfStixID[stix.id] == nil else { return leave("object that is there twice") }
    indexOfStixID[stix.id] = objects.count
    objects.append(object(stix, id: AttackID(rawValue: id), kind: kind))
    parts.append((objects.count - 1, stix))
    addTexts(of: stix, id: AttackID(rawValue: id))
  }

  private mutating func object(
    _ stix: StixObject,
    id: AttackID,
    kind: AttackObject.Kind
  ) -> AttackObject {
    var object = AttackObject(id: id, kind: kind, name: stix.name, stixID: stix.id, releases: [0])
    object.aliases = Self.distinct(stix.aliases.filter { $0 != stix.name })
    object.status = stix.isRevoked ? .revoked(by: nil) : stix.isDeprecated ? .deprecated : .current
    object.version = stix.version
    object.platforms = stix.platforms
    object.tactics = kind == .tactic ? [stix.shortName] : stix.killChainPhases
    object.firstSeen = String(stix.firstSeen.prefix(10))
    object.lastSeen = String(stix.lastSeen.prefix(10))
    object.mutableFields = stix.mutableElements.map(\.field)
    object.references = stix.isRevoked ? [] : stix.citations.map { cite($0) }
    return object
  }

  private static func distinct(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  private mutating func addTexts(of stix: StixObject, id: AttackID) {
    add(.description, id, stix.description)
    add(.detection, id, stix.detection)
    for element in stix.mutableElements { add(.field, id, element.description, on: element.field) }
    for (number, source) in stix.logSources.enumerated() {
      add(.channel, id, source.channel, on: String(number))
    }
  }

  private mutating func add(
    _ kind: AttackText.Kind,
    _ subject: AttackID,
    _ body: String,
    on target: String = ""
  ) {
    if body.isEmpty { return }
    texts.append(
      AttackText(kind: kind, subject: subject.rawValue, target: target, body: body)
    )
  }

  // MARK: What hangs together without a relation

  /// Ties analytics to their strategies and logs, and data components to their sources.
  mutating func addParts() {
    for (index, stix) in parts {
      for analytic in stix.analytics {
        if let target = indexOfStixID[analytic] {
          relations.append(AttackRelation(kind: .contains, source: index, target: target))
        } else {
          leave("analytic that is named and not there")
        }
      }
      objects[index].logSources = stix.logSources.map {
        AttackObject.LogSource(component: indexOfStixID[$0.component], name: $0.name)
      }
      if let source = indexOfStixID[stix.dataSource] {
        relations.append(AttackRelation(kind: .partOf, source: index, target: source))
      }
    }
    parts = []
  }

  // MARK: Relations

  mutating func relate(_ stix: StixObject) {
    if stix.isRevoked || stix.isDeprecated {
      return leave("relation that is revoked or deprecated")
    }
    guard let source = indexOfStixID[stix.source], let target = indexOfStixID[stix.target] else {
      return leave("relation of objects that are not there")
    }
    if stix.relationshipType == "revoked-by" {
      objects[source].status = .revoked(by: objects[target].id)
      return
    }
    guard let kind = AttackRelation.Kind(rawValue: stix.relationshipType) else {
      return leave("relation of unknown type \(stix.relationshipType)")
    }
    relations.append(
      AttackRelation(
        kind: kind,
        source: source,
        target: target,
        citations: stix.citations.map { cite($0) }
      )
    )
    add(
      kind == .uses ? .procedure : .application,
      objects[source].id,
      stix.description,
      on: objects[target].id.rawValue
    )
  }

  private mutating func cite(_ reference: StixObject.Reference) -> Int {
    if let known = indexOfReference[reference] { return known }
    let citation = AttackCitation(
      name: reference.sourceName,
      title: CitationTitle.withoutRetrieval(reference.title),
      url: reference.url
    )
    let index = indexOfCitation[citation] ?? citations.count
    if index == citations.count { citations.append(citation) }
    (indexOfReference[reference], indexOfCitation[citation]) = (index, index)
    return index
  }

  func facts() -> AttackFacts {
    AttackFacts(
      releases: [release],
      objects: objects,
      relations: relations,
      citations: citations
    )
  }
}
