CREATE TRIGGER audit_entry_is_never_changed BEFORE UPDATE ON audit_entry
  BEGIN SELECT RAISE(ABORT, 'an audit entry is never changed'); END;

CREATE TRIGGER audit_entry_is_never_removed BEFORE DELETE ON audit_entry
  BEGIN SELECT RAISE(ABORT, 'an audit entry is never removed'); END;

CREATE TRIGGER case_event_is_never_changed BEFORE UPDATE ON case_event
  BEGIN SELECT RAISE(ABORT, 'what was done to a case is never changed'); END;

CREATE TRIGGER case_event_is_never_removed BEFORE DELETE ON case_event
  BEGIN SELECT RAISE(ABORT, 'what was done to a case is never removed'); END;

CREATE TRIGGER custody_event_is_never_changed BEFORE UPDATE ON custody_event
  BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;

CREATE TRIGGER custody_event_is_never_removed BEFORE DELETE ON custody_event
  BEGIN SELECT RAISE(ABORT, 'an event is never removed'); END;

CREATE TRIGGER custody_head_is_never_changed BEFORE UPDATE ON custody_head
  BEGIN SELECT RAISE(ABORT, 'a head is never changed'); END;

CREATE TRIGGER custody_head_is_never_removed BEFORE DELETE ON custody_head
  BEGIN SELECT RAISE(ABORT, 'a head is never removed'); END;

CREATE TRIGGER custody_node_is_never_changed BEFORE UPDATE ON custody_node
  BEGIN SELECT RAISE(ABORT, 'a hash is never changed'); END;

CREATE TRIGGER custody_node_is_never_removed BEFORE DELETE ON custody_node
  BEGIN SELECT RAISE(ABORT, 'a hash is never removed'); END;

CREATE TRIGGER exhibit_content_is_never_changed BEFORE UPDATE ON exhibit_content
  BEGIN SELECT RAISE(ABORT, 'content is never changed'); END;

CREATE TRIGGER report_words_added AFTER INSERT ON report BEGIN
  INSERT INTO report_words (rowid, title, body) VALUES (new.number, new.title, new.body);
END;

CREATE TRIGGER report_words_removed AFTER DELETE ON report BEGIN
  INSERT INTO report_words (report_words, rowid, title, body)
  VALUES ('delete', old.number, old.title, old.body);
END;

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

CREATE TABLE api_token (
  number INTEGER PRIMARY KEY,
  token BLOB NOT NULL UNIQUE CHECK (length(token) = 32),
  person INTEGER NOT NULL REFERENCES person (number) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (name <> ''),
  scope TEXT NOT NULL CHECK (scope IN ('read', 'write', 'admin')),
  made_at_ms INTEGER NOT NULL,
  revoked_at_ms INTEGER
) STRICT;

CREATE TABLE attack_release (
  number INTEGER PRIMARY KEY,
  domain TEXT NOT NULL
    CHECK (domain IN ('enterprise-attack', 'mobile-attack', 'ics-attack')),
  version TEXT NOT NULL CHECK (version <> ''),
  origin TEXT NOT NULL CHECK (origin IN ('stated', 'given', 'inferred')),
  date TEXT NOT NULL,
  file TEXT NOT NULL,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  imported_at_ms INTEGER NOT NULL,
  tool_version TEXT NOT NULL,
  facts BLOB NOT NULL,
  UNIQUE (domain, version)
) STRICT;

CREATE TABLE attack_text (
  number INTEGER PRIMARY KEY,
  attack_release INTEGER NOT NULL REFERENCES attack_release (number) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (
    kind IN ('description', 'detection', 'procedure', 'application', 'channel', 'field')
  ),
  subject TEXT NOT NULL CHECK (subject <> ''),
  target TEXT NOT NULL,
  body TEXT NOT NULL CHECK (body <> '')
) STRICT;

CREATE TABLE audit_entry (
  number INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  person TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action <> ''),
  subject TEXT NOT NULL
) STRICT;

