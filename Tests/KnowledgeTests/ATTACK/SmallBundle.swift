import Knowledge

/// Bundles of our own making, with every kind of thing that the importer must take apart.
enum SmallBundle {
  static func bundle(_ objects: [String], more: String = "") -> [UInt8] {
    Array(
      #"{"type":"bundle","id":"bundle--1"\#(more),"objects":[\#(objects.joined(separator: ","))]}"#
        .utf8
    )
  }

  static func object(_ type: String, _ id: String, _ name: String, _ more: String = "") -> String {
    #"{"type":"\#(type)","id":"\#(type)--\#(id)","name":"\#(name)","modified":"2025-11-12T00:00:00Z","external_references":[{"source_name":"mitre-attack","external_id":"\#(id)"}]\#(more)}"#
  }

  static func technique(_ id: String, _ name: String, _ more: String = "") -> String {
    object(
      "attack-pattern",
      id,
      name,
      #","x_mitre_domains":["enterprise-attack"],"kill_chain_phases":[{"kill_chain_name":"mitre-attack","phase_name":"reconnaissance"}]"#
        + more
    )
  }

  static func relation(_ kind: String, _ source: String, _ target: String, _ more: String = "")
    -> String
  {
    #"{"type":"relationship","id":"relationship--\#(source)\#(target)","relationship_type":"\#(kind)","source_ref":"\#(source)","target_ref":"\#(target)"\#(more)}"#
  }

  static let cited =
    #","description":"Asked \"name\" after name.(Citation: Weekly)","external_references":[{"source_name":"Weekly","description":"Writer, A. (2024, May 1). A list of names. Retrieved May 2, 2024.","url":"https://news.example/list"}]"#

  /// Two techniques, one of them revoked; a group, a campaign of another group, a tool; detection as
  /// it is since v18.
  static let newer = bundle([
    technique(
      "T1",
      "Names",
      #","description":"Read [Lists](https://attack.mitre.org/techniques/T2/001).""#
    ),
    technique("T9", "Old names", #","revoked":true"#),
    object("intrusion-set", "G1", "Callers", #","aliases":["Callers","Roll | Team"]"#),
    object("intrusion-set", "G2", "Hidden"),
    object("intrusion-set", "G3", "Gone", #","x_mitre_deprecated":true"#),
    object(
      "campaign",
      "C1",
      "Spring",
      #","first_seen":"2024-01-02T00:00:00Z","last_seen":"2024-03-04T00:00:00Z""#
    ),
    object("tool", "S1", "Asker", #","x_mitre_aliases":["Asker","Asks"]"#),
    object(
      "x-mitre-detection-strategy",
      "DET1",
      "See it",
      #","x_mitre_analytic_refs":["x-mitre-analytic--AN1"]"#
    ),
    object(
      "x-mitre-analytic",
      "AN1",
      "Analytic 1",
      #","description":"Look.","x_mitre_log_source_references":[{"x_mitre_data_component_ref":"x-mitre-data-component--DC1","name":"mail:log","channel":"rcpt"}],"x_mitre_mutable_elements":[{"field":"TimeWindow","description":"How long."}]"#
    ),
    object("x-mitre-data-component", "DC1", "Mail content"),
    object("course-of-action", "T1", "Old mitigation", #","x_mitre_deprecated":true"#),
    object("x-new-thing", "N1", "New"),
    relation("uses", "intrusion-set--G1", "attack-pattern--T1", cited),
    relation("uses", "intrusion-set--G3", "attack-pattern--T1", cited),
    relation("uses", "campaign--C1", "attack-pattern--T1", cited),
    relation("uses", "tool--S1", "attack-pattern--T1"),
    relation("attributed-to", "campaign--C1", "intrusion-set--G2"),
    relation("revoked-by", "attack-pattern--T9", "attack-pattern--T1"),
    relation("detects", "x-mitre-detection-strategy--DET1", "attack-pattern--T1"),
    relation("uses", "intrusion-set--G2", "attack-pattern--T404"),
    relation("uses", "intrusion-set--G2", "attack-pattern--T1", #","revoked":true"#),
  ])

  static func read(_ bytes: [UInt8], version: String? = "18.1") throws -> AttackImport {
    try AttackImport(StixBundle(bytes.span, file: "bundle.json"), version: version)
  }
}
