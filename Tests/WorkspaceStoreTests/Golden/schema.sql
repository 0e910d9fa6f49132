CREATE TRIGGER audit_entry_is_never_changed BEFORE UPDATE ON audit_entry
  BEGIN SELECT RAISE(ABORT, 'an audit entry is never changed'); END;

CREATE TRIGGER audit_entry_is_never_removed BEFORE DELETE ON audit_entry
  BEGIN SELECT RAISE(ABORT, 'an audit entry is never removed'); END;

CREATE TRIGGER case_event_is_never_changed BEFORE UPDATE ON case_event
  BEGIN SELECT RAISE(ABORT, 'what was done to a case is never changed'); END;

CREATE TRIGGER case_event_is_never_removed BEFORE DELETE ON case_event
  BEGIN SELECT RAISE(ABORT, 'what was done to a case is never removed'); END;

CREATE TRIGGER claim_rejected AFTER INSERT ON verdict
WHEN (new.verdict = 'rejected') <> coalesce((
  SELECT verdict = 'rejected' FROM verdict WHERE claim = new.claim AND number < new.number
  ORDER BY number DESC LIMIT 1
), 0) BEGIN
  UPDATE report_subject SET
    standing = standing + CASE new.verdict WHEN 'rejected' THEN -1 ELSE 1 END
  WHERE (subject, kind, report) =
    (SELECT subject, kind, report FROM claim WHERE number = new.claim);
END;

CREATE TRIGGER claim_removed BEFORE DELETE ON claim
WHEN NOT coalesce((
  SELECT verdict = 'rejected' FROM verdict WHERE claim = old.number
  ORDER BY number DESC LIMIT 1
), 0) BEGIN
  UPDATE report_subject SET standing = standing - 1
  WHERE (subject, kind, report) = (old.subject, old.kind, old.report);
END;

CREATE TRIGGER claim_stands AFTER INSERT ON claim BEGIN
  INSERT INTO report_subject (subject, kind, report, standing)
  VALUES (new.subject, new.kind, new.report, 1)
  ON CONFLICT DO UPDATE SET standing = standing + 1;
END;

CREATE TRIGGER claim_words_added AFTER INSERT ON claim BEGIN
  INSERT INTO claim_words (rowid, subject, detail, explanation)
  VALUES (new.number, new.subject, new.detail, new.explanation);
END;

CREATE TRIGGER claim_words_removed AFTER DELETE ON claim BEGIN
  INSERT INTO claim_words (claim_words, rowid, subject, detail, explanation)
  VALUES ('delete', old.number, old.subject, old.detail, old.explanation);
END;

CREATE TRIGGER custody_event_is_never_changed BEFORE UPDATE ON custody_event
  WHEN new.position <> old.position OR CAST(new.record AS TEXT) IS NOT
    '{"withheld":"' || (
      SELECT lower(hex(hash)) FROM custody_node WHERE place = 2 * old.position
    ) || '"}'
  BEGIN SELECT RAISE(ABORT, 'an event is never changed, only withheld'); END;

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

CREATE TRIGGER finding_authorisation_ended AFTER DELETE ON finding_authorisation BEGIN
  INSERT INTO finding_facet (
    technique, pattern, has_confirmed, has_stages, is_superseded, is_authorised, findings,
    longest_ms
  )
  SELECT held.technique, held.pattern, held.has_confirmed, held.has_stages, held.is_superseded, 0, 0, 0
  FROM finding_key JOIN finding_facet AS held ON held.number = facet
  WHERE finding = old.finding ON CONFLICT DO NOTHING;
  UPDATE finding_key SET facet = (
    SELECT wanted.number FROM finding_facet AS held JOIN finding_facet AS wanted
      ON wanted.technique = held.technique AND wanted.pattern = held.pattern
      AND wanted.has_confirmed = held.has_confirmed AND wanted.has_stages = held.has_stages
      AND wanted.is_superseded = held.is_superseded AND wanted.is_authorised = (0)
    WHERE held.number = finding_key.facet
  ) WHERE finding = old.finding;
END;

