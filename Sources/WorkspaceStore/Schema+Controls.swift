extension Schema {
  /// States of controls over time, who answers for them, audits of exposure and tests of visibility.
  static let controls = """
    CREATE TABLE control_check (
      number INTEGER PRIMARY KEY,
      at_ms INTEGER NOT NULL,
      tool_version TEXT NOT NULL
    ) STRICT;

    CREATE TABLE control_state (
      check_number INTEGER NOT NULL REFERENCES control_check (number) ON DELETE CASCADE,
      control TEXT NOT NULL CHECK (control <> ''),
      state TEXT NOT NULL CHECK (state IN ('on', 'off', 'unknown', 'conflicting')),
      content TEXT NOT NULL CHECK (json_valid(content)),
      PRIMARY KEY (check_number, control)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX control_state_by_control ON control_state (control, check_number);

    CREATE TABLE control_duty (
      control TEXT NOT NULL PRIMARY KEY CHECK (control <> ''),
      owner TEXT CHECK (owner <> ''),
      due_ms INTEGER,
      accepted_reason TEXT CHECK (accepted_reason <> ''),
      accepted_until_ms INTEGER,
      accepted_by TEXT,
      CHECK ((accepted_reason IS NULL) = (accepted_until_ms IS NULL)),
      CHECK ((accepted_reason IS NULL) = (accepted_by IS NULL))
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE exposure_audit (
      number INTEGER PRIMARY KEY,
      at_ms INTEGER NOT NULL,
      tool_version TEXT NOT NULL,
      content TEXT NOT NULL CHECK (json_valid(content))
    ) STRICT;

    CREATE TABLE visibility_test (
      number INTEGER PRIMARY KEY,
      at_ms INTEGER NOT NULL,
      tool_version TEXT NOT NULL,
      content TEXT NOT NULL CHECK (json_valid(content))
    ) STRICT;
    """
}
