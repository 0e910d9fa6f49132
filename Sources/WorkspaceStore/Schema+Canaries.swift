extension Schema {
  /// Names that nobody uses.
  static let canaries = """
    CREATE TABLE canary (
      id TEXT NOT NULL PRIMARY KEY CHECK (id GLOB 'canary-?*'),
      name TEXT NOT NULL CHECK (name <> ''),
      class TEXT NOT NULL CHECK (class IN ('A', 'B', 'C', 'D', 'E')),
      channel TEXT NOT NULL CHECK (channel <> ''),
      owner TEXT NOT NULL CHECK (owner <> ''),
      since_ms INTEGER,
      until_ms INTEGER,
      CHECK (since_ms IS NULL OR until_ms IS NULL OR since_ms < until_ms)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX canary_by_name ON canary (name);
    """
}
