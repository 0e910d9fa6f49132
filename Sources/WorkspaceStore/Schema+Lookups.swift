extension Schema {
  /// Indexes for what pages ask of long lists, and which spools of the audit log are taken in.
  static let lookups = """
    CREATE INDEX scan_input_by_format ON scan_input (format);
    CREATE INDEX case_event_by_finding ON case_event (target, case_file)
      WHERE kind = 'finding-added';

    CREATE TABLE audit_spool (
      name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
      taken_bytes INTEGER NOT NULL CHECK (taken_bytes >= 0)
    ) STRICT, WITHOUT ROWID;
    """
}