CREATE TABLE baseline (
  version INTEGER PRIMARY KEY,
  scan TEXT,
  made_at_ms INTEGER NOT NULL,
  tool_version TEXT NOT NULL,
  through TEXT NOT NULL CHECK (json_valid(through)),
  content TEXT CHECK (content IS NULL OR json_valid(content))
) STRICT;

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

CREATE TABLE case_file (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (id GLOB 'cs-?*')
) STRICT;

CREATE TABLE claim (
  number INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('technique', 'actor', 'software', 'indicator')),
  subject TEXT NOT NULL CHECK (subject <> ''),
  detail TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('explicit-id', 'name', 'pattern', 'analyst')),
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
  span_start INTEGER NOT NULL CHECK (span_start >= 0),
  span_end INTEGER NOT NULL CHECK (span_end > span_start),
  UNIQUE (report, kind, subject, span_start)
) STRICT;

CREATE TABLE custody_event (
  position INTEGER PRIMARY KEY CHECK (position >= 0),
  record BLOB NOT NULL CHECK (length(record) > 0)
) STRICT;

CREATE TABLE custody_head (
  size INTEGER PRIMARY KEY CHECK (size > 0),
  note BLOB NOT NULL CHECK (length(note) > 0)
) STRICT;

CREATE TABLE custody_key (
  position INTEGER PRIMARY KEY REFERENCES custody_event (position),
  verifier TEXT NOT NULL
) STRICT;

