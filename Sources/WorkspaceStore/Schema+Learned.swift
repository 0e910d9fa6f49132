extension Schema {
  /// Claims that a ranker makes, with what explains a claim; more kinds of sections; models with their
  /// cards.
  ///
  /// SQLite cannot change a CHECK: the tables are made anew and take the names of the old ones. Verdicts
  /// refer to claims by their numbers, which stay.
  static let learnedClaims = """
    CREATE TABLE new_claim (
      number INTEGER PRIMARY KEY,
      report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('technique', 'actor', 'software', 'indicator')),
      subject TEXT NOT NULL CHECK (subject <> ''),
      detail TEXT NOT NULL,
      method TEXT NOT NULL
        CHECK (method IN ('explicit-id', 'name', 'pattern', 'analyst', 'ranked')),
      score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
      span_start INTEGER NOT NULL CHECK (span_start >= 0),
      span_end INTEGER NOT NULL CHECK (span_end > span_start),
      explanation TEXT NOT NULL,
      UNIQUE (report, kind, subject, span_start)
    ) STRICT;

    INSERT INTO new_claim
      SELECT number, report, kind, subject, detail, method, score, span_start, span_end, ''
      FROM claim;
    DROP TABLE claim;
    ALTER TABLE new_claim RENAME TO claim;
    CREATE INDEX claim_by_subject ON claim (subject, kind, report);

    CREATE TABLE new_report_section (
      report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
      kind TEXT NOT NULL CHECK (
        kind IN ('heading', 'paragraph', 'list', 'code', 'table', 'indicators', 'mitigation',
          'references', 'boilerplate')
      ),
      span_start INTEGER NOT NULL CHECK (span_start >= 0),
      span_end INTEGER NOT NULL CHECK (span_end > span_start),
      PRIMARY KEY (report, ordinal)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO new_report_section SELECT * FROM report_section;
    DROP TABLE report_section;
    ALTER TABLE new_report_section RENAME TO report_section;

    CREATE TABLE ranker_model (
      version INTEGER PRIMARY KEY,
      trained_at_ms INTEGER NOT NULL,
      tool_version TEXT NOT NULL,
      card TEXT NOT NULL CHECK (json_valid(card)),
      model BLOB NOT NULL
    ) STRICT;

    """

  /// Names of actors from sources besides ATT&CK, as they were imported.
  static let actorAliases = """
    CREATE TABLE alias_source (
      name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
      version TEXT NOT NULL,
      file TEXT NOT NULL,
      sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
      imported_at_ms INTEGER NOT NULL,
      tool_version TEXT NOT NULL,
      actors TEXT NOT NULL CHECK (json_valid(actors))
    ) STRICT, WITHOUT ROWID;

    """

  /// Words of claims and of findings, as `report_words` holds those of reports.
  ///
  /// The words of a finding are every text in its JSON: technique, pattern, sources, clients, accounts.
  static let searchWords = """
    CREATE VIRTUAL TABLE claim_words USING fts5 (
      subject, detail, explanation, content = 'claim', content_rowid = 'number',
      tokenize = 'unicode61 remove_diacritics 2'
    );

    CREATE TRIGGER claim_words_added AFTER INSERT ON claim BEGIN
      INSERT INTO claim_words (rowid, subject, detail, explanation)
      VALUES (new.number, new.subject, new.detail, new.explanation);
    END;

    CREATE TRIGGER claim_words_removed AFTER DELETE ON claim BEGIN
      INSERT INTO claim_words (claim_words, rowid, subject, detail, explanation)
      VALUES ('delete', old.number, old.subject, old.detail, old.explanation);
    END;

    INSERT INTO claim_words (claim_words) VALUES ('rebuild');

    CREATE VIRTUAL TABLE finding_words USING fts5 (
      words, tokenize = 'unicode61 remove_diacritics 2'
    );

    CREATE TRIGGER finding_words_added AFTER INSERT ON finding BEGIN
      INSERT INTO finding_words (rowid, words)
      SELECT new.number, group_concat(value, char(10)) FROM json_tree(new.content)
      WHERE type = 'text';
    END;

    CREATE TRIGGER finding_words_changed AFTER UPDATE OF content ON finding BEGIN
      DELETE FROM finding_words WHERE rowid = old.number;
      INSERT INTO finding_words (rowid, words)
      SELECT new.number, group_concat(value, char(10)) FROM json_tree(new.content)
      WHERE type = 'text';
    END;

    CREATE TRIGGER finding_words_removed AFTER DELETE ON finding BEGIN
      DELETE FROM finding_words WHERE rowid = old.number;
    END;

    INSERT INTO finding_words (rowid, words)
      SELECT number, group_concat(value, char(10)) FROM finding, json_tree(finding.content)
      WHERE type = 'text' GROUP BY number;
    """
}
