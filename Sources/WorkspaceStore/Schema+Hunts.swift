extension Schema {
  /// Saved hunts, their runs, and what each has seen.
  static let hunts = """
    CREATE TABLE hunt (
      number INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE CHECK (name <> ''),
      rules TEXT NOT NULL CHECK (rules <> ''),
      parameters TEXT NOT NULL CHECK (json_valid(parameters)),
      saved_at_ms INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE hunt_run (
      number INTEGER PRIMARY KEY,
      hunt INTEGER NOT NULL REFERENCES hunt (number) ON DELETE CASCADE,
      started_at_ms INTEGER NOT NULL,
      tool_version TEXT NOT NULL,
      seen_count INTEGER NOT NULL CHECK (seen_count >= 0),
      new_count INTEGER NOT NULL CHECK (new_count BETWEEN 0 AND seen_count)
    ) STRICT;

    CREATE INDEX hunt_run_by_hunt ON hunt_run (hunt, number);

    CREATE TABLE hunt_sighting (
      hunt INTEGER NOT NULL REFERENCES hunt (number) ON DELETE CASCADE,
      rule TEXT NOT NULL,
      key TEXT NOT NULL,
      last_time_ms INTEGER,
      PRIMARY KEY (hunt, rule, key)
    ) STRICT, WITHOUT ROWID;
    """
}
