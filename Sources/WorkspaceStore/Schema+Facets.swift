extension Schema {
  /// What lists of findings are filtered, sorted and counted by, apart from the findings themselves.
  ///
  /// A finding's row holds its JSON: two fit on a page of the file, and a list that has to look at
  /// many would read the whole file. `finding_key` has some 80 bytes a finding. Findings that agree in
  /// all that has few values share a facet, whose number leads every index: a list of any such
  /// conditions is a merge of a few walks that are in order already, and its count a sum of a few
  /// numbers. Triggers keep both, so no writer can forget to.
  static let facets = """
    CREATE TABLE finding_facet (
      number INTEGER PRIMARY KEY,
      technique TEXT NOT NULL CHECK (technique <> ''),
      pattern TEXT NOT NULL CHECK (pattern <> ''),
      has_confirmed INTEGER NOT NULL CHECK (has_confirmed IN (0, 1)),
      has_stages INTEGER NOT NULL CHECK (has_stages IN (0, 1)),
      is_superseded INTEGER NOT NULL CHECK (is_superseded IN (0, 1)),
      is_authorised INTEGER NOT NULL CHECK (is_authorised IN (0, 1)),
      findings INTEGER NOT NULL CHECK (findings >= 0),
      longest_ms INTEGER NOT NULL CHECK (longest_ms >= 0),
      UNIQUE (technique, pattern, has_confirmed, has_stages, is_superseded, is_authorised)
    ) STRICT;

    CREATE TABLE finding_key (
      finding INTEGER PRIMARY KEY REFERENCES finding (number) ON DELETE CASCADE,
      facet INTEGER NOT NULL REFERENCES finding_facet (number),
      id TEXT NOT NULL,
      first_seen_ms INTEGER NOT NULL,
      last_seen_ms INTEGER NOT NULL,
      probes INTEGER NOT NULL,
      log10_e REAL NOT NULL
    ) STRICT;

    CREATE TABLE finding_month (
      facet INTEGER NOT NULL REFERENCES finding_facet (number),
      month TEXT NOT NULL,
      findings INTEGER NOT NULL CHECK (findings >= 0),
      PRIMARY KEY (facet, month)
    ) STRICT, WITHOUT ROWID;

    \(facetTriggers)

    INSERT INTO finding_facet (
      technique, pattern, has_confirmed, has_stages, is_superseded, is_authorised, findings,
      longest_ms
    )
    SELECT DISTINCT technique, pattern, confirmed_count > 0, stage_count > 0,
      superseded_by IS NOT NULL, authorised.finding IS NOT NULL, 0, 0
    FROM finding LEFT JOIN finding_authorisation AS authorised ON authorised.finding = number;

    INSERT INTO finding_key (finding, facet, id, first_seen_ms, last_seen_ms, probes, log10_e)
    SELECT finding.number, facet.number, id, first_seen_ms, last_seen_ms, probes, log10_e
    FROM finding
    LEFT JOIN finding_authorisation AS authorised ON authorised.finding = finding.number
    JOIN finding_facet AS facet ON facet.technique = finding.technique
      AND facet.pattern = finding.pattern AND has_confirmed = (confirmed_count > 0)
      AND has_stages = (stage_count > 0) AND is_superseded = (superseded_by IS NOT NULL)
      AND is_authorised = (authorised.finding IS NOT NULL);

    CREATE INDEX finding_key_by_last_seen
      ON finding_key (facet, last_seen_ms DESC, id DESC, first_seen_ms);
    CREATE INDEX finding_key_by_probes
      ON finding_key (facet, probes DESC, id DESC, last_seen_ms, first_seen_ms);
    CREATE INDEX finding_key_by_strength
      ON finding_key (facet, log10_e DESC, id DESC, last_seen_ms, first_seen_ms);

    DROP INDEX finding_current_by_last_seen;
    DROP INDEX finding_current_by_probes;
    DROP INDEX finding_current_by_strength;
    DROP INDEX finding_current_by_technique;
    DROP INDEX finding_by_last_seen;
    DROP INDEX finding_by_probes;
    DROP INDEX finding_by_strength;
    """

  private static let facetTriggers = """
    CREATE TRIGGER finding_gets_key AFTER INSERT ON finding BEGIN
      INSERT INTO finding_facet (
        technique, pattern, has_confirmed, has_stages, is_superseded, is_authorised, findings,
        longest_ms
      ) VALUES (
        new.technique, new.pattern, new.confirmed_count > 0, new.stage_count > 0,
        new.superseded_by IS NOT NULL, 0, 0, 0
      ) ON CONFLICT DO NOTHING;
      INSERT INTO finding_key (finding, facet, id, first_seen_ms, last_seen_ms, probes, log10_e)
      SELECT new.number, number, new.id, new.first_seen_ms, new.last_seen_ms, new.probes,
        new.log10_e
      FROM finding_facet WHERE technique = new.technique AND pattern = new.pattern
        AND has_confirmed = (new.confirmed_count > 0) AND has_stages = (new.stage_count > 0)
        AND is_superseded = (new.superseded_by IS NOT NULL) AND is_authorised = 0;
    END;

    CREATE TRIGGER finding_key_counted AFTER INSERT ON finding_key BEGIN
      UPDATE finding_facet SET findings = findings + 1,
        longest_ms = max(longest_ms, new.last_seen_ms - new.first_seen_ms)
      WHERE number = new.facet;
      \(count(1, of: "new"))
    END;

    CREATE TRIGGER finding_key_moved AFTER UPDATE OF facet ON finding_key
    WHEN new.facet <> old.facet BEGIN
      UPDATE finding_facet SET findings = findings - 1 WHERE number = old.facet;
      UPDATE finding_facet SET findings = findings + 1,
        longest_ms = max(longest_ms, new.last_seen_ms - new.first_seen_ms)
      WHERE number = new.facet;
      \(count(-1, of: "old"))
      \(count(1, of: "new"))
    END;

    CREATE TRIGGER finding_key_uncounted AFTER DELETE ON finding_key BEGIN
      UPDATE finding_facet SET findings = findings - 1 WHERE number = old.facet;
      \(count(-1, of: "old"))
    END;

    CREATE TRIGGER finding_superseded AFTER UPDATE OF superseded_by ON finding
    WHEN (new.superseded_by IS NULL) <> (old.superseded_by IS NULL) BEGIN
      \(move("is_superseded", to: "new.superseded_by IS NOT NULL", of: "new.number"))
    END;

    CREATE TRIGGER finding_authorised AFTER INSERT ON finding_authorisation BEGIN
      \(move("is_authorised", to: "1", of: "new.finding"))
    END;

    CREATE TRIGGER finding_authorisation_ended AFTER DELETE ON finding_authorisation BEGIN
      \(move("is_authorised", to: "0", of: "old.finding"))
    END;
    """

  /// Counts a finding in the month in which it was last seen, as in `2026-03`, UTC.
  private static func count(_ change: Int, of row: String) -> String {
    """
    INSERT INTO finding_month (facet, month, findings)
      VALUES (
        \(row).facet,
        coalesce(strftime('%Y-%m', \(row).last_seen_ms / 1000, 'unixepoch'), 'never'), 1
      )
      ON CONFLICT DO UPDATE SET findings = findings + \(change);
    """
  }

  /// Moves a finding to the facet that differs from its own in `flag`, which is made if need be.
  private static func move(_ flag: String, to value: String, of finding: String) -> String {
    let flags = ["is_superseded", "is_authorised"].map { $0 == flag ? value : "held.\($0)" }
      .joined(separator: ", ")
    let same = ["is_superseded", "is_authorised"].map {
      "wanted.\($0) = " + ($0 == flag ? "(\(value))" : "held.\($0)")
    }.joined(separator: " AND ")
    return """
      INSERT INTO finding_facet (
          technique, pattern, has_confirmed, has_stages, is_superseded, is_authorised, findings,
          longest_ms
        )
        SELECT held.technique, held.pattern, held.has_confirmed, held.has_stages, \(flags), 0, 0
        FROM finding_key JOIN finding_facet AS held ON held.number = facet
        WHERE finding = \(finding) ON CONFLICT DO NOTHING;
        UPDATE finding_key SET facet = (
          SELECT wanted.number FROM finding_facet AS held JOIN finding_facet AS wanted
            ON wanted.technique = held.technique AND wanted.pattern = held.pattern
            AND wanted.has_confirmed = held.has_confirmed AND wanted.has_stages = held.has_stages
            AND \(same)
          WHERE held.number = finding_key.facet
        ) WHERE finding = \(finding);
      """
  }
}