CREATE TRIGGER finding_authorised AFTER INSERT ON finding_authorisation BEGIN
  INSERT INTO finding_facet (
    technique, pattern, has_confirmed, has_stages, is_superseded, is_authorised, findings,
    longest_ms
  )
  SELECT held.technique, held.pattern, held.has_confirmed, held.has_stages, held.is_superseded, 1, 0, 0
  FROM finding_key JOIN finding_facet AS held ON held.number = facet
  WHERE finding = new.finding ON CONFLICT DO NOTHING;
  UPDATE finding_key SET facet = (
    SELECT wanted.number FROM finding_facet AS held JOIN finding_facet AS wanted
      ON wanted.technique = held.technique AND wanted.pattern = held.pattern
      AND wanted.has_confirmed = held.has_confirmed AND wanted.has_stages = held.has_stages
      AND wanted.is_superseded = held.is_superseded AND wanted.is_authorised = (1)
    WHERE held.number = finding_key.facet
  ) WHERE finding = new.finding;
END;

CREATE TRIGGER finding_gets_key AFTER INSERT ON finding BEGIN
  INSERT INTO finding_facet (
    technique, pattern, has_confirmed, has_stages, is_superseded, is_authorised, findings,
    longest_ms
  ) VALUES (
    new.technique, new.pattern, new.confirmed_count > 0, new.stage_count > 0,
    new.superseded_by IS NOT NULL, 0, 0, 0
  ) ON CONFLICT DO NOTHING;
  INSERT INTO finding_key (finding, facet, id, first_seen_ms, last_seen_ms, probes, log10_e)
  SELECT new.number, number, new.id, new.first_seen_ms, new.last_seen_ms, new.probes,
    new.log10_e
  FROM finding_facet WHERE technique = new.technique AND pattern = new.pattern
    AND has_confirmed = (new.confirmed_count > 0) AND has_stages = (new.stage_count > 0)
    AND is_superseded = (new.superseded_by IS NOT NULL) AND is_authorised = 0;
END;

CREATE TRIGGER finding_gets_traits AFTER INSERT ON finding BEGIN
  INSERT INTO trait (kind, value)
  SELECT DISTINCT kind, value FROM (
  SELECT number, 'client' AS kind, client.value AS value
  FROM (SELECT new.number AS number, new.content AS content) AS held, json_each(held.content, '$.clients') AS client
  WHERE client.value <> ''
  UNION SELECT number, 'system', 'AS' || json_extract(source.value, '$.asn')
  FROM (SELECT new.number AS number, new.content AS content) AS held, json_each(held.content, '$.sources') AS source
  WHERE json_extract(source.value, '$.asn') IS NOT NULL
  ) WHERE true ON CONFLICT DO NOTHING;
  INSERT INTO finding_trait (finding, trait)
  SELECT own.number, trait.number FROM (
  SELECT number, 'client' AS kind, client.value AS value
  FROM (SELECT new.number AS number, new.content AS content) AS held, json_each(held.content, '$.clients') AS client
  WHERE client.value <> ''
  UNION SELECT number, 'system', 'AS' || json_extract(source.value, '$.asn')
  FROM (SELECT new.number AS number, new.content AS content) AS held, json_each(held.content, '$.sources') AS source
  WHERE json_extract(source.value, '$.asn') IS NOT NULL
  ) AS own JOIN trait ON trait.value = own.value AND trait.kind = own.kind;
END;

CREATE TRIGGER finding_key_counted AFTER INSERT ON finding_key BEGIN
  UPDATE finding_facet SET findings = findings + 1,
    longest_ms = max(longest_ms, new.last_seen_ms - new.first_seen_ms)
  WHERE number = new.facet;
  INSERT INTO finding_month (facet, month, findings)
  VALUES (
    new.facet,
    coalesce(strftime('%Y-%m', new.last_seen_ms / 1000, 'unixepoch'), 'never'), 1
  )
  ON CONFLICT DO UPDATE SET findings = findings + 1;
END;

