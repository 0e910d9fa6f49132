// The tables of a workspace, and how an older workspace becomes a newer one.
//
// - Rows refer to each other by a small whole number; the public text ids are unique beside it. A
//   finding can cite more than 100,000 records, and 35 bytes of id in each row would double them.
// - The JSON of a finding is kept without its evidence, which stays in rows of its own: once, and
//   out of the way of lists.
// - A released migration is never edited: the next change gets a migration of its own.

import GRDB

enum Schema {
  /// "rlcl" in ASCII: says of an SQLite file that it is a workspace of ours.
  static let applicationID: Int32 = 0x726c_636c

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 scans and findings") { database in
      try database.execute(sql: scansAndFindings)
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
    }
    migrator.registerMigration("versions of ATT&CK") { database in
      try database.execute(sql: attackReleases)
    }
    migrator.registerMigration("log of evidence") { database in
      try database.execute(sql: custody)
    }
    migrator.registerMigration("saved hunts") { database in
      try database.execute(sql: hunts)
    }
    migrator.registerMigration("reports and claims") { database in
      try database.execute(sql: reports)
    }
    migrator.registerMigration("people, sessions and audit log") { database in
      try database.execute(sql: people)
    }
    migrator.registerMigration("api tokens") { database in
      try database.execute(sql: tokens)
    }
    migrator.registerMigration("case files") { database in
      try database.execute(sql: caseFiles)
    }
    migrator.registerMigration("declared traffic") { database in
      try database.execute(sql: declaredTraffic)
    }
    migrator.registerMigration("learned claims and aliases") { database in
      try database.execute(sql: learnedClaims + actorAliases + searchWords)
    }
    migrator.registerMigration("keys and facets of findings") { database in
      try database.execute(sql: facets)
    }
    migrator.registerMigration("standing of claims") { database in
      try database.execute(sql: claimTotals)
    }
    migrator.registerMigration("lookups of long lists") { database in
      try database.execute(sql: lookups)
    }
    migrator.registerMigration("controls, audits and self-tests") { database in
      try database.execute(sql: controls)
    }
    migrator.registerMigration("scan jobs, settings, saved filters and layers") { database in
      try database.execute(sql: scanJobs)
    }
    migrator.registerMigration("results of hunts") { database in
      try database.execute(sql: huntResults)
    }
    migrator.registerMigration("withheld events") { database in
      try database.execute(sql: withheldEvents)
    }
    migrator.registerMigration("canary names") { database in
      try database.execute(sql: canaries)
    }
    migrator.registerMigration("baselines") { database in
      try database.execute(sql: baselines)
    }
    migrator.registerMigration("traits of findings") { database in
      try database.execute(sql: findingTraits)
    }
    migrator.registerMigration("logs by path") { database in
      try database.execute(sql: readLogs)
    }
    return migrator
  }

  private static let scansAndFindings = """
    CREATE TABLE scan (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE CHECK (id <> ''),
      started_at_ms INTEGER NOT NULL,
      finished_at_ms INTEGER NOT NULL,
      tool_version TEXT NOT NULL,
      options TEXT NOT NULL,
      source_count INTEGER NOT NULL CHECK (source_count >= 0),
      name_count INTEGER NOT NULL CHECK (name_count >= 0)
    ) STRICT;

    CREATE INDEX scan_by_time ON scan (started_at_ms DESC, id DESC);

    CREATE TABLE scan_input (
      scan INTEGER NOT NULL REFERENCES scan (number) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
      path TEXT NOT NULL,
      format TEXT NOT NULL,
      confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
      byte_count INTEGER NOT NULL CHECK (byte_count >= 0),
      sha256 BLOB CHECK (sha256 IS NULL OR length(sha256) = 32),
      records INTEGER NOT NULL CHECK (records >= 0),
      attempts INTEGER NOT NULL CHECK (attempts >= 0),
      not_attempts INTEGER NOT NULL CHECK (not_attempts >= 0),
      not_understood INTEGER NOT NULL CHECK (not_understood >= 0),
      PRIMARY KEY (scan, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE finding (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE CHECK (id GLOB 'rc-?*'),
      technique TEXT NOT NULL CHECK (technique <> ''),
      pattern TEXT NOT NULL CHECK (pattern <> ''),
      first_seen_ms INTEGER NOT NULL,
      last_seen_ms INTEGER NOT NULL,
      detected_at_ms INTEGER NOT NULL,
      services TEXT NOT NULL,
      first_source TEXT NOT NULL,
      source_count INTEGER NOT NULL CHECK (source_count >= 0),
      probes INTEGER NOT NULL CHECK (probes >= 0),
      absent_count INTEGER NOT NULL CHECK (absent_count >= 0),
      present_count INTEGER NOT NULL CHECK (present_count >= 0),
      confirmed_count INTEGER NOT NULL CHECK (confirmed_count >= 0),
      stage_count INTEGER NOT NULL CHECK (stage_count >= 0),
      evidence_count INTEGER NOT NULL CHECK (evidence_count >= 0),
      log10_e REAL NOT NULL,
      expected_false_findings REAL NOT NULL CHECK (expected_false_findings >= 0),
      superseded_by INTEGER REFERENCES finding (number) CHECK (superseded_by <> number),
      content TEXT NOT NULL CHECK (json_valid(content)),
      CHECK (first_seen_ms <= last_seen_ms)
    ) STRICT;

    CREATE INDEX finding_current_by_last_seen ON finding (last_seen_ms DESC, id DESC)
      WHERE superseded_by IS NULL;
    CREATE INDEX finding_current_by_probes ON finding (probes DESC, id DESC)
      WHERE superseded_by IS NULL;
    CREATE INDEX finding_current_by_strength ON finding (log10_e DESC, id DESC)
      WHERE superseded_by IS NULL;
    CREATE INDEX finding_current_without_source ON finding (number)
      WHERE superseded_by IS NULL AND source_count = 0;
    CREATE INDEX finding_by_last_seen ON finding (last_seen_ms DESC, id DESC);
    CREATE INDEX finding_by_probes ON finding (probes DESC, id DESC);
    CREATE INDEX finding_by_strength ON finding (log10_e DESC, id DESC);
    CREATE INDEX finding_by_successor ON finding (superseded_by) WHERE superseded_by IS NOT NULL;

    CREATE TABLE finding_source (
      finding INTEGER NOT NULL REFERENCES finding (number) ON DELETE CASCADE,
      address TEXT NOT NULL,
      probes INTEGER NOT NULL CHECK (probes >= 0),
      posterior REAL NOT NULL CHECK (posterior BETWEEN 0 AND 1),
      PRIMARY KEY (finding, address)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX finding_source_by_address ON finding_source (address, finding);

    CREATE TABLE finding_account (
      finding INTEGER NOT NULL REFERENCES finding (number) ON DELETE CASCADE,
      name TEXT NOT NULL COLLATE NOCASE,
      role TEXT NOT NULL CHECK (role IN ('present', 'confirmed')),
      PRIMARY KEY (finding, name, role)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX finding_account_by_name ON finding_account (name, finding);

    CREATE TABLE evidence_file (
      number INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE evidence (
      finding INTEGER NOT NULL REFERENCES finding (number) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
      file INTEGER NOT NULL REFERENCES evidence_file (number),
      byte_offset INTEGER NOT NULL CHECK (byte_offset >= 0),
      byte_length INTEGER NOT NULL CHECK (byte_length >= 0),
      sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
      PRIMARY KEY (finding, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE finding_scan (
      finding INTEGER NOT NULL REFERENCES finding (number) ON DELETE CASCADE,
      scan INTEGER NOT NULL REFERENCES scan (number) ON DELETE CASCADE,
      PRIMARY KEY (finding, scan)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX finding_scan_by_scan ON finding_scan (scan, finding);
    """

  /// An authorisation repeats what its entry said: the entry may have come from a file, and may go.
  private static let declaredTraffic = """
    CREATE TABLE allow_entry (
      id TEXT NOT NULL PRIMARY KEY CHECK (id GLOB 'allow-?*'),
      source TEXT,
      client TEXT,
      name TEXT,
      service TEXT,
      begins_ms INTEGER,
      expires_ms INTEGER NOT NULL,
      owner TEXT NOT NULL CHECK (owner <> ''),
      reason TEXT NOT NULL CHECK (reason <> ''),
      CHECK (coalesce(source, client, name) IS NOT NULL),
      CHECK (begins_ms IS NULL OR begins_ms < expires_ms)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE finding_authorisation (
      finding INTEGER NOT NULL PRIMARY KEY REFERENCES finding (number) ON DELETE CASCADE,
      entry TEXT NOT NULL CHECK (entry <> ''),
      owner TEXT NOT NULL,
      reason TEXT NOT NULL,
      expires_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX finding_authorisation_by_entry ON finding_authorisation (entry);
    """
}
