extension Schema {
  /// Case files as the sequence of what was done to them: notes keep their history, and the timeline
  /// needs no second list.
  static let caseFiles = """
    CREATE TABLE case_file (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE CHECK (id GLOB 'cs-?*')
    ) STRICT;

    CREATE TABLE case_event (
      number INTEGER PRIMARY KEY,
      case_file INTEGER NOT NULL REFERENCES case_file (number),
      at_ms INTEGER NOT NULL,
      person TEXT NOT NULL CHECK (person <> ''),
      kind TEXT NOT NULL CHECK (
        kind IN (
          'opened', 'renamed', 'assigned', 'closed', 'reopened', 'finding-added',
          'finding-removed', 'note', 'note-changed', 'task', 'task-done', 'task-reopened'
        )
      ),
      target TEXT NOT NULL,
      body TEXT NOT NULL
    ) STRICT;

    CREATE INDEX case_event_by_case ON case_event (case_file, number);

    CREATE TRIGGER case_event_is_never_changed BEFORE UPDATE ON case_event
      BEGIN SELECT RAISE(ABORT, 'what was done to a case is never changed'); END;
    CREATE TRIGGER case_event_is_never_removed BEFORE DELETE ON case_event
      BEGIN SELECT RAISE(ABORT, 'what was done to a case is never removed'); END;

    CREATE INDEX finding_current_by_technique ON finding (technique)
      WHERE superseded_by IS NULL;
    """
}
