extension Schema {
  /// Reports with their original bytes and text, what they claim, and what people decided on it.
  ///
  /// A verdict is never changed: a new one is added, and the last one counts. The full text is an
  /// FTS5 index with external content, so that the text is stored once.
  static let reports = """
    CREATE TABLE report (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE CHECK (id GLOB 'rp-?*'),
      sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
      name TEXT NOT NULL,
      title TEXT NOT NULL,
      format TEXT NOT NULL
        CHECK (format IN ('text', 'markdown', 'html', 'pdf', 'docx', 'stix', 'misp')),
      added_at_ms INTEGER NOT NULL,
      tool_version TEXT NOT NULL,
      reliability TEXT NOT NULL CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')),
      tlp TEXT NOT NULL CHECK (tlp IN ('clear', 'green', 'amber', 'amber+strict', 'red')),
      was_cut INTEGER NOT NULL CHECK (was_cut IN (0, 1)),
      near_duplicate_of INTEGER REFERENCES report (number) CHECK (near_duplicate_of <> number),
      sketch BLOB NOT NULL CHECK (length(sketch) = 512),
      body TEXT NOT NULL CHECK (body <> '')
    ) STRICT;

    CREATE INDEX report_by_time ON report (added_at_ms DESC, number DESC);

    CREATE TABLE report_original (
      report INTEGER PRIMARY KEY REFERENCES report (number) ON DELETE CASCADE,
      bytes BLOB NOT NULL
    ) STRICT;

    CREATE TABLE report_section (
      report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
      kind TEXT NOT NULL
        CHECK (kind IN ('heading', 'paragraph', 'list', 'code', 'table', 'indicators')),
      span_start INTEGER NOT NULL CHECK (span_start >= 0),
      span_end INTEGER NOT NULL CHECK (span_end > span_start),
      PRIMARY KEY (report, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE claim (
      number INTEGER PRIMARY KEY,
      report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('technique', 'actor', 'software', 'indicator')),
      subject TEXT NOT NULL CHECK (subject <> ''),
      detail TEXT NOT NULL,
      method TEXT NOT NULL CHECK (method IN ('explicit-id', 'name', 'pattern', 'analyst')),
      score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
      span_start INTEGER NOT NULL CHECK (span_start >= 0),
      span_end INTEGER NOT NULL CHECK (span_end > span_start),
      UNIQUE (report, kind, subject, span_start)
    ) STRICT;

    CREATE INDEX claim_by_subject ON claim (subject, kind, report);

    CREATE TABLE verdict (
      number INTEGER PRIMARY KEY,
      claim INTEGER NOT NULL REFERENCES claim (number) ON DELETE CASCADE,
      verdict TEXT NOT NULL CHECK (verdict IN ('open', 'accepted', 'rejected')),
      decided_by TEXT NOT NULL CHECK (decided_by <> ''),
      decided_at_ms INTEGER NOT NULL
    ) STRICT;

    CREATE INDEX verdict_by_claim ON verdict (claim, number);

    CREATE VIRTUAL TABLE report_words USING fts5 (
      title, body, content = 'report', content_rowid = 'number',
      tokenize = 'unicode61 remove_diacritics 2'
    );

    CREATE TRIGGER report_words_added AFTER INSERT ON report BEGIN
      INSERT INTO report_words (rowid, title, body) VALUES (new.number, new.title, new.body);
    END;

    CREATE TRIGGER report_words_removed AFTER DELETE ON report BEGIN
      INSERT INTO report_words (report_words, rowid, title, body)
      VALUES ('delete', old.number, old.title, old.body);
    END;
    """
}
