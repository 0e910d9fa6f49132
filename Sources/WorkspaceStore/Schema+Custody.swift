extension Schema {
  // The log of evidence. What it says is in `custody_event` alone; the other tables are made of it, so
  // that a proof reads a few rows and a list reads no records. Rows of the log are never changed or
  // removed: the triggers are for our own slips, the signed heads for everybody else.
  static let custody = """
    CREATE TABLE custody_event (
      position INTEGER PRIMARY KEY CHECK (position >= 0),
      record BLOB NOT NULL CHECK (length(record) > 0)
    ) STRICT;

    CREATE TABLE custody_node (
      place INTEGER PRIMARY KEY CHECK (place >= 0),
      hash BLOB NOT NULL CHECK (length(hash) = 32)
    ) STRICT;

    CREATE TABLE custody_head (
      size INTEGER PRIMARY KEY CHECK (size > 0),
      note BLOB NOT NULL CHECK (length(note) > 0)
    ) STRICT;

    CREATE TABLE custody_key (
      position INTEGER PRIMARY KEY REFERENCES custody_event (position),
      verifier TEXT NOT NULL
    ) STRICT;

    CREATE TABLE custody_token (
      position INTEGER PRIMARY KEY REFERENCES custody_event (position),
      size INTEGER NOT NULL REFERENCES custody_head (size),
      token BLOB NOT NULL
    ) STRICT;

    CREATE TABLE exhibit (
      position INTEGER PRIMARY KEY REFERENCES custody_event (position),
      kind TEXT NOT NULL,
      form TEXT NOT NULL CHECK (form IN ('original', 'working-copy', 'derived')),
      parent INTEGER REFERENCES exhibit (position) CHECK (parent < position),
      name TEXT NOT NULL,
      byte_count INTEGER NOT NULL CHECK (byte_count >= 0),
      sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
      sha1 TEXT NOT NULL,
      md5 TEXT NOT NULL,
      host TEXT,
      path TEXT NOT NULL,
      byte_offset INTEGER CHECK (byte_offset >= 0),
      finding TEXT,
      disposed_at INTEGER REFERENCES custody_event (position),
      CHECK ((parent IS NULL) = (form = 'original'))
    ) STRICT;

    CREATE INDEX exhibit_by_content ON exhibit (sha256);
    CREATE INDEX exhibit_by_finding ON exhibit (finding) WHERE finding IS NOT NULL;
    CREATE INDEX exhibit_by_parent ON exhibit (parent) WHERE parent IS NOT NULL;

    CREATE TABLE exhibit_content (
      sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
      bytes BLOB NOT NULL
    ) STRICT;

    CREATE TRIGGER custody_event_is_never_changed BEFORE UPDATE ON custody_event
      BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;
    CREATE TRIGGER custody_event_is_never_removed BEFORE DELETE ON custody_event
      BEGIN SELECT RAISE(ABORT, 'an event is never removed'); END;
    CREATE TRIGGER custody_node_is_never_changed BEFORE UPDATE ON custody_node
      BEGIN SELECT RAISE(ABORT, 'a hash is never changed'); END;
    CREATE TRIGGER custody_node_is_never_removed BEFORE DELETE ON custody_node
      BEGIN SELECT RAISE(ABORT, 'a hash is never removed'); END;
    CREATE TRIGGER custody_head_is_never_changed BEFORE UPDATE ON custody_head
      BEGIN SELECT RAISE(ABORT, 'a head is never changed'); END;
    CREATE TRIGGER custody_head_is_never_removed BEFORE DELETE ON custody_head
      BEGIN SELECT RAISE(ABORT, 'a head is never removed'); END;
    CREATE TRIGGER exhibit_content_is_never_changed BEFORE UPDATE ON exhibit_content
      BEGIN SELECT RAISE(ABORT, 'content is never changed'); END;
    """

  /// The one change that an event may see: its record makes way for its leaf hash.
  static let withheldEvents = """
    DROP TRIGGER custody_event_is_never_changed;
    CREATE TRIGGER custody_event_is_never_changed BEFORE UPDATE ON custody_event
      WHEN new.position <> old.position OR CAST(new.record AS TEXT) IS NOT
        '{"withheld":"' || (
          SELECT lower(hex(hash)) FROM custody_node WHERE place = 2 * old.position
        ) || '"}'
      BEGIN SELECT RAISE(ABORT, 'an event is never changed, only withheld'); END;
    """
}
