extension Schema {
  /// What earlier scans knew of ordinary traffic. The content of old versions is dropped, their rows stay.
  static let baselines = """
    CREATE TABLE baseline (
      version INTEGER PRIMARY KEY,
      scan TEXT,
      made_at_ms INTEGER NOT NULL,
      tool_version TEXT NOT NULL,
      through TEXT NOT NULL CHECK (json_valid(through)),
      content TEXT CHECK (content IS NULL OR json_valid(content))
    ) STRICT;
    """
}
