import LogBytes

/// Reads the objects of a bundle, one at a time, out of their bytes.
struct StixObjectReader: ~Copyable {
  private enum Field: Int, CaseIterable {
    case type, id, name, description, modified, isRevoked, isDeprecated, version
    case domains, references, aliases, softwareAliases, platforms, killChainPhases, shortName,
      detection
    case firstSeen, lastSeen, analytics, logSources, mutableElements, dataSource, relationshipType,
      source, target

    var key: String {
      switch self {
      case .type: "type"
      case .id: "id"
      case .name: "name"
      case .description: "description"
      case .modified: "modified"
      case .isRevoked: "revoked"
      case .isDeprecated: "x_mitre_deprecated"
      case .version: "x_mitre_version"
      case .domains: "x_mitre_domains"
      case .references: "external_references"
      case .aliases: "aliases"
      case .softwareAliases: "x_mitre_aliases"
      case .platforms: "x_mitre_platforms"
      case .killChainPhases: "kill_chain_phases"
      case .shortName: "x_mitre_shortname"
      case .detection: "x_mitre_detection"
      case .firstSeen: "first_seen"
      case .lastSeen: "last_seen"
      case .analytics: "x_mitre_analytic_refs"
      case .logSources: "x_mitre_log_source_references"
      case .mutableElements: "x_mitre_mutable_elements"
      case .dataSource: "x_mitre_data_source_ref"
      case .relationshipType: "relationship_type"
      case .source: "source_ref"
      case .target: "target_ref"
      }
    }
  }

  private let fields = JSONFields(Field.allCases.map(\.key))
  private let referenceFields = JSONFields(["source_name", "external_id", "description", "url"])
  private let phaseFields = JSONFields(["kill_chain_name", "phase_name"])
  private let logSourceFields = JSONFields(["x_mitre_data_component_ref", "name", "channel"])
  private let mutableFields = JSONFields(["field", "description"])

  /// `nil` where the record is no object, or one without type and id.
  func read(_ record: Span<UInt8>) -> StixObject? {
    var values = JSONValues()
    guard fields.read(record, into: &values) else { return nil }
    func value(_ field: Field) -> JSONValues.Value { values[field.rawValue] }
    func text(_ field: Field) -> String { record.jsonText(of: value(field)) ?? "" }
    func texts(_ field: Field) -> [String] { self.texts(in: value(field), of: record) }

    var object = StixObject()
    (object.type, object.id) = (text(.type), text(.id))
    guard !object.type.isEmpty, !object.id.isEmpty else { return nil }
    object.name = text(.name)
    object.description = text(.description)
    object.modified = text(.modified)
    object.version = text(.version)
    object.isRevoked = isTrue(value(.isRevoked), record)
    object.isDeprecated = isTrue(value(.isDeprecated), record)
    object.domains = texts(.domains)
    object.references = references(in: value(.references), of: record)
    object.aliases = texts(.aliases) + texts(.softwareAliases)
    object.platforms = texts(.platforms)
    object.killChainPhases = phases(in: value(.killChainPhases), of: record)
    object.shortName = text(.shortName)
    object.detection = text(.detection)
    (object.firstSeen, object.lastSeen) = (text(.firstSeen), text(.lastSeen))
    object.analytics = texts(.analytics)
    object.logSources = logSources(in: value(.logSources), of: record)
    object.mutableElements = mutableElements(in: value(.mutableElements), of: record)
    object.dataSource = text(.dataSource)
    object.relationshipType = text(.relationshipType)
    (object.source, object.target) = (text(.source), text(.target))
    return object
  }

  private func isTrue(_ value: JSONValues.Value, _ record: Span<UInt8>) -> Bool {
    value.kind == .literal && record.equals("true", in: value.range)
  }

  private func texts(in value: JSONValues.Value, of record: Span<UInt8>) -> [String] {
    guard value.kind == .array else { return [] }
    return record.jsonElements(in: value.range).compactMap { record.jsonText(of: $0) }
  }

  /// The texts of `fields` in every object of an array.
  private func rows(
    _ fields: borrowing JSONFields,
    in value: JSONValues.Value,
    of record: Span<UInt8>
  ) -> [[String]] {
    guard value.kind == .array else { return [] }
    var rows: [[String]] = []
    var values = JSONValues()
    for element in record.jsonElements(in: value.range) where element.kind == .object {
      let object = record.extracting(element.range)
      guard fields.read(object, into: &values) else { continue }
      rows.append((0..<fields.fieldCount).map { object.jsonText(of: values[$0]) ?? "" })
    }
    return rows
  }

  private func references(
    in value: JSONValues.Value,
    of record: Span<UInt8>
  ) -> [StixObject.Reference] {
    rows(referenceFields, in: value, of: record).map {
      .init(sourceName: $0[0], externalID: $0[1], title: $0[2], url: $0[3])
    }
  }

  /// Phases of ATT&CK's own kill chains; an object may name others too.
  private func phases(in value: JSONValues.Value, of record: Span<UInt8>) -> [String] {
    rows(phaseFields, in: value, of: record).filter { $0[0].hasPrefix("mitre-") }.map { $0[1] }
  }

  private func logSources(
    in value: JSONValues.Value,
    of record: Span<UInt8>
  ) -> [StixObject.LogSource] {
    rows(logSourceFields, in: value, of: record).map {
      // ATT&CK writes the word where a source has no channels.
      .init(component: $0[0], name: $0[1], channel: $0[2] == "None" ? "" : $0[2])
    }
  }

  private func mutableElements(
    in value: JSONValues.Value,
    of record: Span<UInt8>
  ) -> [StixObject.MutableElement] {
    rows(mutableFields, in: value, of: record).map { .init(field: $0[0], description: $0[1]) }
  }
}