CREATE TRIGGER finding_key_moved AFTER UPDATE OF facet ON finding_key
WHEN new.facet <> old.facet BEGIN
  UPDATE finding_facet SET findings = findings - 1 WHERE number = old.facet;
  UPDATE finding_facet SET findings = findings + 1,
    longest_ms = max(longest_ms, new.last_seen_ms - new.first_seen_ms)
  WHERE number = new.facet;
  INSERT INTO finding_month (facet, month, findings)
  VALUES (
    old.facet,
    coalesce(strftime('%Y-%m', old.last_seen_ms / 1000, 'unixepoch'), 'never'), 1
  )
  ON CONFLICT DO UPDATE SET findings = findings + -1;
  INSERT INTO finding_month (facet, month, findings)
  VALUES (
    new.facet,
    coalesce(strftime('%Y-%m', new.last_seen_ms / 1000, 'unixepoch'), 'never'), 1
  )
  ON CONFLICT DO UPDATE SET findings = findings + 1;
END;

CREATE TRIGGER finding_key_uncounted AFTER DELETE ON finding_key BEGIN
  UPDATE finding_facet SET findings = findings - 1 WHERE number = old.facet;
  INSERT INTO finding_month (facet, month, findings)
  VALUES (
    old.facet,
    coalesce(strftime('%Y-%m', old.last_seen_ms / 1000, 'unixepoch'), 'never'), 1
  )
  ON CONFLICT DO UPDATE SET findings = findings + -1;
END;

CREATE TRIGGER finding_superseded AFTER UPDATE OF superseded_by ON finding
WHEN (new.superseded_by IS NULL) <> (old.superseded_by IS NULL) BEGIN
  INSERT INTO finding_facet (
    technique, pattern, has_confirmed, has_stages, is_superseded, is_authorised, findings,
    longest_ms
  )
  SELECT held.technique, held.pattern, held.has_confirmed, held.has_stages, new.superseded_by IS NOT NULL, held.is_authorised, 0, 0
  FROM finding_key JOIN finding_facet AS held ON held.number = facet
  WHERE finding = new.number ON CONFLICT DO NOTHING;
  UPDATE finding_key SET facet = (
    SELECT wanted.number FROM finding_facet AS held JOIN finding_facet AS wanted
      ON wanted.technique = held.technique AND wanted.pattern = held.pattern
      AND wanted.has_confirmed = held.has_confirmed AND wanted.has_stages = held.has_stages
      AND wanted.is_superseded = (new.superseded_by IS NOT NULL) AND wanted.is_authorised = held.is_authorised
    WHERE held.number = finding_key.facet
  ) WHERE finding = new.number;
END;

CREATE TRIGGER finding_traits_changed AFTER UPDATE OF content ON finding BEGIN
  DELETE FROM finding_trait WHERE finding = old.number;
  INSERT INTO trait (kind, value)
  SELECT DISTINCT kind, value FROM (
  SELECT number, 'client' AS kind, client.value AS value
  FROM (SELECT new.number AS number, new.content AS content) AS held, json_each(held.content, '$.clients') AS client
  WHERE client.value <> ''
  UNION SELECT number, 'system', 'AS' || json_extract(source.value, '$.asn')
  FROM (SELECT new.number AS number, new.content AS content) AS held, json_each(held.content, '$.sources') AS source
  WHERE json_extract(source.value, '$.asn') IS NOT NULL
  ) WHERE true ON CONFLICT DO NOTHING;
  INSERT INTO finding_trait (finding, trait)
  SELECT own.number, trait.number FROM (
  SELECT number, 'client' AS kind, client.value AS value
  FROM (SELECT new.number AS number, new.content AS content) AS held, json_each(held.content, '$.clients') AS client
  WHERE client.value <> ''
  UNION SELECT number, 'system', 'AS' || json_extract(source.value, '$.asn')
  FROM (SELECT new.number AS number, new.content AS content) AS held, json_each(held.content, '$.sources') AS source
  WHERE json_extract(source.value, '$.asn') IS NOT NULL
  ) AS own JOIN trait ON trait.value = own.value AND trait.kind = own.kind;
END;

CREATE TRIGGER finding_words_added AFTER INSERT ON finding BEGIN
  INSERT INTO finding_words (rowid, words)
  SELECT new.number, group_concat(value, char(10)) FROM json_tree(new.content)
  WHERE type = 'text';
END;

CREATE TRIGGER finding_words_changed AFTER UPDATE OF content ON finding BEGIN
  DELETE FROM finding_words WHERE rowid = old.number;
  INSERT INTO finding_words (rowid, words)
  SELECT new.number, group_concat(value, char(10)) FROM json_tree(new.content)
  WHERE type = 'text';
