extension Schema {
  /// Versions of ATT&CK side by side: the facts of each as one pack, its texts as rows.
  ///
  /// Facts are read whole and asked in memory, which takes less time than one join; texts are many
  /// megabytes, of which a page needs a few.
  static let attackReleases = """
    CREATE TABLE attack_release (
      number INTEGER PRIMARY KEY,
      domain TEXT NOT NULL
        CHECK (domain IN ('enterprise-attack', 'mobile-attack', 'ics-attack')),
      version TEXT NOT NULL CHECK (version <> ''),
      origin TEXT NOT NULL CHECK (origin IN ('stated', 'given', 'inferred')),
      date TEXT NOT NULL,
      file TEXT NOT NULL,
      sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
      imported_at_ms INTEGER NOT NULL,
      tool_version TEXT NOT NULL,
      facts BLOB NOT NULL,
      UNIQUE (domain, version)
    ) STRICT;

    CREATE TABLE attack_text (
      number INTEGER PRIMARY KEY,
      attack_release INTEGER NOT NULL REFERENCES attack_release (number) ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (
        kind IN ('description', 'detection', 'procedure', 'application', 'channel', 'field')
      ),
      subject TEXT NOT NULL CHECK (subject <> ''),
      target TEXT NOT NULL,
      body TEXT NOT NULL CHECK (body <> '')
    ) STRICT;

    CREATE INDEX attack_text_by_subject ON attack_text (attack_release, subject);
    CREATE INDEX attack_text_by_target ON attack_text (attack_release, target)
      WHERE target <> '';
    """
}
