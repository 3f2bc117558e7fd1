import { search } from './0001-search.ts'

/**
 * The first schema: design.md §3 in tables. Rows of people, classes, enrolments and assignments are never
 * deleted by a synchronisation; they become inactive. Dates are ISO 8601 text, booleans 0 or 1.
 */
export const initial = `
CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

-- The kinds of sources grow with each release: they are checked by the contract, not here.
CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind <> ''),
  label TEXT NOT NULL,
  origin TEXT NOT NULL,
  is_demo INTEGER NOT NULL CHECK (is_demo IN (0, 1)),
  config TEXT NOT NULL CHECK (json_valid(config)),
  created_at TEXT NOT NULL,
  removed_at TEXT
) STRICT;

-- A page of a source and what its server gave to ask "changed since?".
CREATE TABLE page_validator (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source (id),
  url TEXT NOT NULL,
  etag TEXT NOT NULL,
  UNIQUE (source_id, url)
) STRICT;

-- Which row a source's record became. hash: SHA-256 of its canonical JSON; page_id: where it was last read.
CREATE TABLE external_id (
  source_id INTEGER NOT NULL REFERENCES source (id),
  entity TEXT NOT NULL CHECK (entity IN ('school', 'academicYear', 'class', 'person', 'enrolment', 'assignment')),
  external_id TEXT NOT NULL CHECK (external_id <> ''),
  row_id INTEGER NOT NULL,
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  page_id INTEGER REFERENCES page_validator (id) ON DELETE SET NULL,
  PRIMARY KEY (source_id, entity, external_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX external_id_by_row ON external_id (row_id, entity);
CREATE INDEX external_id_by_page ON external_id (page_id) WHERE page_id IS NOT NULL;

CREATE TABLE school (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  uai TEXT,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE academic_year (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE school_class (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('class', 'group')),
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  subject TEXT,
  level TEXT,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
CREATE INDEX school_class_by_name ON school_class (name_fold);

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('pupil', 'guardian', 'teacher')),
  family_name TEXT NOT NULL,
  given_name TEXT NOT NULL,
  family_fold TEXT NOT NULL,
  given_fold TEXT NOT NULL,
  birth_date TEXT,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  inactive_since TEXT,
  CHECK ((active = 1) = (inactive_since IS NULL))
) STRICT;
CREATE INDEX person_by_name ON person (family_fold, given_fold);

-- What each source says of a link. Two sources may disagree: readers take the most restrictive (guardian_link).
CREATE TABLE guardianship (
  pupil_id INTEGER NOT NULL REFERENCES person (id),
  guardian_id INTEGER NOT NULL REFERENCES person (id),
  source_id INTEGER NOT NULL REFERENCES source (id),
  level INTEGER NOT NULL CHECK (level IN (1, 2, 3)),
  relationship TEXT NOT NULL CHECK (
    relationship IN ('mother', 'father', 'guardian', 'grandparent', 'sibling', 'foster', 'self', 'other')
  ),
  authority INTEGER NOT NULL CHECK (authority IN (0, 1)),
  court_block INTEGER NOT NULL CHECK (court_block IN (0, 1)),
  is_primary INTEGER NOT NULL CHECK (is_primary IN (0, 1)),
  PRIMARY KEY (pupil_id, guardian_id, source_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX guardianship_by_guardian ON guardianship (guardian_id);

-- One row per link. A court order or a missing authority that any source knows of holds.
CREATE VIEW guardian_link AS
  SELECT g.pupil_id, g.guardian_id,
    max(g.level) AS level,
    coalesce(max(nullif(g.relationship, 'other')), 'other') AS relationship,
    min(g.authority) AS authority,
    max(g.court_block) AS court_block,
    max(g.is_primary) AS is_primary
  FROM guardianship g JOIN person p ON p.id = g.guardian_id AND p.active = 1
  GROUP BY g.pupil_id, g.guardian_id;

CREATE TABLE contact_point (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id),
  kind TEXT NOT NULL CHECK (kind IN ('email', 'phone')),
  value TEXT NOT NULL,
  label TEXT,
  -- Order in which the owner wants them used.
  position INTEGER NOT NULL,
  entered_by_teacher INTEGER NOT NULL DEFAULT 0 CHECK (entered_by_teacher IN (0, 1)),
  verified_at TEXT,
  bounced_at TEXT,
  opted_out_at TEXT,
  UNIQUE (person_id, kind, value)
) STRICT;

-- Which sources give a contact point; one that nobody gives any more, and the teacher did not enter, goes.
CREATE TABLE contact_point_source (
  contact_point_id INTEGER NOT NULL REFERENCES contact_point (id) ON DELETE CASCADE,
  source_id INTEGER NOT NULL REFERENCES source (id),
  PRIMARY KEY (contact_point_id, source_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE enrolment (
  id INTEGER PRIMARY KEY,
  class_id INTEGER NOT NULL REFERENCES school_class (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  role TEXT NOT NULL CHECK (role IN ('pupil', 'teacher')),
  begins_on TEXT,
  ends_on TEXT,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  UNIQUE (class_id, person_id, role)
) STRICT;
CREATE INDEX enrolment_by_person ON enrolment (person_id);

-- source_id is null for what the teacher wrote here.
CREATE TABLE assignment (
  id INTEGER PRIMARY KEY,
  source_id INTEGER REFERENCES source (id),
  class_id INTEGER NOT NULL REFERENCES school_class (id),
  title TEXT NOT NULL,
  subject TEXT,
  description_html TEXT NOT NULL,
  assigned_on TEXT,
  due_on TEXT,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
CREATE INDEX assignment_by_due ON assignment (due_on);
CREATE INDEX assignment_by_class ON assignment (class_id, due_on);

-- sha256 is null until the file is on this computer.
CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  assignment_id INTEGER NOT NULL REFERENCES assignment (id),
  external_id TEXT NOT NULL,
  name TEXT NOT NULL,
  url TEXT,
  media_type TEXT,
  bytes INTEGER CHECK (bytes >= 0),
  sha256 TEXT CHECK (length(sha256) = 64),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  UNIQUE (assignment_id, external_id)
) STRICT;
CREATE INDEX attachment_missing ON attachment (assignment_id) WHERE sha256 IS NULL AND active = 1;

CREATE TABLE lesson (
  id INTEGER PRIMARY KEY,
  source_id INTEGER REFERENCES source (id),
  class_id INTEGER REFERENCES school_class (id),
  teacher_id INTEGER REFERENCES person (id),
  starts_at TEXT NOT NULL,
  ends_at TEXT NOT NULL,
  label TEXT NOT NULL,
  room TEXT,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  CHECK (ends_at >= starts_at)
) STRICT;
CREATE INDEX lesson_by_start ON lesson (starts_at);
CREATE INDEX lesson_by_class ON lesson (class_id, starts_at);

CREATE TABLE sync_run (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source (id),
  started_at TEXT NOT NULL,
  ended_at TEXT,
  outcome TEXT NOT NULL CHECK (
    outcome IN ('running', 'applied', 'unchanged', 'held', 'refused', 'failed', 'cancelled')
  ),
  coverage TEXT NOT NULL CHECK (json_valid(coverage)),
  added INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  removed INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  error TEXT CHECK (json_valid(error)),
  CHECK ((outcome = 'running') = (ended_at IS NULL))
) STRICT;
CREATE INDEX sync_run_by_source ON sync_run (source_id, id);

-- The journal: what each run did to which row.
CREATE TABLE sync_change (
  run_id INTEGER NOT NULL REFERENCES sync_run (id),
  entity TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  change TEXT NOT NULL CHECK (change IN ('added', 'changed', 'returned', 'removed')),
  PRIMARY KEY (run_id, entity, row_id, change)
) STRICT, WITHOUT ROWID;

-- A snapshot that would remove too much, kept whole (deflated JSON) until the teacher decides.
CREATE TABLE held_sync (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL UNIQUE REFERENCES sync_run (id),
  source_id INTEGER NOT NULL UNIQUE REFERENCES source (id),
  at TEXT NOT NULL,
  reasons TEXT NOT NULL CHECK (json_valid(reasons)),
  removals TEXT NOT NULL CHECK (json_valid(removals)),
  counts TEXT NOT NULL CHECK (json_valid(counts)),
  snapshot BLOB NOT NULL
) STRICT;

CREATE TABLE availability_sample (
  id INTEGER PRIMARY KEY,
  service TEXT NOT NULL,
  at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('up', 'down', 'unknown', 'own-network-down')),
  cause TEXT NOT NULL
) STRICT;
CREATE INDEX availability_sample_by_service ON availability_sample (service, id);

-- What is shown, after hysteresis.
CREATE TABLE service_state (
  service TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('up', 'down', 'unknown', 'own-network-down')),
  cause TEXT NOT NULL,
  since TEXT,
  checked_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE outage (
  id INTEGER PRIMARY KEY,
  service TEXT NOT NULL,
  cause TEXT NOT NULL,
  began_at TEXT NOT NULL,
  ended_at TEXT
) STRICT;
CREATE UNIQUE INDEX outage_open ON outage (service) WHERE ended_at IS NULL;

CREATE TABLE pack (
  id INTEGER PRIMARY KEY,
  class_id INTEGER NOT NULL REFERENCES school_class (id),
  profile TEXT NOT NULL CHECK (profile IN ('teacher', 'pupil')),
  file_name TEXT NOT NULL,
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  files INTEGER NOT NULL CHECK (files >= 0),
  encrypted INTEGER NOT NULL CHECK (encrypted IN (0, 1)),
  at TEXT NOT NULL
) STRICT;

CREATE TABLE pack_recipient (
  pack_id INTEGER NOT NULL REFERENCES pack (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  handed_at TEXT,
  returned_at TEXT,
  PRIMARY KEY (pack_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  class_id INTEGER NOT NULL REFERENCES school_class (id),
  audience TEXT NOT NULL CHECK (audience IN ('pupils', 'guardians')),
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  from_address TEXT NOT NULL,
  from_name TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

-- One row per recipient; it never leaves. data_started_at: the server said 354 in the present attempt.
CREATE TABLE delivery (
  id INTEGER PRIMARY KEY,
  message_id INTEGER NOT NULL REFERENCES message (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  recipient_name TEXT NOT NULL,
  about TEXT NOT NULL,
  address TEXT NOT NULL,
  message_id_header TEXT NOT NULL UNIQUE,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (
    state IN ('queued', 'in-flight', 'accepted', 'deferred', 'refused', 'ambiguous', 'cancelled', 'handed-over')
  ),
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  next_try_at TEXT,
  data_started_at TEXT,
  updated_at TEXT NOT NULL,
  error TEXT CHECK (json_valid(error)),
  server_said TEXT,
  CHECK (data_started_at IS NULL OR state = 'in-flight'),
  CHECK ((state = 'deferred') = (next_try_at IS NOT NULL))
) STRICT;
CREATE INDEX delivery_by_message ON delivery (message_id, state);
CREATE INDEX delivery_waiting ON delivery (state, message_id) WHERE state IN ('queued', 'in-flight', 'deferred');

CREATE TABLE delivery_pupil (
  delivery_id INTEGER NOT NULL REFERENCES delivery (id),
  pupil_id INTEGER NOT NULL REFERENCES person (id),
  PRIMARY KEY (delivery_id, pupil_id)
) STRICT, WITHOUT ROWID;

-- The bytes sent, rendered once: apart, so that reading the ledger does not drag them along.
CREATE TABLE delivery_mime (
  delivery_id INTEGER PRIMARY KEY REFERENCES delivery (id),
  mime BLOB NOT NULL
) STRICT;

-- Every step of every row, for the report and for counting what a server was handed.
CREATE TABLE delivery_step (
  id INTEGER PRIMARY KEY,
  delivery_id INTEGER NOT NULL REFERENCES delivery (id),
  step TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX delivery_step_by_time ON delivery_step (step, at);
CREATE INDEX delivery_step_by_delivery ON delivery_step (delivery_id);

CREATE TABLE reply (
  id INTEGER PRIMARY KEY,
  message_id_header TEXT NOT NULL UNIQUE,
  delivery_id INTEGER REFERENCES delivery (id),
  from_address TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  received_at TEXT NOT NULL,
  read_at TEXT
) STRICT;
CREATE INDEX reply_by_delivery ON reply (delivery_id);

CREATE TABLE reminder (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL,
  due_on TEXT NOT NULL,
  person_id INTEGER REFERENCES person (id),
  assignment_id INTEGER REFERENCES assignment (id),
  message_id INTEGER REFERENCES message (id),
  created_at TEXT NOT NULL,
  done_at TEXT
) STRICT;
CREATE INDEX reminder_open ON reminder (due_on) WHERE done_at IS NULL;

${search}`
