extension Schema {
  /// What runs of saved hunts found, the latest state of each, and what people made of it. A verdict is
  /// never changed: a new one is added, and the last one counts.
  static let huntResults = """
    CREATE TABLE hunt_result (
      number INTEGER PRIMARY KEY,
      hunt INTEGER NOT NULL REFERENCES hunt (number) ON DELETE CASCADE,
      rule TEXT NOT NULL,
      key TEXT NOT NULL,
      first_run INTEGER NOT NULL REFERENCES hunt_run (number) ON DELETE CASCADE,
      last_run INTEGER NOT NULL REFERENCES hunt_run (number) ON DELETE CASCADE,
      new_run INTEGER NOT NULL REFERENCES hunt_run (number) ON DELETE CASCADE,
      content TEXT NOT NULL CHECK (json_valid(content)),
      UNIQUE (hunt, rule, key)
    ) STRICT;

    CREATE INDEX hunt_result_by_first_run ON hunt_result (first_run);
    CREATE INDEX hunt_result_by_last_run ON hunt_result (last_run);
    CREATE INDEX hunt_result_by_new_run ON hunt_result (new_run);

    CREATE TABLE hunt_verdict (
      number INTEGER PRIMARY KEY,
      result INTEGER NOT NULL REFERENCES hunt_result (number) ON DELETE CASCADE,
      at_ms INTEGER NOT NULL,
      person TEXT NOT NULL CHECK (person <> ''),
      verdict TEXT NOT NULL CHECK (verdict IN ('open', 'benign', 'suspicious', 'malicious')),
      note TEXT NOT NULL
    ) STRICT;

    CREATE INDEX hunt_verdict_by_result ON hunt_verdict (result, number);

    CREATE TRIGGER hunt_verdict_is_never_changed BEFORE UPDATE ON hunt_verdict
      BEGIN SELECT RAISE(ABORT, 'a verdict is never changed'); END;
    """
}