END;

CREATE TRIGGER finding_words_removed AFTER DELETE ON finding BEGIN
  DELETE FROM finding_words WHERE rowid = old.number;
END;

CREATE TRIGGER hunt_verdict_is_never_changed BEFORE UPDATE ON hunt_verdict
  BEGIN SELECT RAISE(ABORT, 'a verdict is never changed'); END;

CREATE TRIGGER report_words_added AFTER INSERT ON report BEGIN
  INSERT INTO report_words (rowid, title, body) VALUES (new.number, new.title, new.body);
END;

CREATE TRIGGER report_words_removed AFTER DELETE ON report BEGIN
  INSERT INTO report_words (report_words, rowid, title, body)
  VALUES ('delete', old.number, old.title, old.body);
END;

CREATE TRIGGER subject_named AFTER INSERT ON report_subject WHEN new.standing > 0 BEGIN
  INSERT INTO subject_total (kind, subject, reports) VALUES (new.kind, new.subject, 1)
  ON CONFLICT DO UPDATE SET reports = reports + 1;
END;

CREATE TRIGGER subject_named_no_more AFTER DELETE ON report_subject
WHEN old.standing > 0 BEGIN
  UPDATE subject_total SET reports = reports - 1
  WHERE kind = old.kind AND subject = old.subject;
END;

CREATE TRIGGER subject_named_or_not AFTER UPDATE OF standing ON report_subject
WHEN (new.standing > 0) <> (old.standing > 0) BEGIN
  INSERT INTO subject_total (kind, subject, reports) VALUES (new.kind, new.subject, 1)
  ON CONFLICT DO UPDATE SET reports = reports + CASE WHEN new.standing > 0 THEN 1 ELSE -1 END;
END;

CREATE TABLE alias_source (
  name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
  version TEXT NOT NULL,
  file TEXT NOT NULL,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  imported_at_ms INTEGER NOT NULL,
  tool_version TEXT NOT NULL,
  actors TEXT NOT NULL CHECK (json_valid(actors))
) STRICT, WITHOUT ROWID;

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

CREATE TABLE audit_spool (
  name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
  taken_bytes INTEGER NOT NULL CHECK (taken_bytes >= 0)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE "claim" (
  number INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('technique', 'actor', 'software', 'indicator')),
  subject TEXT NOT NULL CHECK (subject <> ''),
  detail TEXT NOT NULL,
  method TEXT NOT NULL
    CHECK (method IN ('explicit-id', 'name', 'pattern', 'analyst', 'ranked')),
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
  span_start INTEGER NOT NULL CHECK (span_start >= 0),
  span_end INTEGER NOT NULL CHECK (span_end > span_start),
  explanation TEXT NOT NULL,
  UNIQUE (report, kind, subject, span_start)
) STRICT;

