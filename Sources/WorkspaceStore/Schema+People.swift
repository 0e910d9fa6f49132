extension Schema {
  /// Who may sign in to the workspace in the browser, and who did what there.
  ///
  /// Tokens of sessions are stored as their SHA-256: who reads the file cannot take a session over.
  static let people = """
    CREATE TABLE person (
      number INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
      role TEXT NOT NULL CHECK (role IN ('reader', 'analyst', 'lead', 'admin')),
      salt BLOB NOT NULL CHECK (length(salt) >= 16),
      rounds INTEGER NOT NULL CHECK (rounds > 1),
      password BLOB NOT NULL CHECK (length(password) = 32),
      added_at_ms INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE session (
      token BLOB PRIMARY KEY CHECK (length(token) = 32),
      person INTEGER NOT NULL REFERENCES person (number) ON DELETE CASCADE,
      started_at_ms INTEGER NOT NULL,
      expires_at_ms INTEGER NOT NULL CHECK (expires_at_ms > started_at_ms)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX session_by_expiry ON session (expires_at_ms);

    CREATE TABLE audit_entry (
      number INTEGER PRIMARY KEY,
      at_ms INTEGER NOT NULL,
      person TEXT NOT NULL,
      action TEXT NOT NULL CHECK (action <> ''),
      subject TEXT NOT NULL
    ) STRICT;

    CREATE TRIGGER audit_entry_is_never_changed BEFORE UPDATE ON audit_entry
      BEGIN SELECT RAISE(ABORT, 'an audit entry is never changed'); END;
    CREATE TRIGGER audit_entry_is_never_removed BEFORE DELETE ON audit_entry
      BEGIN SELECT RAISE(ABORT, 'an audit entry is never removed'); END;
    """
}
