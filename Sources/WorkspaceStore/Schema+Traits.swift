extension Schema {
  /// What reports name of findings besides addresses: clients and autonomous systems, each text once.
  ///
  /// They stand in a finding's JSON too, but asked there, tying one report to findings would read all
  /// of it. Networks that reports name are few among the indicators and have an index of their own.
  static let findingTraits = """
    CREATE TABLE trait (
      number INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('client', 'system')),
      value TEXT NOT NULL CHECK (value <> ''),
      UNIQUE (value, kind)
    ) STRICT;

    CREATE TABLE finding_trait (
      finding INTEGER NOT NULL REFERENCES finding (number) ON DELETE CASCADE,
      trait INTEGER NOT NULL REFERENCES trait (number),
      PRIMARY KEY (finding, trait)
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER finding_gets_traits AFTER INSERT ON finding BEGIN
      \(insertTraits("SELECT new.number AS number, new.content AS content"))
    END;

    CREATE TRIGGER finding_traits_changed AFTER UPDATE OF content ON finding BEGIN
      DELETE FROM finding_trait WHERE finding = old.number;
      \(insertTraits("SELECT new.number AS number, new.content AS content"))
    END;

    \(insertTraits("SELECT number, content FROM finding"))

    CREATE INDEX finding_trait_by_trait ON finding_trait (trait, finding);
    CREATE INDEX subject_total_of_network ON subject_total (subject) WHERE \(isNetwork);
    """

  /// Whether a subject is a network as in `192.0.2.0/24`; the columns must have no other name.
  static let isNetwork = """
    kind = 'indicator' AND subject GLOB '*/*' AND subject NOT GLOB '*[^0-9a-f./:]*'
    """

  /// Takes the traits of `findings`, a query of numbers and contents.
  private static func insertTraits(_ findings: String) -> String {
    let traits = """
      SELECT number, 'client' AS kind, client.value AS value
        FROM (\(findings)) AS held, json_each(held.content, '$.clients') AS client
        WHERE client.value <> ''
        UNION SELECT number, 'system', 'AS' || json_extract(source.value, '$.asn')
        FROM (\(findings)) AS held, json_each(held.content, '$.sources') AS source
        WHERE json_extract(source.value, '$.asn') IS NOT NULL
      """
    return """
      INSERT INTO trait (kind, value)
        SELECT DISTINCT kind, value FROM (
        \(traits)
        ) WHERE true ON CONFLICT DO NOTHING;
        INSERT INTO finding_trait (finding, trait)
        SELECT own.number, trait.number FROM (
        \(traits)
        ) AS own JOIN trait ON trait.value = own.value AND trait.kind = own.kind;
      """
  }
}