CREATE VIRTUAL TABLE claim_words USING fts5 (
  subject, detail, explanation, content = 'claim', content_rowid = 'number',
  tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE 'claim_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'claim_words_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'claim_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'claim_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE control_check (
  number INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  tool_version TEXT NOT NULL
) STRICT;

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

CREATE TABLE control_state (
  check_number INTEGER NOT NULL REFERENCES control_check (number) ON DELETE CASCADE,
  control TEXT NOT NULL CHECK (control <> ''),
  state TEXT NOT NULL CHECK (state IN ('on', 'off', 'unknown', 'conflicting')),
  content TEXT NOT NULL CHECK (json_valid(content)),
  PRIMARY KEY (check_number, control)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE exposure_audit (
  number INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  tool_version TEXT NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content))
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

CREATE TABLE finding_facet (
  number INTEGER PRIMARY KEY,
  technique TEXT NOT NULL CHECK (technique <> ''),
  pattern TEXT NOT NULL CHECK (pattern <> ''),
  has_confirmed INTEGER NOT NULL CHECK (has_confirmed IN (0, 1)),
  has_stages INTEGER NOT NULL CHECK (has_stages IN (0, 1)),
  is_superseded INTEGER NOT NULL CHECK (is_superseded IN (0, 1)),
  is_authorised INTEGER NOT NULL CHECK (is_authorised IN (0, 1)),
  findings INTEGER NOT NULL CHECK (findings >= 0),
  longest_ms INTEGER NOT NULL CHECK (longest_ms >= 0),
  UNIQUE (technique, pattern, has_confirmed, has_stages, is_superseded, is_authorised)
) STRICT;

CREATE TABLE finding_key (
  finding INTEGER PRIMARY KEY REFERENCES finding (number) ON DELETE CASCADE,
  facet INTEGER NOT NULL REFERENCES finding_facet (number),
  id TEXT NOT NULL,
  first_seen_ms INTEGER NOT NULL,
  last_seen_ms INTEGER NOT NULL,
  probes INTEGER NOT NULL,
  log10_e REAL NOT NULL
) STRICT;

CREATE TABLE finding_month (
  facet INTEGER NOT NULL REFERENCES finding_facet (number),
  month TEXT NOT NULL,
  findings INTEGER NOT NULL CHECK (findings >= 0),
  PRIMARY KEY (facet, month)
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

CREATE TABLE finding_trait (
  finding INTEGER NOT NULL REFERENCES finding (number) ON DELETE CASCADE,
  trait INTEGER NOT NULL REFERENCES trait (number),
  PRIMARY KEY (finding, trait)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE finding_words USING fts5 (
  words, tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE 'finding_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'finding_words_content'(id INTEGER PRIMARY KEY, c0);

CREATE TABLE 'finding_words_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'finding_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'finding_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE hunt (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  rules TEXT NOT NULL CHECK (rules <> ''),
  parameters TEXT NOT NULL CHECK (json_valid(parameters)),
  saved_at_ms INTEGER NOT NULL
) STRICT;

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

CREATE TABLE hunt_verdict (
  number INTEGER PRIMARY KEY,
  result INTEGER NOT NULL REFERENCES hunt_result (number) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL,
  person TEXT NOT NULL CHECK (person <> ''),
  verdict TEXT NOT NULL CHECK (verdict IN ('open', 'benign', 'suspicious', 'malicious')),
  note TEXT NOT NULL
) STRICT;

CREATE TABLE navigator_layer (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  person TEXT NOT NULL,
  added_at_ms INTEGER NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;

CREATE TABLE person (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  role TEXT NOT NULL CHECK (role IN ('reader', 'analyst', 'lead', 'admin')),
  salt BLOB NOT NULL CHECK (length(salt) >= 16),
  rounds INTEGER NOT NULL CHECK (rounds > 1),
  password BLOB NOT NULL CHECK (length(password) = 32),
  added_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE ranker_model (
  version INTEGER PRIMARY KEY,
  trained_at_ms INTEGER NOT NULL,
  tool_version TEXT NOT NULL,
  card TEXT NOT NULL CHECK (json_valid(card)),
  model BLOB NOT NULL
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

CREATE TABLE "report_section" (
  report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  kind TEXT NOT NULL CHECK (
    kind IN ('heading', 'paragraph', 'list', 'code', 'table', 'indicators', 'mitigation',
      'references', 'boilerplate')
  ),
  span_start INTEGER NOT NULL CHECK (span_start >= 0),
  span_end INTEGER NOT NULL CHECK (span_end > span_start),
  PRIMARY KEY (report, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE report_subject (
  subject TEXT NOT NULL,
  kind TEXT NOT NULL,
  report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
  standing INTEGER NOT NULL CHECK (standing >= 0),
  PRIMARY KEY (subject, kind, report)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE report_words USING fts5 (
  title, body, content = 'report', content_rowid = 'number',
  tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE 'report_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'report_words_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'report_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'report_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE saved_filter (
  number INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person (number) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (name <> ''),
  query TEXT NOT NULL CHECK (query <> ''),
  UNIQUE (person, name)
) STRICT;

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

CREATE TABLE scan_job (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  path TEXT NOT NULL,
  person TEXT NOT NULL,
  state TEXT NOT NULL CHECK (
    state IN (
      'receiving', 'waiting', 'scanning', 'done', 'refused', 'cancelled', 'interrupted',
      'discarded'
    )
  ),
  byte_count INTEGER NOT NULL CHECK (byte_count >= 0),
  sha256 TEXT NOT NULL,
  made_at_ms INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL,
  scan TEXT NOT NULL,
  message TEXT NOT NULL,
  account TEXT NOT NULL CHECK (account = '' OR json_valid(account))
) STRICT;

CREATE TABLE session (
  token BLOB PRIMARY KEY CHECK (length(token) = 32),
  person INTEGER NOT NULL REFERENCES person (number) ON DELETE CASCADE,
  started_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL CHECK (expires_at_ms > started_at_ms)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE subject_total (
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  reports INTEGER NOT NULL CHECK (reports >= 0),
  PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE trait (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('client', 'system')),
  value TEXT NOT NULL CHECK (value <> ''),
  UNIQUE (value, kind)
) STRICT;

CREATE TABLE verdict (
  number INTEGER PRIMARY KEY,
  claim INTEGER NOT NULL REFERENCES claim (number) ON DELETE CASCADE,
  verdict TEXT NOT NULL CHECK (verdict IN ('open', 'accepted', 'rejected')),
  decided_by TEXT NOT NULL CHECK (decided_by <> ''),
  decided_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE visibility_test (
  number INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  tool_version TEXT NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;

CREATE INDEX api_token_by_person ON api_token (person);

CREATE INDEX attack_text_by_subject ON attack_text (attack_release, subject);

CREATE INDEX attack_text_by_target ON attack_text (attack_release, target)
  WHERE target <> '';

CREATE INDEX canary_by_name ON canary (name);

CREATE INDEX case_event_by_case ON case_event (case_file, number);

CREATE INDEX case_event_by_finding ON case_event (target, case_file)
  WHERE kind = 'finding-added';

CREATE INDEX claim_by_subject_and_report ON claim (subject, report DESC, number);

CREATE INDEX control_state_by_control ON control_state (control, check_number);

CREATE INDEX exhibit_by_content ON exhibit (sha256);

CREATE INDEX exhibit_by_finding ON exhibit (finding) WHERE finding IS NOT NULL;

CREATE INDEX exhibit_by_parent ON exhibit (parent) WHERE parent IS NOT NULL;

CREATE INDEX finding_account_by_name ON finding_account (name, finding);

CREATE INDEX finding_authorisation_by_entry ON finding_authorisation (entry);

CREATE INDEX finding_by_successor ON finding (superseded_by) WHERE superseded_by IS NOT NULL;

CREATE INDEX finding_current_without_source ON finding (number)
  WHERE superseded_by IS NULL AND source_count = 0;

CREATE INDEX finding_key_by_last_seen
  ON finding_key (facet, last_seen_ms DESC, id DESC, first_seen_ms);

CREATE INDEX finding_key_by_probes
  ON finding_key (facet, probes DESC, id DESC, last_seen_ms, first_seen_ms);

CREATE INDEX finding_key_by_strength
  ON finding_key (facet, log10_e DESC, id DESC, last_seen_ms, first_seen_ms);

CREATE INDEX finding_scan_by_scan ON finding_scan (scan, finding);

CREATE INDEX finding_source_by_address ON finding_source (address, finding);

CREATE INDEX finding_trait_by_trait ON finding_trait (trait, finding);

CREATE INDEX hunt_result_by_first_run ON hunt_result (first_run);

CREATE INDEX hunt_result_by_last_run ON hunt_result (last_run);

CREATE INDEX hunt_result_by_new_run ON hunt_result (new_run);

CREATE INDEX hunt_run_by_hunt ON hunt_run (hunt, number);

CREATE INDEX hunt_verdict_by_result ON hunt_verdict (result, number);

CREATE INDEX report_subject_by_report ON report_subject (report);

CREATE INDEX report_subject_standing ON report_subject (subject, report DESC)
  WHERE standing > 0;

CREATE INDEX scan_by_time ON scan (started_at_ms DESC, id DESC);

CREATE INDEX scan_input_by_format ON scan_input (format);

CREATE INDEX scan_input_by_path ON scan_input (path, scan);

CREATE INDEX scan_job_by_state ON scan_job (state);

CREATE INDEX session_by_expiry ON session (expires_at_ms);

CREATE INDEX subject_total_of_network ON subject_total (subject) WHERE kind = 'indicator' AND subject GLOB '*/*' AND subject NOT GLOB '*[^0-9a-f./:]*';

CREATE INDEX verdict_by_claim ON verdict (claim, number);
