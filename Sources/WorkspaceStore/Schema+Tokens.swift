extension Schema {
  /// Tokens with which programs read and write, stored as their SHA-256.
  static let tokens = """
    CREATE TABLE api_token (
      number INTEGER PRIMARY KEY,
      token BLOB NOT NULL UNIQUE CHECK (length(token) = 32),
      person INTEGER NOT NULL REFERENCES person (number) ON DELETE CASCADE,
      name TEXT NOT NULL CHECK (name <> ''),
      scope TEXT NOT NULL CHECK (scope IN ('read', 'write', 'admin')),
      made_at_ms INTEGER NOT NULL,
      revoked_at_ms INTEGER
    ) STRICT;

    CREATE INDEX api_token_by_person ON api_token (person);
    """
}
