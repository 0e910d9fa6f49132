extension Schema {
  /// Logs that were sent to the server, and what became of each. `account` is the scan's summary as
  /// JSON, empty until there is one.
  static let scanJobs = """
    CREATE TABLE scan_job (
      number INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      path TEXT NOT NULL,
      person TEXT NOT NULL,
      state TEXT NOT NULL CHECK (
        state IN (
          'receiving', 'waiting', 'scanning', 'done', 'refused', 'cancelled', 'interrupted',
          'discarded'
        )
      ),
      byte_count INTEGER NOT NULL CHECK (byte_count >= 0),
      sha256 TEXT NOT NULL,
      made_at_ms INTEGER NOT NULL,
      changed_at_ms INTEGER NOT NULL,
      scan TEXT NOT NULL,
      message TEXT NOT NULL,
      account TEXT NOT NULL CHECK (account = '' OR json_valid(account))
    ) STRICT;

    CREATE INDEX scan_job_by_state ON scan_job (state);

    CREATE TABLE setting (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE saved_filter (
      number INTEGER PRIMARY KEY,
      person INTEGER NOT NULL REFERENCES person (number) ON DELETE CASCADE,
      name TEXT NOT NULL CHECK (name <> ''),
      query TEXT NOT NULL CHECK (query <> ''),
      UNIQUE (person, name)
    ) STRICT;

    CREATE TABLE navigator_layer (
      number INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      person TEXT NOT NULL,
      added_at_ms INTEGER NOT NULL,
      content TEXT NOT NULL CHECK (json_valid(content))
    ) STRICT;
    """
}