CREATE TABLE custody_node (
  place INTEGER PRIMARY KEY CHECK (place >= 0),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE custody_token (
  position INTEGER PRIMARY KEY REFERENCES custody_event (position),
  size INTEGER NOT NULL REFERENCES custody_head (size),
  token BLOB NOT NULL
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

CREATE TABLE evidence_file (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
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

CREATE TABLE exhibit_content (
  sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
  bytes BLOB NOT NULL
) STRICT;

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

CREATE TABLE finding_account (
  finding INTEGER NOT NULL REFERENCES finding (number) ON DELETE CASCADE,
  name TEXT NOT NULL COLLATE NOCASE,
  role TEXT NOT NULL CHECK (role IN ('present', 'confirmed')),
  PRIMARY KEY (finding, name, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_authorisation (
  finding INTEGER NOT NULL PRIMARY KEY REFERENCES finding (number) ON DELETE CASCADE,
  entry TEXT NOT NULL CHECK (entry <> ''),
  owner TEXT NOT NULL,
  reason TEXT NOT NULL,
  expires_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_scan (
  finding INTEGER NOT NULL REFERENCES finding (number) ON DELETE CASCADE,
  scan INTEGER NOT NULL REFERENCES scan (number) ON DELETE CASCADE,
  PRIMARY KEY (finding, scan)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_source (
  finding INTEGER NOT NULL REFERENCES finding (number) ON DELETE CASCADE,
  address TEXT NOT NULL,
  probes INTEGER NOT NULL CHECK (probes >= 0),
  posterior REAL NOT NULL CHECK (posterior BETWEEN 0 AND 1),
  PRIMARY KEY (finding, address)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE hunt_sighting (
  hunt INTEGER NOT NULL REFERENCES hunt (number) ON DELETE CASCADE,
  rule TEXT NOT NULL,
  key TEXT NOT NULL,
  last_time_ms INTEGER,
  PRIMARY KEY (hunt, rule, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  role TEXT NOT NULL CHECK (role IN ('reader', 'analyst', 'lead', 'admin')),
  salt BLOB NOT NULL CHECK (length(salt) >= 16),
  rounds INTEGER NOT NULL CHECK (rounds > 1),
  password BLOB NOT NULL CHECK (length(password) = 32),
  added_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE report (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (id GLOB 'rp-?*'),
  sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  format TEXT NOT NULL
    CHECK (format IN ('text', 'markdown', 'html', 'pdf', 'docx', 'stix', 'misp')),
  added_at_ms INTEGER NOT NULL,
  tool_version TEXT NOT NULL,
  reliability TEXT NOT NULL CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')),
  tlp TEXT NOT NULL CHECK (tlp IN ('clear', 'green', 'amber', 'amber+strict', 'red')),
  was_cut INTEGER NOT NULL CHECK (was_cut IN (0, 1)),
  near_duplicate_of INTEGER REFERENCES report (number) CHECK (near_duplicate_of <> number),
  sketch BLOB NOT NULL CHECK (length(sketch) = 512),
  body TEXT NOT NULL CHECK (body <> '')
) STRICT;

CREATE TABLE report_original (
  report INTEGER PRIMARY KEY REFERENCES report (number) ON DELETE CASCADE,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE report_section (
  report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  kind TEXT NOT NULL
    CHECK (kind IN ('heading', 'paragraph', 'list', 'code', 'table', 'indicators')),
  span_start INTEGER NOT NULL CHECK (span_start >= 0),
  span_end INTEGER NOT NULL CHECK (span_end > span_start),
  PRIMARY KEY (report, ordinal)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE report_words USING fts5 (
  title, body, content = 'report', content_rowid = 'number',
  tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE 'report_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'report_words_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'report_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'report_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

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

CREATE TABLE session (
  token BLOB PRIMARY KEY CHECK (length(token) = 32),
  person INTEGER NOT NULL REFERENCES person (number) ON DELETE CASCADE,
  started_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL CHECK (expires_at_ms > started_at_ms)
) STRICT, WITHOUT ROWID;

CREATE TABLE verdict (
  number INTEGER PRIMARY KEY,
  claim INTEGER NOT NULL REFERENCES claim (number) ON DELETE CASCADE,
  verdict TEXT NOT NULL CHECK (verdict IN ('open', 'accepted', 'rejected')),
  decided_by TEXT NOT NULL CHECK (decided_by <> ''),
  decided_at_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX api_token_by_person ON api_token (person);

CREATE INDEX attack_text_by_subject ON attack_text (attack_release, subject);

CREATE INDEX attack_text_by_target ON attack_text (attack_release, target)
  WHERE target <> '';

CREATE INDEX canary_by_name ON canary (name);

CREATE INDEX case_event_by_case ON case_event (case_file, number);

CREATE INDEX claim_by_subject ON claim (subject, kind, report);

CREATE INDEX exhibit_by_content ON exhibit (sha256);

CREATE INDEX exhibit_by_finding ON exhibit (finding) WHERE finding IS NOT NULL;

CREATE INDEX exhibit_by_parent ON exhibit (parent) WHERE parent IS NOT NULL;

CREATE INDEX finding_account_by_name ON finding_account (name, finding);

CREATE INDEX finding_authorisation_by_entry ON finding_authorisation (entry);

CREATE INDEX finding_by_last_seen ON finding (last_seen_ms DESC, id DESC);

CREATE INDEX finding_by_probes ON finding (probes DESC, id DESC);

CREATE INDEX finding_by_strength ON finding (log10_e DESC, id DESC);

CREATE INDEX finding_by_successor ON finding (superseded_by) WHERE superseded_by IS NOT NULL;

CREATE INDEX finding_current_by_last_seen ON finding (last_seen_ms DESC, id DESC)
  WHERE superseded_by IS NULL;

CREATE INDEX finding_current_by_probes ON finding (probes DESC, id DESC)
  WHERE superseded_by IS NULL;

CREATE INDEX finding_current_by_strength ON finding (log10_e DESC, id DESC)
  WHERE superseded_by IS NULL;

CREATE INDEX finding_current_by_technique ON finding (technique)
  WHERE superseded_by IS NULL;

CREATE INDEX finding_current_without_source ON finding (number)
  WHERE superseded_by IS NULL AND source_count = 0;

CREATE INDEX finding_scan_by_scan ON finding_scan (scan, finding);

CREATE INDEX finding_source_by_address ON finding_source (address, finding);

CREATE INDEX hunt_run_by_hunt ON hunt_run (hunt, number);

CREATE INDEX report_by_time ON report (added_at_ms DESC, number DESC);

CREATE INDEX scan_by_time ON scan (started_at_ms DESC, id DESC);

CREATE INDEX session_by_expiry ON session (expires_at_ms);

CREATE INDEX verdict_by_claim ON verdict (claim, number);
